import { OpsError } from '../../core/errors.ts';
import { liveDifferences } from '../collections.ts';
import { defineAction } from '../define.ts';
import { demandRight } from '../rights.ts';
import { ephemeral } from '../views/notice.ts';
import { proposedNotice } from '../views/proposed.ts';

/** Proposes for the inventory what was found on a device, as it is found now: not as the message had it. */
export default defineAction({
  click: async ({ value, user, channel, thread, language }, deps) => {
    await demandRight('inventory', undefined, user, '/inventory', deps);
    const [kind = '', ...rest] = value.split(' ');
    const host = rest.join(' ');
    const found = (await liveDifferences(deps)).find((one) => one.kind === kind && one.host === host && one.correction);
    if (!found?.correction) throw settled(host);
    const { name, entry } = found.correction;
    const proposed = await deps.proposals.propose({
      ...{ kind: 'inventory', incoming: { [name]: entry }, complete: false, by: user, channel, right: 'inventory' },
      ...(thread && { thread }),
      source: `${host.slice(0, 63)} (/inventory diff --live)`,
    });
    return ephemeral(proposedNotice(proposed, language));
  },
});

function settled(host: string): OpsError {
  return new OpsError('nothing-to-change', {
    en: `There is no such difference of ${host} any more: the inventory or what was collected has changed since. /inventory diff --live shows it anew.`,
    zh: `${host} 已没有这处差异：清单或采集结果在此期间已变化。用 /inventory diff --live 重新查看。`,
  });
}
