import { OpsError } from '../../errors.ts';
import type { Clock } from '../../io/clock.ts';
import type { Connection } from '../../io/ssh/types.ts';
import type { DeviceUndo } from '../../platforms/define.ts';
import { ShellError } from '../../shell/errors.ts';
import { openShell, type ShellSettings } from '../../shell/open.ts';
import type { Text } from '../../text.ts';
import { commandsBack, isSame } from './change.ts';
import {
  type Armed,
  ChangeFailed,
  DeviceLost,
  deviceChanged,
  notArmed,
  notRead,
  notSaved,
  noUndo,
  saveFailed,
  type TakenBack,
} from './errors.ts';
import { type Console, enter, errorsIn, leave, leftPrompt, say, typeLines } from './typing.ts';
import { type DevicePlatform, writingOf } from './writing.ts';

/** How a device would take a change back by itself. */
export interface Undoing {
  readonly kind: DeviceUndo['kind'];
  readonly minutes: number;
}

/**
 * A session in which a device is configured. All errors are OpsErrors, none with a secret: those below, ShellErrors, and
 * the signal's reason. After `device-lost` the session is over; open another one.
 */
export interface Configuring {
  /** What takes a change back where the way is cut. Error `undo-none`. Changes nothing. */
  undoing(): Promise<Undoing>;
  /** What the device runs, secrets included: never to be logged or kept. Error `config-unread`. */
  running(): Promise<string>;
  /**
   * Sets what takes the change back by itself, then types the commands. `before` is the hash of what the device has to run
   * now. Resolves with what it ran, for `takeBack`; the change counts then, until the device goes back by itself. Errors
   * before anything is typed: `device-changed`, `device-not-saved`, `undo-none`, `undo-refused`; ChangeFailed, after which
   * what was typed was taken back as far as it tells: `line-refused`, `configure-refused`, `change-too-slow`,
   * `question-unknown`, `output-cut`; DeviceLost.
   */
  configure(commands: readonly string[], options: { readonly before: string }): Promise<{ readonly former: string }>;
  /**
   * The device no longer goes back by itself. `nothing`: there was nothing to confirm: it was confirmed already, or has
   * gone back; look at what runs. Error `confirm-refused`, DeviceLost.
   */
  confirm(): Promise<'confirmed' | 'nothing'>;
  /** Saves what runs, and checks that it is what the device starts with. Error `save-failed`. */
  save(): Promise<void>;
  /** Brings the device back to what it ran: at once where it can, else by typing; then it does not go back any more. */
  takeBack(former: string): Promise<TakenBack>;
  close(): void;
}

/** Milliseconds that a whole configuration, and saving it, may take. */
const slow = 120_000;
/** Minutes until a device that starts again answers. */
const boot = 10;

/** Opens a session for configuring a device. Errors: `push-unsupported`, those of `openShell`. */
export async function openConfiguring(
  connection: Connection,
  device: DevicePlatform,
  settings: ShellSettings,
): Promise<Configuring> {
  const writing = writingOf(device);
  if (!device.platform.shell) throw new Error(`the platform ${device.name} has no shell`);
  const shell = await openShell(connection, device.platform.shell, settings);
  const console: Console = { name: connection.target.name, shell, writing };
  return createConfiguring(console, device, settings.clock);
}

