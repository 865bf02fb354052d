import { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import { compileExpression, type Expression, hasWide } from './pattern/expression.ts';
import { PatternProblem } from './pattern/nodes.ts';

/** A line of an index: which templates are for what. */
export interface IndexRow {
  /** Of the index file. */
  readonly line: number;
  /** Names of the templates' files; more than one are joined. */
  readonly templates: readonly string[];
  /** By column; without one anything goes. Matched at the start, as google/textfsm does. */
  readonly conditions: ReadonlyMap<string, Expression>;
}

/**
 * Reads an index file as google/textfsm's CLI table does: `#` begins a comment line, the first other line names the
 * columns, cells are parted by commas. `sh[[ow]]` stands for a word that may be cut short. Lines with another number of
 * cells are passed over. Errors: `textfsm-index`, naming the line.
 */
export function readIndex(source: string): readonly IndexRow[] {
  const lines = source.split(/\r\n|\r|\n/).map((text, index) => ({ text, line: index + 1 }));
  const head = lines.findIndex(({ text }) => (text.split('#')[0] ?? '').trim() !== '');
  const columns = cells((lines[head]?.text ?? '').split('#')[0] ?? '');
  if (!columns.includes('Template'))
    throw indexError(head + 1, { en: 'there is no column Template', zh: '没有 Template 列' });
  return lines.slice(head + 1).flatMap(({ text, line }) => {
    const values = cells(text);
    return text.startsWith('#') || values.length !== columns.length ? [] : [indexRow(columns, values, line)];
  });
}

/** The first row that all attributes meet; attributes that the index has no column for are passed over. */
export function findRow(rows: readonly IndexRow[], attributes: Readonly<Record<string, string>>): IndexRow | undefined {
  const asked = Object.entries(attributes);
  return rows.find(({ conditions }) =>
    asked.every(([column, value]) => conditions.get(column)?.match(value, hasWide(value)) !== null),
  );
}

function cells(text: string): readonly string[] {
  return text.split(',').map((cell) => cell.trim());
}

function indexRow(columns: readonly string[], values: readonly string[], line: number): IndexRow {
  const row = new Map(columns.map((name, index) => [name, values[index] ?? '']));
  const templates = (row.get('Template') ?? '').split(':');
  const conditions = [...row]
    .filter(([name, value]) => name !== 'Template' && value !== '')
    .map(([name, value]): [string, Expression] => [
      name,
      condition(name === 'Command' ? completed(value) : value, line),
    ]);
  return { line, templates, conditions: new Map(conditions) };
}

/** `sh[[ow]]` as `sh(o(w)?)?`. */
function completed(command: string): string {
  return command.replace(
    /\[\[(.+?)\]\]/g,
    (_, word: string) => `(${[...word].join('(')}${')?'.repeat([...word].length)}`,
  );
}

function condition(source: string, line: number): Expression {
  try {
    return compileExpression(source);
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error;
    throw indexError(line, {
      en: `the expression ${source} is not valid: ${error.text.en}`,
      zh: `表达式 ${source} 无效：${error.text.zh}`,
    });
  }
}

function indexError(line: number, reason: Text): OpsError {
  return new OpsError('textfsm-index', {
    en: `The index of the TextFSM templates is wrong, line ${line}: ${reason.en}.`,
    zh: `TextFSM 模板索引第 ${line} 行有误：${reason.zh}。`,
  });
}
