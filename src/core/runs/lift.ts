import type { Engine } from './engine.ts';
import { holdOn } from './holds.ts';
import { commandOn } from './policies.ts';
import { demand } from './rights.ts';
import { liftCommand } from './texts.ts';
import type { Answer } from './types.ts';

/**
 * Lifts the hold on an app in an environment, for a reason that stays on record; needs the right to do
 * there what the run did that set it.
 */
export async function lift(
  engine: Engine,
  app: string,
  environment: string,
  by: string,
  reason: string,
): Promise<Answer> {
  const held = holdOn(engine.store.holds(), app, environment);
  const kind = held && (await engine.store.get(held.run))?.kind;
  await demand(engine, by, commandOn(kind ?? 'deploy'), [environment], `lift ${app} ${environment}`);
  return engine.serial(`${app}@${environment}`, async () => {
    const hold = holdOn(engine.store.holds(), app, environment);
    if (!hold) {
      const text = { en: `${app} is not on hold in ${environment}.`, zh: `${app} 在 ${environment} 未被挂起。` };
      return { ok: false, text };
    }
    if (reason.trim() === '') {
      const text = {
        en: `Say why it is safe to go on; it stays on record: ${liftCommand(app, environment)}.`,
        zh: `请说明可以继续的理由（将留存记录）：${liftCommand(app, environment)}。`,
      };
      return { ok: false, text };
    }
    await engine.ledger.note({ type: 'lifted', app, environment, by, reason });
    const text = {
      en: `The hold on ${app} in ${environment} (run ${hold.run}) is lifted.`,
      zh: `${app} 在 ${environment} 的挂起（任务 ${hold.run}）已解除。`,
    };
    return { ok: true, text, run: await engine.store.get(hold.run) };
  });
}
