/** A text cell's content: one kind of line break, and OOXML's `_x000D_` escapes undone (ECMA-376 part 1, 22.9.2.19). */
export function cleanText(text: string): string {
  const plain = text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
  return plain.includes('\r') ? plain.replaceAll(/\r\n?/g, '\n') : plain;
}

/** Texts that are remembered; where more differ, they hardly repeat. */
const keptTexts = 50_000;

/**
 * Gives equal texts as one string. A piece cut out of a large string keeps all of that in memory, so a text that is new
 * is copied.
 */
export function createSharer(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length < 13) return text;
    const found = known.get(text);
    if (found !== undefined) return found;
    const copy = Buffer.from(text, 'utf16le').toString('utf16le');
    if (known.size < keptTexts) known.set(copy, copy);
    return copy;
  };
}
