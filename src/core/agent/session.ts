import { OpsError } from '../errors.ts';
import type { ByteSource } from '../io/byte-source.ts';
import type { Clock } from '../io/clock.ts';
import type { Connection, ExecOptions, ExecResult } from '../io/ssh/types.ts';
import type { AgentAnswer, AgentScript, HostState, Looking } from './agent.ts';
import { inline, kept, parseAnswer, parseProbe } from './agent.ts';
import { refusal } from './refusals.ts';

/** How a step ended on the host. `code` is its exit code, or what became of it instead. */
export interface StepOutcome {
  readonly code: number | 'refused' | 'timeout' | 'dead' | 'starting' | 'absent' | 'running' | 'ended-by-takeover';
  readonly output: string;
}

export interface StepCall {
  /** Unique within the run on this host, as `forward-start`. */
  readonly name: string;
  /** A function of the host script and its arguments. */
  readonly call: readonly (string | number)[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly stdin?: () => ByteSource;
  /** The connection was lost once before it began. */
  readonly again?: boolean;
}

/** A step of some run that was started on the host and has no recorded end. */
export interface Orphan {
  readonly run: string;
  readonly step: string;
  readonly state: string;
  readonly secondsLeft: number;
}

/** Everything one run does on one host: one connection, one root, one lease. Errors are OpsError. */
export interface HostSession {
  readonly name: string;
  readonly root: string;
  connection(): Promise<Connection>;
  probe(): Promise<HostState>;
  /** Runs a command of the host script that changes nothing. `onOutput` sees the bytes as they are, secrets and all. */
  inspect(command: Looking, more: readonly string[], options?: Partial<ExecOptions>): Promise<ExecResult>;
  /** Files of a release that are no longer what was put there. */
  altered(release: string): Promise<{ readonly seal: string; readonly files: readonly string[] }>;
  prepare(): Promise<void>;
  /** Takes the lease and keeps it renewed; `again` only where nobody else had it since. Returns steps left running. */
  takeLease(how: 'new' | 'again'): Promise<readonly Orphan[]>;
  releaseLease(): Promise<void>;
  readonly lease: () => number | undefined;
  /** Runs a mutating step once; when the connection is lost, connects again and waits for its recorded end. */
  step(call: StepCall): Promise<StepOutcome>;
  /** What became of a step, after waiting for it at most `seconds`. */
  awaitStep(run: string, step: string, seconds: number): Promise<StepOutcome>;
  /** Ends a step's process group. */
  endStep(run: string, step: string, word: 'timeout' | 'ended-by-takeover'): Promise<StepOutcome>;
  /** Step name → how it ended, for this run. */
  records(): Promise<ReadonlyMap<string, StepOutcome['code']>>;
  close(): void;
}

export interface SessionOptions {
  readonly name: string;
  readonly root: string;
  readonly bot: string;
  readonly run: string;
  readonly agent: AgentScript;
  readonly clock: Clock;
  /** Milliseconds a lease lasts. */
  readonly leaseTime: number;
  readonly connect: () => Promise<Connection>;
  /** Takes secrets out of what the host printed. */
  readonly redact: (text: string) => string;
}

const quick = 60_000;
/** Time for the wrapper's own work and the way there and back, on top of a step's own deadline. */
const margin = 30_000;
/** The same for one step: a hook that may take seconds is not left to hang for half a minute. */
const marginFor = (timeout: number) => Math.min(margin, 5_000 + timeout);
/** Tries to reach a host again after the connection was lost in the middle of a step. */
const reconnects = 4;

/** A session that connects at its first use. */
export function createSession(options: SessionOptions): HostSession {
  const { name, root, run, agent, clock } = options;
  let connecting: Promise<Connection> | undefined;
  let wasThere = false;
  let lease: number | undefined;
  let stopRenewing = () => {};

  const connection = () => {
    connecting ??= connectPatiently(options, wasThere).then((made) => {
      wasThere = true;
      made.closed.addEventListener('abort', () => {
        connecting = undefined;
      });
      return made;
    });
    connecting.catch(() => {
      connecting = undefined;
    });
    return connecting;
  };
  const perform = async (argv: readonly string[], how: ExecOptions): Promise<ExecResult> => {
    const result = await (await connection()).exec(argv, how);
    return { ...result, stdout: options.redact(result.stdout), stderr: options.redact(result.stderr) };
  };
  const exec = (argv: readonly string[], timeout: number, stdin?: ByteSource | string) =>
    perform(argv, { timeout, stdin });
  const inspect: HostSession['inspect'] = (command, more, how) =>
    perform(inline(agent, root, command, ...more), { timeout: quick, ...how });
  const ask = async (command: string, more: readonly (string | number)[], timeout = quick): Promise<AgentAnswer> => {
    const result = await exec(kept(agent, root, command, ...more), timeout);
    return checked(result, parseAnswer(result.stdout));
  };
  const checked = (result: ExecResult, answer: AgentAnswer): AgentAnswer => {
    if (answer.refused) throw refusal(name, root, answer.refused);
    if (result.code !== 0 && answer.lines.length === 0)
      throw refusal(name, root, { code: 'agent-failed', detail: result.stderr });
    return answer;
  };

  const renewLater = () => {
    stopRenewing = clock.after(options.leaseTime / 3, async () => {
      if (lease === undefined) return;
      // A renewal that cannot be made shows itself at the next step: the host refuses it.
      await ask('lease-renew', [lease, seconds(options.leaseTime)]).catch(() => {});
      if (lease !== undefined) renewLater();
    });
  };

  const session: HostSession = {
    name,
    root,
    connection,
    lease: () => lease,
    inspect,

    probe: async () => {
      const result = await inspect('probe', []);
      const state = parseProbe(result.stdout);
      if (!state)
        throw refusal(name, root, { code: 'agent-failed', detail: result.stderr || result.stdout.slice(-500) });
      return state;
    },

    altered: async (release) => {
      const result = await inspect('check', [release], { timeout: 30 * quick });
      const lines = result.stdout.split('\n').filter(Boolean);
      if (lines.at(-1) !== 'end') throw refusal(name, root, { code: 'agent-failed', detail: result.stderr });
      const files = lines.filter((l) => l.startsWith('altered ')).map((l) => l.slice('altered '.length));
      return { seal: lines[0]?.slice('seal '.length) ?? '', files };
    },

    prepare: async () => {
      const result = await exec(inline(agent, root, 'prepare', agent.name), quick, agent.text);
      checked(result, parseAnswer(result.stdout));
    },

    takeLease: async (how) => {
      const answer = await ask('lease-take', [options.bot, run, seconds(options.leaseTime), how]);
      lease = Number(answer.lines[0]?.split(' ')[1]);
      stopRenewing();
      renewLater();
      return answer.lines.filter((l) => l.startsWith('orphan ')).map(parseOrphan);
    },

    releaseLease: async () => {
      stopRenewing();
      const number = lease;
      lease = undefined;
      if (number !== undefined) await ask('lease-release', [number]);
    },

    step: async (call) => {
      const argv = kept(agent, root, 'step', lease ?? 0, run, call.name, seconds(call.timeout), ...call.call);
      try {
        const result = await exec(argv, call.timeout + marginFor(call.timeout), call.stdin?.());
        return outcome(checked(result, parseAnswer(result.stdout)));
      } catch (error) {
        if (!(error instanceof OpsError)) throw error;
        if (error.code === 'deadline') return session.endStep(run, call.name, 'timeout');
        if (error.code === 'connection-lost') return foundAgain(session, clock, run, call, error);
        throw error;
      }
    },

    awaitStep: async (of, step, limit) =>
      outcome(await ask('await', [of, step, Math.max(0, Math.ceil(limit))], limit * 1000 + margin)),
    endStep: async (of, step, word) => outcome(await ask('end', [of, step, word])),

    records: async () => {
      const answer = await ask('records', [run]);
      if (answer.lines.at(-1) !== 'end')
        throw refusal(name, root, { code: 'agent-failed', detail: 'its records were cut short' });
      const found = answer.lines.filter((l) => l.startsWith('record ')).map((l) => l.split(' '));
      return new Map(found.map(([, step = '', ...state]) => [step, ending(state)] as const));
    },

    close: () => {
      stopRenewing();
      lease = undefined;
      connecting?.then((made) => made.close()).catch(() => {});
      connecting = undefined;
    },
  };
  return session;
}

/** A host that was there a moment ago may be back in another: it is tried again for some seconds. */
async function connectPatiently({ connect, clock }: SessionOptions, wasThere: boolean): Promise<Connection> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connect();
    } catch (error) {
      const isAway = error instanceof OpsError && ['host-down', 'connection-lost'].includes(error.code);
      if (!wasThere || !isAway || attempt > reconnects) throw error;
      await clock.sleep(attempt * 1000);
    }
  }
}

