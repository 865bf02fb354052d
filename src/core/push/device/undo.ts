import type { Clock } from '../../io/clock.ts';
import type { DeviceUndo } from '../../platforms/define.ts';
import { commandsBack, isSame } from './change.ts';
import { type Armed, confirmRefused, notArmed, noUndo, type TakenBack, unlessLost } from './errors.ts';
import type { Reading } from './reading.ts';
import { type Console, enter, errorsIn, leave, say, slow, typeLines } from './typing.ts';

/** Changing a device, and taking that back. */
export interface Undo {
  /** How this device takes a change back by itself. Error `undo-none`. */
  way(): Promise<DeviceUndo>;
  /** What is set on the device, or may be, as far as is known. */
  armed(): Armed | undefined;
  /** Sets the undo, and types commands under it. */
  change(commands: readonly string[]): Promise<Armed>;
  confirm(): Promise<'confirmed' | 'nothing'>;
  /** `asked`: it may go back by itself, which is to end. */
  back(former: string, asked: boolean): Promise<TakenBack>;
}

interface Settings {
  readonly clock: Clock;
  readonly armed?: Armed;
}

/** Minutes until a device that starts again answers. */
const boot = 10;

/** The undo of a device over its command line. Errors: see `Configuring`. */
export function createUndo(console: Console, reading: Reading, { clock, armed: known }: Settings): Undo {
  const { name, writing } = console;
  const { configure } = writing;
  let chosen: DeviceUndo | undefined;
  let armed = known;

  const way = async (): Promise<DeviceUndo> => {
    for (const undo of configure.undo) {
      chosen ??= !undo.when || undo.when.shows.test(await reading.answer(undo.when.command)) ? undo : undefined;
    }
    if (!chosen) throw noUndo(name);
    return chosen;
  };

  const arm = async (undo: DeviceUndo): Promise<Armed> => {
    const { command, says, at } = undo.arm;
    // From here on it may be set, whatever becomes of the answer.
    const minutes = undo.minutes + (undo.kind === 'reload' ? boot : 0);
    armed = { how: undo.kind, minutes, until: clock.now() + minutes * 60_000 };
    const answer =
      at === 'enter'
        ? await enter(console, undo, command)
        : await say(console, command, { questions: undo.questions, timeout: slow });
    const errors = errorsIn(answer, [command], writing);
    if (errors.length > 0 || says?.test(answer) === false) throw notArmed(name, command, writing.mask(answer));
    return armed;
  };

  const change = async (commands: readonly string[]): Promise<Armed> => {
    const undo = await way();
    const { at } = undo.arm;
    const early = at === 'outside' || at === 'enter' ? await arm(undo) : undefined;
    if (at !== 'enter') await enter(console, undo, configure.enter);
    const first = at === 'first' ? await arm(undo) : early;
    // Taking back what was typed needs time too, before the device does so by itself.
    const until = clock.now() + undo.minutes * 30_000;
    await typeLines(console, commands, () => first !== undefined && clock.now() > until);
    const set = first ?? (await arm(undo));
    await say(console, configure.leave);
    return set;
  };

  /** Commands outside of configuration, each taken; false where there was nothing for them. */
  const outside = async (undo: DeviceUndo, commands: readonly string[]): Promise<boolean> => {
    for (const command of commands) {
      const answer = await say(console, command, { questions: undo.questions, timeout: slow });
      const none = undo.nothing.test(answer);
      const errors = errorsIn(answer, [command], writing);
      if (none || errors.length > 0) await leave(console, undo);
      if (none) return false;
      if (errors.length > 0) throw confirmRefused(name, command, errors.map(writing.mask).join(' / '));
    }
    return true;
  };

  const typeBack = async (undo: DeviceUndo, commands: readonly string[]) => {
    if (commands.length === 0) return;
    try {
      await enter(console, undo, configure.enter);
      await typeLines(console, commands);
      if (undo.commit !== undefined) await typeLines(console, [undo.commit]);
      await say(console, configure.leave);
    } catch (error) {
      unlessLost(error);
      await leave(console, undo);
    }
  };

  const back: Undo['back'] = async (former, asked) => {
    const undo = await way();
    await leave(console, undo);
    const tried = (commands: readonly string[]) => outside(undo, commands).catch(unlessLost);
    // Whether it did so or had nothing to do: it does not go back any more.
    const ended = undo.abort && asked ? await tried(undo.abort) : undefined;
    await typeBack(undo, commandsBack(await reading.running(), former, writing));
    const exact = isSame(await reading.running(), former, writing);
    const isOff = !asked || ended !== undefined || (exact && (await tried(undo.confirm)) !== undefined);
    if (isOff) armed = undefined;
    return { exact, ...(armed && { armed }) };
  };

  return {
    way,
    change,
    back,
    armed: () => armed,
    confirm: async () => {
      const undo = await way();
      const done = await outside(undo, undo.confirm);
      armed = undefined;
      return done ? 'confirmed' : 'nothing';
    },
  };
}
