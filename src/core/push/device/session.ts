import { OpsError } from '../../errors.ts';
import type { Connection } from '../../io/ssh/types.ts';
import type { DeviceUndo } from '../../platforms/define.ts';
import { openShell, type ShellSettings } from '../../shell/open.ts';
import type { Text } from '../../text.ts';
import { isSame } from './change.ts';
import {
  type Armed,
  ChangeFailed,
  DeviceLost,
  deviceChanged,
  isGone,
  isLoss,
  notSaved,
  type TakenBack,
} from './errors.ts';
import { createReading } from './reading.ts';
import { saveRunning } from './save.ts';
import type { Console } from './typing.ts';
import { createUndo } from './undo.ts';
import { type DevicePlatform, writingOf } from './writing.ts';

/** How a device would take a change back by itself. */
export interface Undoing {
  readonly kind: DeviceUndo['kind'];
  readonly minutes: number;
}

/** What a device ran before it was configured, secrets included, and how it goes back to that unless it is confirmed. */
export interface Configured {
  readonly former: string;
  readonly armed: Armed;
}

/** `armed`: what an earlier session has set on the device, where that is known. */
export interface ConfiguringSettings extends ShellSettings {
  readonly armed?: Armed;
}

/**
 * A session in which a device is configured. All errors are OpsErrors, none with a secret: those below, ShellErrors, and
 * the signal's reason. After `device-lost` the session is over; open another one.
 */
export interface Configuring {
  /** What takes a change back where the way is cut. Errors `undo-none`, `device-not-saved`. Changes nothing. */
  undoing(): Promise<Undoing>;
  /** What the device runs, secrets included: never to be logged or kept. Error `config-unread`. */
  running(): Promise<string>;
  /**
   * Sets what takes the change back by itself, then types the commands. `before` is the hash of what the device has to run
   * now. The change counts then, until the device goes back by itself. Errors
   * before anything is typed: `device-changed`, `device-not-saved`, `undo-none`, `undo-refused`; ChangeFailed, after which
   * what was typed was taken back as far as it tells: `line-refused`, `configure-refused`, `change-too-slow`,
   * `question-unknown`, `output-cut`; DeviceLost.
   */
  configure(commands: readonly string[], options: { readonly before: string }): Promise<Configured>;
  /**
   * The device no longer goes back by itself. `nothing`: there was nothing to confirm: it was confirmed already, or has
   * gone back. Not every device tells: read what it runs afterwards. Error `confirm-refused`, DeviceLost.
   */
  confirm(): Promise<'confirmed' | 'nothing'>;
  /** Saves what runs, and checks that it is what the device starts with. Error `save-failed`. */
  save(): Promise<void>;
  /**
   * Brings the device back to what it ran: at once where it can, else by typing; then it does not go back any more. What
   * it has saved stays as it is.
   */
  takeBack(former: string): Promise<TakenBack>;
  close(): void;
}

/** Opens a session for configuring a device. Errors: `push-unsupported`, those of `openShell`. */
export async function openConfiguring(
  connection: Connection,
  device: DevicePlatform,
  settings: ConfiguringSettings,
): Promise<Configuring> {
  const writing = writingOf(device);
  if (!device.platform.shell) throw new Error(`the platform ${device.name} has no shell`);
  const shell = await openShell(connection, device.platform.shell, settings);
  return createConfiguring({ name: connection.target.name, shell, writing }, device, settings);
}

function createConfiguring(console: Console, device: DevicePlatform, settings: ConfiguringSettings): Configuring {
  const { name, shell, writing } = console;
  const reading = createReading(console, device);
  const undo = createUndo(console, reading, settings);

  /** What is to be told of an error while something was under way. */
  const told = (error: unknown, doing: Text): unknown =>
    isLoss(error) ? new DeviceLost(name, doing, undo.armed(), error) : error;
  const guarded = <T>(doing: Text, work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw told(error, doing);
    });

  const failed = async (error: unknown, former: string): Promise<never> => {
    if (!(error instanceof OpsError) || isGone(error)) throw told(error, configuring);
    const taken = await guarded(configuring, undo.back(former, undo.armed() !== undefined));
    throw new ChangeFailed(error, taken);
  };

  /** What the device runs, where it may be changed from that. */
  const checked = async (before: string): Promise<string> => {
    const former = await reading.running();
    if (writing.hash(former) !== before) throw deviceChanged(name);
    await checkSaved((await undo.way()).kind, former);
    return former;
  };

  /** What starts again with what it has saved must not lose more than the change. */
  const checkSaved = async (kind: DeviceUndo['kind'], running: string): Promise<void> => {
    if (kind === 'reload' && !isSame(await reading.startup(), running, writing)) throw notSaved(name);
  };

  return {
    undoing: async () => {
      const { kind, minutes } = await guarded(looking, undo.way());
      const former = await guarded(looking, reading.running());
      await guarded(looking, checkSaved(kind, former));
      return { kind, minutes };
    },
    running: () => guarded(looking, reading.running()),
    configure: async (commands, { before }) => {
      const former = await guarded(looking, checked(before));
      const armed = await undo.change(commands).catch((error: unknown) => failed(error, former));
      return { former, armed };
    },
    confirm: () => guarded(confirming, undo.confirm()),
    save: () => guarded(saving, saveRunning(console, reading)),
    takeBack: (former) => guarded(takingBack, undo.back(former, true)),
    close: shell.close,
  };
}

const looking: Text = { en: 'Reading the configuration', zh: '读取配置' };
const configuring: Text = { en: 'Typing the change', zh: '输入变更' };
const confirming: Text = { en: 'Confirming the change', zh: '确认变更' };
const saving: Text = { en: 'Saving the configuration', zh: '保存配置' };
const takingBack: Text = { en: 'Taking the change back', zh: '回退变更' };
