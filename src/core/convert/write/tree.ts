/** What JSON and YAML can both hold. */
export type Node = string | number | Tagged | Mapping | readonly Node[];

/** Keys and values in order, read once: they may be made while they are written, so that not all hosts are held twice. */
export interface Mapping {
  readonly pairs: Iterable<Pair>;
}

/** A key and its value; without a value nothing is written. */
export type Pair = readonly [key: string, value: Node | undefined];

/** A text with a YAML tag. */
export interface Tagged {
  readonly tag: string;
  readonly text: string;
}

/** Line ends and characters that YAML 1.1 readers refuse or fold; JSON.stringify leaves them as they are. */
const special = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
/** Text in which nothing is to be escaped. */
const bare = /^[^"\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*$/;

/** A text in double quotes: at once JSON, YAML and a Python literal. No reader takes it for a number, date or boolean. */
export function quoted(text: string): string {
  if (bare.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(special, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A mapping of these pairs. */
export function mapOf(pairs: Iterable<Pair>): Mapping {
  return { pairs };
}

/** As JSON, indented by two; a tag is left away. */
export function toJson(node: Node, indent = ''): string {
  if (typeof node === 'number') return String(node);
  if (typeof node === 'string') return quoted(node);
  if ('tag' in node) return quoted(node.text);
  const deeper = `${indent}  `;
  const items: string[] = [];
  if (isMapping(node)) {
    for (const [key, value] of node.pairs) {
      if (value !== undefined) items.push(`${quoted(key)}: ${toJson(value, deeper)}`);
    }
  } else for (const each of node) items.push(toJson(each, deeper));
  const [open, close] = isMapping(node) ? '{}' : '[]';
  return items.length === 0 ? `${open}${close}` : `${open}\n${deeper}${items.join(`,\n${deeper}`)}\n${indent}${close}`;
}

/**
 * As YAML in blocks, in UTF-8, after the lines of `head`; every value in double quotes. Written by hand: the library
 * takes seconds for 50,000 hosts.
 */
export function toYaml(mapping: Mapping, head = ''): Uint8Array {
  const lines = createLines(head);
  if (!pushMapping(mapping, { first: '', indent: '' }, lines)) lines.push('{}');
  return lines.bytes();
}

interface Lines {
  push(line: string): void;
  bytes(): Uint8Array;
}

/** Lines that are put together a few thousand at a time: a million apart, or Chinese as UTF-16, take twice the memory. */
function createLines(head: string): Lines {
  const parts: Buffer[] = [Buffer.from(head)];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) parts.push(Buffer.from(`${open.join('\n')}\n`));
    open = [];
  };
  return {
    push: (line) => {
      if (open.push(line) >= 4096) close();
    },
    bytes: () => {
      close();
      return Buffer.concat(parts);
    },
  };
}

interface Place {
  /** A line that stands above the entries. */
  readonly head?: string;
  /** Stands before the first key, `indent` before the others. */
  readonly first: string;
  readonly indent: string;
}

/** False where there was nothing to write. */
function pushMapping({ pairs }: Mapping, { head, first, indent }: Place, lines: Lines): boolean {
  let any = false;
  for (const [key, value] of pairs) {
    if (value === undefined) continue;
    if (!any && head !== undefined) lines.push(head);
    pushEntry(`${any ? indent : first}${keyOf(key, indent)}`, value, indent, lines);
    any = true;
  }
  return any;
}

/** Words that YAML 1.1 reads as something else than text are in quotes, as is everything that is no plain word. */
const word = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z_][\w-]*$/i;

/** A key of more than 1,024 characters is only read where it is marked as one (YAML 1.2, 7.4.2). */
function keyOf(key: string, indent: string): string {
  const text = word.test(key) ? key : quoted(key);
  return text.length > 1000 ? `? ${text}\n${indent}:` : `${text}:`;
}

function pushEntry(start: string, value: Node, indent: string, lines: Lines): void {
  const deeper = `${indent}  `;
  if (isMapping(value)) {
    if (!pushMapping(value, { head: start, first: deeper, indent: deeper }, lines)) lines.push(`${start} {}`);
  } else if (isList(value)) {
    lines.push(value.length === 0 ? `${start} []` : start);
    for (const each of value) pushItem(each, deeper, lines);
  } else lines.push(`${start} ${scalar(value)}`);
}

/** A list in a list is written as JSON, which is YAML too. */
function pushItem(value: Node, indent: string, lines: Lines): void {
  const first = `${indent}- `;
  if (isMapping(value)) {
    if (!pushMapping(value, { first, indent: `${indent}  ` }, lines)) lines.push(`${first}{}`);
  } else lines.push(`${first}${isList(value) ? toJson(value, indent) : scalar(value)}`);
}

function scalar(value: string | number | Tagged): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'number' ? String(value) : `${value.tag} ${quoted(value.text)}`;
}

/** Whether a node is a mapping. */
export function isMapping(node: Node): node is Mapping {
  return typeof node === 'object' && 'pairs' in node;
}

function isList(node: Node): node is readonly Node[] {
  return Array.isArray(node);
}
