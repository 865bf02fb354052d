import Handlebars from 'handlebars';
import type { Text } from '../text.ts';
import type { TemplateFinding } from './finding.ts';
import { mostNested, tooDeepAt } from './nesting.ts';
import type { Source } from './template.ts';

/** The syntax tree of a template's text, as Handlebars reads it, or what is wrong with it, with line and column. */
export function parseSource(source: Source): { ast: hbs.AST.Program } | { finding: TemplateFinding } {
  const deep = tooDeepAt(source.text);
  if (deep !== undefined) return { finding: deepFinding(source, deep) };
  try {
    return { ast: Handlebars.parse(source.text) };
  } catch (error) {
    const { line, column, token } = placeOf(source.text, error);
    const place = { line: line + source.line - 1, column };
    const text = token === undefined ? ownText(error) : unexpectedText(token);
    return { finding: { severity: 'error', rule: 'template-syntax', file: source.file, ...place, through: [], text } };
  }
}

function deepFinding(source: Source, index: number): TemplateFinding {
  const lines = source.text.slice(0, index).split('\n');
  const place = { line: source.line + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 };
  const text = {
    en: `blocks or parentheses are nested in more than ${mostNested} levels here.`,
    zh: `此处的块或括号嵌套超过 ${mostNested} 层。`,
  };
  return { severity: 'error', rule: 'template-syntax', file: source.file, ...place, through: [], text };
}

interface Place {
  readonly line: number;
  readonly column: number;
  /** What stands there, where it is that which is wrong. */
  readonly token?: string;
}

interface Lexer {
  readonly yylloc: {
    readonly first_line: number;
    readonly first_column: number;
    readonly last_line: number;
    readonly last_column: number;
  };
}

/** Errors of the grammar name a line only: the text is read once more, to see where the lexer stands when it stops. */
function placeOf(text: string, error: unknown): Place {
  const { lineNumber, column } = error as { lineNumber?: number; column?: number };
  if (lineNumber !== undefined) return { line: lineNumber, column: (column ?? 0) + 1 };
  const { Parser } = Handlebars as unknown as { Parser: { lexer: Lexer; parse(input: string): unknown } };
  let place: Place = { line: 1, column: 1 };
  const probe = Object.create(Parser, {
    parseError: {
      value: (message: string, { token }: { token: string | null }) => {
        const { yylloc } = Parser.lexer;
        const lexical = token === null;
        const line = lexical ? yylloc.last_line : yylloc.first_line;
        const column = (lexical ? yylloc.last_column : yylloc.first_column) + 1;
        place = { line, column, token: token === 'EOF' ? token : wordAt(text, line, column) };
        throw new Error(message);
      },
    },
  });
  try {
    probe.parse(text);
  } catch {
    // The same error again: its place is known now.
  }
  return place;
}

/** The lexer stops at a character, where people see a word. */
function wordAt(text: string, line: number, column: number): string {
  const rest = (text.split('\n')[line - 1] ?? '').slice(column - 1);
  return /^\S+?(?=\}\}|\s|$)/.exec(rest)?.[0] ?? '';
}

function unexpectedText(token: string): Text {
  if (token === 'EOF')
    return {
      en: 'the template ends here, but a {{#block}} or a {{ before it is not closed.',
      zh: '模板到此结束，但前面有 {{#块}} 或 {{ 未闭合。',
    };
  const shown = token === '' ? '' : ` "${token.slice(0, 40)}"`;
  return {
    en: `this is no Handlebars expression: what stands here${shown} is not expected.`,
    zh: `此处不是有效的 Handlebars 表达式：出现了意外的内容${shown}。`,
  };
}

/** What Handlebars words itself: `if doesn't match each - 3:4`; the place is told beside it. */
function ownText(error: unknown): Text {
  const message = (error instanceof Error ? error.message : String(error)).replace(/ - \d+:\d+$/, '');
  return { en: `${message}.`, zh: `Handlebars 语法错误：${message}。` };
}
