import { fileURLToPath } from 'node:url';
import type { FactKind } from '../../collect/types.ts';
import { readTextIfThere } from '../../io/files.ts';

const text = await readTextIfThere(fileURLToPath(new URL('./facts.sh', import.meta.url)));
if (text === undefined) throw new Error('facts.sh is missing beside script.ts: the installation is incomplete');
// Comments are for who reads it here, not for the host.
const script = text.replace(/^ *#.*\n/gm, '');

/** The arguments that run facts.sh, which ships with the bot, on a host: `mark` begins every line of its own. */
export function factsCommand(mark: string, kinds: readonly FactKind[]): readonly string[] {
  // By its path: a profile may leave a PATH that has nothing in it, which the script mends.
  return ['/bin/sh', '-c', script, 'changeops', mark, ...kinds];
}
