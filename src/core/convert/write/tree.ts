/** What JSON and YAML can both hold. Maps keep the order of keys that look like numbers; objects do not. */
export type Node = string | number | Tagged | readonly Node[] | ReadonlyMap<string, Node>;

/** A text with a YAML tag. */
export interface Tagged {
  readonly tag: string;
  readonly text: string;
}

const bare = /^[ !#-[\]-~]*$/;
/** Line ends and characters that YAML 1.1 readers refuse or fold; JSON.stringify leaves them as they are. */
const special = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A text in double quotes: at once JSON, YAML and a Python literal. No reader takes it for a number, date or boolean. */
export function quoted(text: string): string {
  if (bare.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(special, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A map without the entries that are undefined. */
export function mapOf(entries: Iterable<readonly [string, Node | undefined]>): ReadonlyMap<string, Node> {
  const map = new Map<string, Node>();
  for (const [key, value] of entries) if (value !== undefined) map.set(key, value);
  return map;
}

/** As JSON, indented by two; a tag is left away. */
export function toJson(node: Node, indent = ''): string {
  if (typeof node === 'number') return String(node);
  if (typeof node === 'string') return quoted(node);
  if ('tag' in node) return quoted(node.text);
  const deeper = `${indent}  `;
  const [open, close] = isMap(node) ? '{}' : '[]';
  const items = isMap(node)
    ? [...node].map(([key, value]) => `${quoted(key)}: ${toJson(value, deeper)}`)
    : node.map((each) => toJson(each, deeper));
  if (items.length === 0) return `${open}${close}`;
  return `${open}\n${deeper}${items.join(`,\n${deeper}`)}\n${indent}${close}`;
}

/** As YAML in blocks, every text and key in double quotes. Written by hand: the library's takes seconds for 50,000 hosts. */
export function toYaml(node: ReadonlyMap<string, Node>): string {
  const lines: string[] = [];
  pushMap(node, '', lines);
  return `${lines.join('\n')}\n`;
}

function pushMap(map: ReadonlyMap<string, Node>, indent: string, lines: string[]): void {
  for (const [key, value] of map) pushEntry(`${indent}${keyOf(key, indent)}`, value, indent, lines);
}

/** A key of more than 1,024 characters is only read where it is marked as one (YAML 1.2, 7.4.2). */
function keyOf(key: string, indent: string): string {
  const text = quoted(key);
  return text.length > 1000 ? `? ${text}\n${indent}:` : `${text}:`;
}

function pushEntry(start: string, value: Node, indent: string, lines: string[]): void {
  const short = inline(value);
  lines.push(short === undefined ? start : `${start} ${short}`);
  if (short !== undefined) return;
  if (isMap(value)) pushMap(value, `${indent}  `, lines);
  else for (const each of value as readonly Node[]) pushItem(each, `${indent}  `, lines);
}

function pushItem(value: Node, indent: string, lines: string[]): void {
  if (!isMap(value) || value.size === 0) {
    lines.push(`${indent}- ${inline(value) ?? toJson(value, indent)}`);
    return;
  }
  const first = lines.length;
  pushMap(value, `${indent}  `, lines);
  lines[first] = `${indent}- ${lines[first]?.slice(indent.length + 2)}`;
}

/** A value that stands behind its key, or undefined where it needs lines of its own. */
function inline(value: Node): string | undefined {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return String(value);
  if ('tag' in value) return `${value.tag} ${quoted(value.text)}`;
  if (isMap(value)) return value.size === 0 ? '{}' : undefined;
  return value.length === 0 ? '[]' : undefined;
}

function isMap(node: Node): node is ReadonlyMap<string, Node> {
  return node instanceof Map;
}