/** After a lost connection: what became of the step. One that never began there is begun again, once. */
async function foundAgain(session: HostSession, clock: Clock, run: string, call: StepCall, lost: OpsError) {
  for (let attempt = 1; attempt <= reconnects; attempt += 1) {
    await clock.sleep(attempt * 1000);
    const found = await session.awaitStep(run, call.name, call.timeout / 1000).catch(() => undefined);
    if (!found) continue;
    if (found.code === 'absent' && !call.again) return session.step({ ...call, again: true });
    if (found.code === 'absent') throw lost;
    return found.code === 'running' ? session.endStep(run, call.name, 'timeout') : found;
  }
  throw lost;
}

function outcome(answer: AgentAnswer): StepOutcome {
  const state = (answer.lines[0] ?? '').split(' ').slice(1);
  return { code: ending(state), output: answer.rest };
}

/** `ended 0`, `0` or `dead` → what it means. */
function ending(words: readonly string[]): StepOutcome['code'] {
  const word = (words[0] === 'ended' ? words[1] : words[0]) ?? 'absent';
  return /^\d+$/.test(word) ? Number(word) : (word as StepOutcome['code']);
}

function parseOrphan(line: string): Orphan {
  const [, run = '', step = '', ...rest] = line.split(' ');
  return { run, step, state: rest.slice(0, -1).join(' '), secondsLeft: Number(rest.at(-1)) };
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
