import { OpsError } from '../core/errors.ts';
import type { Generation } from '../core/generate/index.ts';
import type { Schedule } from '../core/schedules/index.ts';
import type { Text } from '../core/text.ts';
import type { Deps } from './deps.ts';

/** Asks for a push of what is intended to these hosts, which run otherwise; resolves with what came of that. */
export async function mend(hosts: readonly string[], _schedule: Schedule, _deps: Deps): Promise<Text> {
  const names = hosts.join(', ');
  return {
    en: `--mend: pushing configs is not there yet, so nothing was changed on ${names}.`,
    zh: `--mend：尚不支持下发配置，未对 ${names} 做任何变更。`,
  };
}

/** Asks for a push of what was generated; resolves with what came of that. */
export async function pushGenerated(_generation: Generation, _schedule: Schedule, _deps: Deps): Promise<Text> {
  return notThere;
}

/** That `/generate … --push` without a schedule cannot be had. */
export function noPush(): OpsError {
  return new OpsError('push-missing', notThere);
}

const notThere: Text = {
  en: '--push: pushing configs is not there yet, so nothing was saved or pushed. --save keeps them.',
  zh: '--push：尚不支持下发配置，未保存也未下发。可用 --save 保存。',
};
