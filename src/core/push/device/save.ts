import { isSame } from './change.ts';
import { saveFailed } from './errors.ts';
import type { Reading } from './reading.ts';
import { type Console, errorsIn, say, slow } from './typing.ts';

/** Saves what a device runs, and checks that it is what it starts with. Errors: `save-failed`, ShellErrors. */
export async function saveRunning(console: Console, reading: Reading): Promise<void> {
  const { name, writing } = console;
  const { command, questions, saved } = writing.configure.save;
  const answer = await say(console, command, { questions, timeout: slow });
  if (!saved.test(answer) || errorsIn(answer, [command], writing).length > 0)
    throw saveFailed(name, command, writing.mask(answer) || '—');
  if (!isSame(await reading.startup(), await reading.running(), writing)) throw saveFailed(name, command, '');
}
