import { z } from 'zod';
import { validate } from '../settings/issues.ts';
import { plainNameFault } from '../settings/names.ts';
import { rule } from '../settings/schema/rule.ts';
import { readYaml, type SettingsDocument } from '../settings/yaml.ts';
import type { Text } from '../text.ts';
import { verbatim } from '../text.ts';
import { typeFault } from './data/types.ts';
import type { TemplateFinding } from './finding.ts';
import type { FrontMatter, Json, Variable } from './types.ts';

export interface ReadTemplate {
  readonly meta: FrontMatter;
  /** What follows the front matter, its lines ended by \n. */
  readonly body: string;
  /** The line of the file on which the body begins, from 1. */
  readonly bodyLine: number;
  /** The line on which the pattern of its file name stands. */
  readonly fileLine: number;
}

const words = z
  .union([z.string().min(1), z.strictObject({ en: z.string().min(1), zh: z.string().min(1) })])
  .transform((value): Text => (typeof value === 'string' ? verbatim(value) : value));

const variable = rule(
  z.strictObject({
    type: z.enum(['string', 'number', 'boolean', 'list', 'object']),
    description: z.string().optional(),
    default: z.json().optional(),
    example: z.json().optional(),
  }),
  (value) => typeFault(value.type, value.default as Json | undefined),
);

const name = rule(z.string(), plainNameFault);

const schema = z.strictObject({
  title: words,
  description: words.optional(),
  platforms: z.array(name).prefault([]),
  file: z.string().min(1),
  variables: z.record(rule(z.string(), pathFault), variable).prefault({}),
  validators: z.array(name).prefault([]),
});

/**
 * Reads a template's file: YAML between two lines of `---`, then the body. `title` and `description` are a text or
 * `{ en, zh }`; a variable's name may lead into an object (`ntp.server`). Findings (rule `front-matter`) have the line
 * and, of an unknown key, the nearest known one.
 */
export function readTemplate(file: string, source: string): ReadTemplate | { findings: readonly TemplateFinding[] } {
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const parts = /^---[ \t]*\n([\s\S]*?)^---[ \t]*(?:\n|$)/m.exec(text);
  if (parts?.index !== 0) return { findings: [finding(file, 1, undefined, noneText)] };
  const [all, yaml = ''] = parts;
  const document = readYaml(file, yaml);
  const { data, problems } = validate(schema, document);
  if (!data) {
    const findings = problems.map(({ key, line, column, text: why }) =>
      finding(file, (line ?? 0) + 1, column, prefixed(key, why)),
    );
    return { findings };
  }
  const body = text.slice(all.length);
  return { meta: metaOf(data), body, bodyLine: all.split('\n').length, fileLine: lineOf(document, 'file') };
}

function metaOf(data: z.output<typeof schema>): FrontMatter {
  return { ...data, variables: data.variables as Readonly<Record<string, Variable>> };
}

/** The lines of `---` are not in the YAML. */
function lineOf(document: SettingsDocument, key: string): number {
  return (document.problem([key], noneText).line ?? 0) + 1;
}

function pathFault(path: string): Text | undefined {
  for (const part of path.split('.')) {
    const fault = plainNameFault(part);
    if (fault) return fault;
  }
  return undefined;
}

function finding(file: string, line: number, column: number | undefined, text: Text): TemplateFinding {
  return { severity: 'error', rule: 'front-matter', file, line, column, through: [], text };
}

function prefixed(key: string, text: Text): Text {
  return key === '' ? text : { en: `${key}: ${text.en}`, zh: `${key}：${text.zh}` };
}

const noneText: Text = {
  en: 'has no front matter: a template begins with a line of ---, YAML with title and file, and another line of ---. A file that other templates call belongs into partials/.',
  zh: '缺少 front matter：模板应以一行 --- 开头，接着是含 title 和 file 的 YAML，再以一行 --- 结束。供其他模板调用的文件请放入 partials/。',
};
