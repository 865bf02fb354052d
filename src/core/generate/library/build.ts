import { plainNameFault } from '../../settings/names.ts';
import type { Text } from '../../text.ts';
import type { TemplateFinding } from '../finding.ts';
import { readTemplate } from '../front-matter.ts';
import { parseSource } from '../parse.ts';
import type { Source, Template } from '../template.ts';

/** A file of a template folder. */
export type LibraryFile = {
  /** Below its folder, with `/`: `vrp/access.hbs`. */
  readonly path: string;
  readonly origin: Template['origin'];
} & ({ readonly text: string } | { readonly fault: Text });

export interface Library {
  readonly templates: ReadonlyMap<string, Template>;
  readonly partials: ReadonlyMap<string, Source>;
  /** What is wrong with files that are in neither, and syntax errors of partials. */
  readonly problems: readonly TemplateFinding[];
}

/** The library that files make: later ones take the place of earlier ones under the same name. Pure. */
export function libraryOf(files: readonly LibraryFile[]): Library {
  const used = new Map(files.map((file) => [keyOf(file.path), file]));
  const sorted = [...used.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const problems: TemplateFinding[] = [];
  const partials = new Map<string, Source>();
  for (const file of sorted.filter(({ path }) => isPartial(path))) {
    const { source, faults } = partialOf(file);
    problems.push(...faults);
    if (source) partials.set(nameOf(file.path), source);
  }
  const templates = new Map<string, Template>();
  for (const file of sorted.filter(({ path }) => !isPartial(path))) {
    const made = templateOf(file, partials);
    if (Array.isArray(made)) problems.push(...made);
    else templates.set(made.name, made);
  }
  return { templates, partials, problems };
}

/** Equal for files of which one takes the other's place. */
export function keyOf(path: string): string {
  return `${isPartial(path)}/${nameOf(path)}`;
}

/** Whether a file is one that templates call. */
export function isPartial(path: string): boolean {
  return path.startsWith('partials/') || /(^|\/)_[^/]*$/.test(path);
}

/** What a file is called by: its path without `partials/`, `_` and `.hbs`. */
export function nameOf(path: string): string {
  return path
    .replace(/^partials\//, '')
    .replace(/(^|\/)_([^/]*)$/, '$1$2')
    .replace(/\.hbs$/, '');
}

/** A partial with a syntax error is still there: the templates that call it say so. */
function partialOf(file: LibraryFile): { source?: Source; faults: readonly TemplateFinding[] } {
  const fault = fileFault(file);
  if (fault) return { faults: [fault] };
  const text = ('text' in file ? file.text : '').replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const source = { file: file.path, text, line: 1 };
  const parsed = parseSource(source);
  return { source, faults: 'finding' in parsed ? [parsed.finding] : [] };
}

function templateOf(file: LibraryFile, partials: Library['partials']): Template | TemplateFinding[] {
  const fault = fileFault(file);
  if (fault || 'fault' in file) return fault ? [fault] : [];
  const read = readTemplate(file.path, file.text);
  if ('findings' in read) return [...read.findings];
  const { meta, body, bodyLine, fileLine } = read;
  return {
    ...{ name: nameOf(file.path), origin: file.origin, meta, partials },
    body: { file: file.path, text: body, line: bodyLine },
    pattern: { file: file.path, text: meta.file, line: fileLine },
  };
}

/** Far more than people write by hand; the worst that fits is parsed in about half a second. */
const mostCharacters = 256 * 1024;

function fileFault(file: LibraryFile): TemplateFinding | undefined {
  const text = 'fault' in file ? file.fault : (nameFault(file.path) ?? textFault(file.text));
  return text && { severity: 'error', rule: 'template-file', file: file.path, through: [], text };
}

/** What speaks against a file's path, part by part. */
export function nameFault(path: string): Text | undefined {
  return nameOf(path)
    .split('/')
    .map(plainNameFault)
    .find((fault) => fault !== undefined);
}

function textFault(text: string): Text | undefined {
  if (text.length > mostCharacters) return { en: 'is larger than 256 KiB.', zh: '超过 256 KiB。' };
  if (text.includes('\0')) return { en: 'is not text: it has NUL characters.', zh: '不是文本：含有 NUL 字符。' };
  if (!text.includes('\uFFFD')) return undefined;
  return { en: 'is not UTF-8 text. Save it as UTF-8 (not GBK).', zh: '不是 UTF-8 文本，请另存为 UTF-8（而非 GBK）。' };
}
