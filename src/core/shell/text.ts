import { TextDecoder } from 'node:util';

/**
 * What a terminal shows of the bytes that a device sends: each line decoded (UTF-8, else GB 18030, which holds GBK), the
 * cursor's movements carried out, colours and other control characters gone, lines ended by \n. Linear in the bytes.
 */
export function screenText(bytes: Buffer): string {
  const text = decodeLines(bytes).replace(/\r+\n/g, '\n');
  if (!control.test(text)) return text;
  return text
    .split('\n')
    .map((line) => (control.test(line) ? renderLine(line) : line))
    .join('\n');
}

const control = /[\x00-\x08\x0b-\x1f\x7f]/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

function decodeLines(bytes: Buffer): string {
  const whole = tryDecode(utf8, bytes);
  if (whole !== undefined) return whole;
  const lines: string[] = [];
  for (let from = 0; from <= bytes.length; ) {
    const newline = bytes.indexOf(10, from);
    const end = newline < 0 ? bytes.length : newline;
    const line = bytes.subarray(from, end);
    lines.push(tryDecode(utf8, line) ?? tryDecode(gb18030, line) ?? lenient.decode(line));
    from = end + 1;
  }
  return lines.join('\n');
}

function tryDecode(decoder: TextDecoder, bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** `ESC [ … letter`, `ESC ] … BEL`, `ESC ( B` and their kind (ECMA-48), a control character, or text between them. */
const piece =
  /\x1b\[([0-9;?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/g;

/** One line as it stands on the screen once everything in it was carried out. */
function renderLine(line: string): string {
  let cells: string[] = [];
  let at = 0;
  for (const [whole, count = '', final] of line.matchAll(piece)) {
    const n = Math.min(Number.parseInt(count, 10) || 1, 4_096);
    if (whole === '\r') at = 0;
    else if (whole === '\b') at = Math.max(0, at - 1);
    else if (final === 'D') at = Math.max(0, at - n);
    else if (final === 'C') at += n;
    else if (final === 'G') at = n - 1;
    else if (final === 'K' && count === '2') cells = [];
    else if ((final === 'K' || final === 'J') && !/^[123]/.test(count)) cells.length = Math.min(cells.length, at);
    else if ((whole >= ' ' && whole !== '\x7f') || whole === '\t') at = put(cells, at, whole);
  }
  return Array.from(cells, (cell) => cell ?? ' ')
    .join('')
    .trimEnd();
}

function put(cells: string[], from: number, text: string): number {
  let at = from;
  for (const sign of text) cells[at++] = sign;
  return at;
}

/** What a device shows of a command that was typed, wrapped or not, up to the end of its line. */
export function echoIn(text: string, command: string): { readonly end: number } | undefined {
  const signs = [...command.replace(/\s+/g, '')].map((sign) => sign.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  const pattern = new RegExp(`${signs.join('\\s*')}[ \\t]*(?:\\n|$)`);
  const found = pattern.exec(text.slice(0, command.length * 3 + 2_000));
  return found ? { end: found.index + found[0].length } : undefined;
}
