import type { Fleet } from '../../agent/fleet.ts';
import { type Leased, leased } from '../../agent/leased.ts';
import type { StepCall } from '../../agent/session.ts';
import type { Hiding } from '../../config/hiding.ts';
import type { ConfigStore } from '../../config/types.ts';
import { OpsError } from '../../errors.ts';
import type { Clock } from '../../io/clock.ts';
import type { ExecuteContext, Phase } from '../../runs/types.ts';
import type { Hook } from '../../settings/types.ts';
import type { FilePush, PushPlan } from '../types.ts';
import { sha256 } from './plan.ts';
import { listOf } from './sent.ts';

/** One execution of a push, as the work on a host with files needs it. */
export interface FilesWorkOptions {
  readonly fleet: Fleet;
  readonly configs: Pick<ConfigStore, 'read'>;
  readonly clock: Clock;
  readonly hiding: Pick<Hiding, 'hide'>;
  readonly plan: PushPlan;
  readonly context: ExecuteContext;
}

/** One server of a push. */
export interface FilesHost extends Leased {
  readonly files: readonly FilePush[];
  /** The run's id, under which everything of it is kept there. */
  readonly run: string;
  /** What the host script reads is what was sent: SHA-256 of the list of files. */
  readonly seal: string;
  readonly clock: Clock;
  /** For people: which configs. */
  readonly subject: string;
  /** The host script's call that runs a command line. */
  command(hook: Hook): Omit<StepCall, 'name'> & { readonly what: string };
  /** The same while the new file at an index lies beside its place. */
  tryCommand(index: number, hook: Hook): Omit<StepCall, 'name'> & { readonly what: string };
  /** Whether part of a step is on record as well ended, under any lease of this run. */
  hasDone(phase: Phase, step: string, part: string): Promise<boolean>;
  /** The text of a file's config as planned. Error `config-gone`. */
  text(file: FilePush): Promise<string>;
  /** Programs that it has. */
  has(): Promise<readonly string[]>;
}

/** A server of a push, connected to at its first use. */
export function createFilesHost(options: FilesWorkOptions, name: string): FilesHost {
  const { fleet, configs, clock, hiding, plan, context } = options;
  const host = plan.hosts[name];
  if (host?.how !== 'files') throw new Error(`the plan has no host ${name} with files`);
  const held = leased({ fleet, clock, plan, context, name, host });
  const { files } = host;
  const run = plan.undoes ?? context.run().id;
  const { seal } = listOf(files);
  const about = (hook: Hook) => [name, plan.environment, hook.run];
  let has: Promise<readonly string[]> | undefined;
  return {
    ...held,
    ...{ files, run, seal, clock },
    // A check that fails quotes the config.
    act: (...call) => held.act(...call).catch((error: unknown) => Promise.reject(hidden(error, hiding))),
    subject: named(files.map((file) => file.name)),
    command: (hook) => ({ call: ['do_run', ...about(hook)], timeout: hook.timeout, what: hook.run }),
    tryCommand: (index, hook) => ({
      call: ['do_try', run, seal, index, ...about(hook)],
      timeout: hook.timeout,
      what: hook.run,
    }),
    hasDone: async (phase, step, part) => {
      const records = await held.session.records();
      return [...records].some(([record, code]) => {
        return code === 0 && record.startsWith(`${phase}-${step}.`) && record.endsWith(`.${part}`);
      });
    },
    text: async (file) => {
      const text = await configs.read({ kind: 'intended', host: name, name: file.name }, file.revision);
      if (text === undefined || sha256(text) !== file.after) throw gone(name, file);
      return text;
    },
    has: () => {
      has ??= held.session.probe().then((state) => state.has);
      return has;
    },
  };
}

/** The first few, and how many more. */
function named(names: readonly string[]): string {
  const [some, more] = [names.slice(0, 3).join(', '), names.length - 3];
  return more > 0 ? `${some} (+${more})` : some;
}

/** An error without what looks like a secret in what a command said. */
function hidden(error: unknown, { hide }: Pick<Hiding, 'hide'>): unknown {
  if (!(error instanceof OpsError)) return error;
  const { code, text } = error;
  return new OpsError(code, { en: hide(text.en), zh: hide(text.zh) }, { cause: error.cause });
}

function gone(host: string, { name, revision }: FilePush): OpsError {
  const short = revision.slice(0, 10);
  return new OpsError('config-gone', {
    en: `${host}/${name}: revision ${short} is no longer in the store as it was planned, so nothing is sent. Ask for a new plan.`,
    zh: `${host}/${name}：配置库中的版本 ${short} 与计划不符，未发送任何内容。请重新申请。`,
  });
}
