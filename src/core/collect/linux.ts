import { randomBytes } from 'node:crypto';
import { OpsError } from '../errors.ts';
import type { Connection, ExecResult } from '../io/ssh/types.ts';
import { warningsOf } from '../platforms/linux/notes.ts';
import { factsCommand } from '../platforms/linux/script.ts';
import { type Answer, createSections } from '../platforms/linux/sections.ts';
import linux from '../platforms/linux.ts';
import type { Text } from '../text.ts';
import type { FactKind, Facts } from './types.ts';

interface Bounds {
  /** Milliseconds for all of it. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

interface Collected {
  readonly facts: Facts;
  readonly warnings: readonly Text[];
}

/**
 * What a Linux host is, in one round trip: one script, as the user that the target becomes, or as who logged in where
 * that is refused. Where the host stops answering in the middle, what came until then, and a warning. Errors, where
 * nothing came: those of `exec`, and `no-facts` where the host does not run the script.
 */
export async function collectLinux(
  connection: Connection,
  kinds: readonly FactKind[],
  bounds: Bounds,
): Promise<Collected> {
  try {
    return await collectAs(connection, kinds, bounds, true);
  } catch (error) {
    if (!(error instanceof OpsError) || error.code !== 'become-refused') throw error;
    const { facts, warnings } = await collectAs(connection, kinds, bounds, false);
    return { facts, warnings: [error.text, ...warnings] };
  }
}

async function collectAs(connection: Connection, kinds: readonly FactKind[], bounds: Bounds, become: boolean) {
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
