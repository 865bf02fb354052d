import { readAudit } from '../audit.ts';
import { defineAction } from '../define.ts';
import { readButton } from '../parse/button.ts';
import { demandRight, membership } from '../rights.ts';
import { runNamed } from '../runs.ts';
import { detailsModal } from '../views/details.ts';

/** Shows everything about a run. */
export default defineAction({
  loading: { en: 'Details', zh: '详情' },
  click: async ({ user, value, language }, deps) => {
    await demandRight(membership, undefined, user, 'run.details', deps);
    const run = await runNamed(readButton(value).id, deps);
    const { lines } = await readAudit(deps.journal, { run: run.id }, 200);
    const details = { run, entries: lines.toReversed(), now: deps.clock.now() };
    return { kind: 'modal', modal: detailsModal(details, language) };
  },
});
