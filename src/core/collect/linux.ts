import { randomBytes } from 'node:crypto';
import { OpsError } from '../errors.ts';
import type { Connection, ExecResult } from '../io/ssh/types.ts';
import { warningsOf } from '../platforms/linux/notes.ts';
import { factsCommand } from '../platforms/linux/script.ts';
import { type Answer, createSections } from '../platforms/linux/sections.ts';
import linux from '../platforms/linux.ts';
import type { Text } from '../text.ts';
import type { FactKind, Facts, Found } from './types.ts';

interface Bounds {
  /** Milliseconds for all of it. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

interface Collected {
  readonly facts: Facts;
  readonly warnings: readonly Text[];
  /** As of `Found`. */
  readonly configs?: Found['configs'];
}

/**
 * What a Linux host is, in one round trip: one script (none where no kind is asked for), then what `files` finds; as the user that the target becomes, or as who logged in where
 * that is refused. Where the host stops answering in the middle, what came until then, and a warning. Errors, where
 * nothing came: those of `exec`, and `no-facts` where the host does not run the script.
 */
export async function collectLinux(
  connection: Connection,
  kinds: readonly FactKind[],
  bounds: Bounds,
  files?: (become: boolean) => Promise<Collected>,
): Promise<Collected> {
  const collectAs = async (become: boolean) => {
    const told = kinds.length > 0 ? await factsAs(connection, kinds, bounds, become) : nothing;
    return files ? both(told, await files(become).catch((error) => warned(error, kinds, bounds))) : told;
  };
  try {
    return await collectAs(true);
  } catch (error) {
    if (!(error instanceof OpsError) || error.code !== 'become-refused') throw error;
    const { warnings, ...found } = await collectAs(false);
    return { ...found, warnings: [error.text, ...warnings] };
  }
}

const nothing: Collected = { facts: {}, warnings: [] };

function both(one: Collected, other: Collected): Collected {
  return { ...other, facts: { ...one.facts, ...other.facts }, warnings: [...one.warnings, ...other.warnings] };
}

/** Facts that came are kept where the files did not. */
function warned(error: unknown, kinds: readonly FactKind[], { signal }: Bounds): Collected {
  const isAll = kinds.length === 0 || signal?.aborted || !(error instanceof OpsError);
  if (isAll || error.code === 'become-refused') throw error;
  return { facts: {}, warnings: [error.text] };
}

async function factsAs(
  connection: Connection,
  kinds: readonly FactKind[],
  bounds: Bounds,
  become: boolean,
): Promise<Collected> {
  const mark = `changeops-${randomBytes(12).toString('hex')}`;
  const sections = createSections(mark);
  const argv = factsCommand(mark, kinds);
  const options = {
    ...bounds,
    become,
    keep: 2_000,
    onOutput: (chunk: Buffer, stream: string) => void (stream === 'stdout' && sections.push(chunk)),
  };
  try {
    const result = await connection.exec(argv, options);
    if (!sections.begun()) throw noFacts(connection, result);
  } catch (error) {
    if (!sections.begun() || bounds.signal?.aborted) throw error;
  }
  return factsIn(sections.answer(), kinds);
}

function factsIn(answer: Answer, kinds: readonly FactKind[]): Collected {
  const read = Object.assign({}, ...kinds.map((kind) => linux.parse(kind, answer.outputs)));
  // Strings of their own: as parts of the output they would keep all of it in memory with them.
  const facts = JSON.parse(JSON.stringify(read)) as Facts;
  const told = answer.notes.includes('ports no-tool') || !facts.ports?.some(({ process }) => process === undefined);
  const notes = answer.notes.filter((note) => note !== 'ports not-root' || !told);
  return { facts, warnings: warningsOf({ ...answer, notes }) };
}

function noFacts({ target }: Connection, { code, stdout, stderr }: ExecResult): OpsError {
  const said = (stderr.trim() || stdout.trim()).slice(-200);
  const words =
    said === '' ? { en: 'It said nothing', zh: '没有任何输出' } : { en: `It said: ${said}`, zh: `其输出为：${said}` };
  return new OpsError('no-facts', {
    en: `Collecting facts of ${target.name}: it did not run the script (exit code ${code}). ${words.en}. See whether the login has a POSIX shell.`,
    zh: `采集 ${target.name} 的信息：主机没有运行脚本（退出码 ${code}）。${words.zh}。请检查该登录用户是否使用 POSIX shell。`,
  });
}
