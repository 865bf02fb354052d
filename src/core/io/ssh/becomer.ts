import { OpsError } from '../../errors.ts';
import { becoming } from './become.ts';
import { orAborted } from './limits.ts';
import type { Doorman } from './run.ts';
import type { ExecResult, Target } from './types.ts';

/** Runs commands as another user over one connection. */
interface Becomer {
  /** `run` gets the command line and its doorman. Error `become-refused`, which is then told for every later command. */
  run(
    argv: readonly string[],
    signal: AbortSignal,
    run: (line: string, doorman: Doorman) => Promise<ExecResult>,
  ): Promise<ExecResult>;
}

/**
 * Lets one command go first until it has become the other user, so that eight at once do not send a wrong password
 * eight times; after a refusal nothing is sent again.
 */
export function createBecomer(target: Target): Becomer {
  let refused: OpsError | undefined;
  let proven = false;
  let first: Promise<void> | undefined;

  const attempt: Becomer['run'] = async (argv, _signal, run) => {
    const { line, doorman } = becoming(target, argv);
    try {
      return await run(line, doorman);
    } catch (error) {
      if (error instanceof OpsError && error.code === 'become-refused') refused ??= error;
      throw error;
    }
  };

  const goFirst: Becomer['run'] = async (argv, signal, run) => {
    const decided = Promise.withResolvers<void>();
    first = decided.promise;
    const started = () => {
      proven = true;
      decided.resolve();
    };
    try {
      return await attempt(argv, signal, (line, doorman) => run(line, telling(doorman, started)));
    } finally {
      first = undefined;
      decided.resolve();
    }
  };

  return {
    run: async (argv, signal, run) => {
      while (!proven && !refused && first) await orAborted(signal, first);
      if (refused) throw refused;
      return proven ? attempt(argv, signal, run) : goFirst(argv, signal, run);
    },
  };
}

/** The same doorman, telling when the command has started. */
function telling(doorman: Doorman, started: () => void): Doorman {
  return {
    get started() {
      return doorman.started;
    },
    filter: (chunk, stream, send) => {
      const own = doorman.filter(chunk, stream, send);
      if (doorman.started) started();
      return own;
    },
    refusal: doorman.refusal,
  };
}