function createConfiguring(console: Console, { platform }: DevicePlatform, clock: Clock): Configuring {
  const { name, shell, writing } = console;
  const { configure } = writing;
  let chosen: DeviceUndo | undefined;
  let armed: Armed | undefined;

  const read = async (command: string) => {
    const options = { timeout: slow, questions: [], prompts: [leftPrompt], listing: true };
    const { output, refused } = await shell.run(command, options);
    // A text in a configuration, such as a banner, may read like a refusal.
    const isShort = output.trim().split('\n').length <= 5;
    if ((refused && isShort) || output.trim() === '') throw notRead(name, command, writing.mask(output));
    return output;
  };
  const running = () => read(platform.commands.config?.[0] ?? '');

  const way = async (): Promise<DeviceUndo> => {
    for (const undo of configure.undo) {
      chosen ??= !undo.when || undo.when.shows.test(await read(undo.when.command)) ? undo : undefined;
    }
    if (!chosen) throw noUndo(name);
    return chosen;
  };

  const arm = async (undo: DeviceUndo): Promise<void> => {
    const { command, says, at } = undo.arm;
    // From here on it may be set, whatever becomes of the answer.
    const minutes = undo.minutes + (undo.kind === 'reload' ? boot : 0);
    armed = { how: undo.kind, minutes, until: clock.now() + minutes * 60_000 };
    const answer =
      at === 'enter'
        ? await enter(console, undo, command)
        : await say(console, command, { questions: undo.questions, timeout: slow });
    const errors = errorsIn(answer, [command], writing);
    if (errors.length === 0 && (says?.test(answer) ?? true)) return;
    throw notArmed(name, command, writing.mask(answer));
  };

  const typeAll = async (undo: DeviceUndo, commands: readonly string[]) => {
    const { at } = undo.arm;
    if (at === 'outside') await arm(undo);
    if (at === 'enter') await arm(undo);
    else await enter(console, undo, configure.enter);
    if (at === 'first') await arm(undo);
    // Taking back what was typed needs time too, before the device does so by itself.
    const until = clock.now() + undo.minutes * 30_000;
    await typeLines(console, commands, () => at !== 'last' && clock.now() > until);
    if (at === 'last') await arm(undo);
    await say(console, configure.leave);
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
    await enter(console, undo, configure.enter);
    await typeLines(console, commands);
    if (undo.commit !== undefined) await typeLines(console, [undo.commit]);
    await say(console, configure.leave);
  };

  /** `asked`: it may go back by itself, which is to end. */
  const back = async (former: string, asked: boolean): Promise<TakenBack> => {
    const undo = await way();
    const still = () => (armed ? { armed } : {});
    await leave(console, undo);
    if (undo.abort && asked) await outside(undo, undo.abort).catch(unlessGone);
    const commands = commandsBack(await running(), former, writing);
    if (commands.length > 0) {
      await typeBack(undo, commands).catch(async (error: unknown) => {
        unlessGone(error);
        await leave(console, undo);
      });
    }
    if (!isSame(await running(), former, writing)) return { exact: false, ...still() };
    if (asked && (await outside(undo, undo.confirm).catch(unlessGone)) === undefined)
      return { exact: true, ...still() };
    armed = undefined;
    return { exact: true };
  };

  /** What is to be told of an error while something was under way. */
  const told = (error: unknown, doing: Text): unknown =>
    isLoss(error) ? new DeviceLost(name, doing, armed, error) : error;
  const guarded = <T>(doing: Text, work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw told(error, doing);
    });

  const failed = async (error: unknown, former: string): Promise<never> => {
    if (!(error instanceof OpsError) || isGone(error)) throw told(error, configuring);
    const taken = await back(former, armed !== undefined).catch((again: unknown) => {
      throw told(again, configuring);
    });
    throw new ChangeFailed(error, taken);
  };

  return {
    undoing: async () => {
      const { kind, minutes } = await guarded(reading, way());
      return { kind, minutes };
    },
    running: () => guarded(reading, running()),
    configure: async (commands, { before }) => {
      const former = await guarded(reading, running());
      if (writing.hash(former) !== before) throw deviceChanged(name);
      const undo = await guarded(reading, way());
      if (undo.kind === 'reload' && !isSame(await guarded(reading, read(configure.startup)), former, writing)) {
        throw notSaved(name);
      }
      await typeAll(undo, commands).catch((error: unknown) => failed(error, former));
      return { former };
    },
    confirm: () =>
      guarded(
        confirming,
        way().then(async (undo) => {
          const done = await outside(undo, undo.confirm);
          armed = undefined;
          return done ? 'confirmed' : 'nothing';
        }),
      ),
    save: () => guarded(saving, save()),
    takeBack: (former) => guarded(takingBack, back(former, true)),
    close: shell.close,
  };

  async function save(): Promise<void> {
    const { command, questions, saved } = configure.save;
    const answer = await say(console, command, { questions, timeout: slow });
    if (!saved.test(answer) || errorsIn(answer, [command], writing).length > 0)
      throw saveFailed(name, command, writing.mask(answer) || '—');
    if (!isSame(await read(configure.startup), await running(), writing)) throw saveFailed(name, command, '');
  }
}

/** The session is over. */
function isGone(error: unknown): boolean {
  return error instanceof DeviceLost || (error instanceof ShellError && error.code === 'connection-lost');
}

/** What a device refuses ends one attempt only. */
function unlessGone(error: unknown): undefined {
  if (!(error instanceof OpsError) || isLoss(error)) throw error;
}

/** A device that does not answer any more is as good as lost. */
function isLoss(error: unknown): boolean {
  return isGone(error) || (error instanceof ShellError && ['no-prompt', 'output-cut'].includes(error.code));
}

function confirmRefused(name: string, command: string, answer: string): OpsError {
  return new OpsError('confirm-refused', {
    en: `Confirming the change on ${name}: "${command}" was not accepted: ${answer}`,
    zh: `在 ${name} 上确认变更：“${command}”未被接受：${answer}`,
  });
}

const reading: Text = { en: 'Reading the configuration', zh: '读取配置' };
const configuring: Text = { en: 'Typing the change', zh: '输入变更' };
const confirming: Text = { en: 'Confirming the change', zh: '确认变更' };
const saving: Text = { en: 'Saving the configuration', zh: '保存配置' };
const takingBack: Text = { en: 'Taking the change back', zh: '回退变更' };
