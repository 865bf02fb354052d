import { explain, OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import type { Engine } from './engine.ts';
import { activeRun } from './engine.ts';
import { isUnwritable, journalPause, patiently } from './patiently.ts';
import type { Resources } from './resources.ts';
import type { Ending, ExecuteContext } from './types.ts';
import { createWait } from './wait.ts';

/** How a started run is taken up: from where it is, or by first finding out what became of it. */
type Mode = 'execute' | 'recover';

/**
 * Carries a started run to its end and puts that on record; `interrupted` and `undo-failed` put its app on hold there.
 * Where the journal cannot be written, the work stops; it is taken up (as after a restart) when that works again.
 */
export async function perform(engine: Engine, id: string, resources: Resources, mode: Mode): Promise<void> {
  for (let next: Mode = mode; ; next = modeAfterOutage(engine, id)) {
    const ending = await work(engine, id, resources, next);
    if (ending === 'outage') {
      if (await journalIsBack(engine, id)) continue;
      return;
    }
    if (ending.state !== 'leaving') await patiently(engine, () => end(engine, id, ending));
    return;
  }
}

async function work(engine: Engine, id: string, resources: Resources, mode: Mode): Promise<Ending | 'outage'> {
  const context: ExecuteContext = {
    record: async (event) => {
      await engine.ledger.record(id, event);
    },
    run: () => activeRun(engine, id),
    stopping: engine.stopping,
    wait: createWait(engine, id, resources),
  };
  const run = activeRun(engine, id);
  try {
    return await engine.kinds[run.kind][mode](run, context);
  } catch (error) {
    if (isUnwritable(error)) return 'outage';
    engine.log.error({ err: error, run: id }, 'a run was interrupted');
    return { state: 'interrupted', why: brokenOff(explain(error)) };
  }
}

type Final = Exclude<Ending, { state: 'leaving' }>;

/** The hold is recorded before the end, so that no crash between the two leaves one without the other. */
async function end(engine: Engine, id: string, ending: Final): Promise<void> {
  const { request, plan } = activeRun(engine, id);
  const stops = ending.state === 'interrupted' || ending.state === 'undo-failed';
  const environments = stops ? new Set([request.environment, ...(plan?.environments ?? [])]) : [];
  const held = [...environments].map((environment) =>
    engine.ledger.note({ type: 'held', app: request.app, environment, run: id }),
  );
  const ended = engine.ledger.record(id, { type: 'ended', ...ending });
  const result = (await Promise.allSettled([...held, ended])).at(-1);
  if (result?.status !== 'rejected') return;
  const error: unknown = result.reason;
  const illegal = error instanceof OpsError && error.code === 'run-event-illegal';
  if (!illegal || stops) throw error;
  engine.log.error({ err: error, run: id }, 'a run ended in a way that cannot be');
  await end(engine, id, { state: 'interrupted', why: brokenOff(explain(error)) });
}

/** Tries the journal until it can be written; what it writes then tells of the gap. False when the bot stops first. */
async function journalIsBack(engine: Engine, id: string): Promise<boolean> {
  const back = async () => {
    await engine.ledger.record(id, { type: 'warned', text: outage });
    return true;
  };
  await engine.clock.sleep(journalPause, engine.stopping).catch(() => {});
  if (engine.stopping.aborted) return false;
  return patiently(engine, back).catch((error: unknown) => {
    if (isUnwritable(error)) return false;
    throw error;
  });
}

function modeAfterOutage(engine: Engine, id: string): Mode {
  return activeRun(engine, id).state === 'waiting' ? 'execute' : 'recover';
}

const outage: Text = {
  en: 'The journal could not be written for a while, so the work was stopped and is taken up again now.',
  zh: '日志一度无法写入，执行曾暂停，现已恢复并继续处理。',
};

function brokenOff(why: Text): Text {
  return {
    en: `Broken off by a fault in the bot: ${why.en} Look at the hosts, then Undo or Continue.`,
    zh: `因机器人故障而中断：${why.zh}请检查主机，然后选择撤销或继续。`,
  };
}
