import type { Text } from '../text.ts';
import type { Engine } from './engine.ts';
import { commandOn, environmentsUnder } from './policies.ts';
import { demand } from './rights.ts';
import { noRun, stateText } from './texts.ts';
import type { Answer, Run } from './types.ts';

/** Lets a waiting canary go on; needs the right to do there what it does. The run then looks at its hosts again by itself. */
export async function continueWaiting(
  engine: Engine,
  { id, digest, by }: { id: string; digest: string; by: string },
): Promise<Answer> {
  const known = await engine.store.get(id);
  if (!known) return { ok: false, text: noRun(id) };
  const environments = environmentsUnder(known, engine.settings.current());
  await demand(engine, by, commandOn(known.kind), environments, `continue ${id}`);
  return engine.serial(id, async () => {
    const run = (await engine.store.get(id)) ?? known;
    const why = tooLate(run, digest, engine.clock.now());
    if (why) return { ok: false, text: why, run };
    const next = await engine.ledger.record(id, { type: 'continued', by });
    return { ok: true, text: { en: `${id} goes on.`, zh: `${id} 继续执行。` }, run: next };
  });
}

function tooLate(run: Run, digest: string, now: number): Text | undefined {
  if (run.state !== 'waiting') {
    const state = stateText(run.state);
    return {
      en: `${run.id} is ${state.en}; there is nothing to continue.`,
      zh: `${run.id} 当前为“${state.zh}”，没有可继续的内容。`,
    };
  }
  if (run.expiresAt !== undefined && now >= run.expiresAt) {
    return { en: `Too late: the wait of ${run.id} is over.`, zh: `${run.id} 的等待已到期。` };
  }
  if (run.digest === digest) return undefined;
  return {
    en: `The plan of ${run.id} has changed since that message; look at its newest card.`,
    zh: `${run.id} 的计划在该消息之后已更改，请查看最新的卡片。`,
  };
}
