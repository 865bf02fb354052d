import { RE2JS } from 're2js';

/** Tells whether a text matches, in time linear in the text's length. */
export type Pattern = (text: string) => boolean;

const longest = 200;
const mostInstructions = 1000;

/**
 * A regular expression in RE2's syntax (no lookaround, no backreferences), found anywhere in the text, or why it is
 * refused. Bounded: at most 200 characters and 1,000 instructions, so that no expression keeps the bot busy.
 */
export function regularExpression(source: string): { pattern: Pattern } | { fault: string } {
  if (source.length > longest) return { fault: `longer than ${longest} characters` };
  try {
    const compiled = RE2JS.compile(source);
    if (compiled.programSize() > mostInstructions) return { fault: 'repeats too much' };
    return { pattern: (text) => compiled.matcher(text).find() };
  } catch (error) {
    return { fault: error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error) };
  }
}

/** A name glob over the whole text: `*` is any characters, `?` any one. */
export function globPattern(glob: string): Pattern {
  const parts = [...glob].map((sign) => (sign === '*' ? '.*' : sign === '?' ? '.' : RE2JS.quote(sign)));
  const compiled = RE2JS.compile(parts.join('').replaceAll(/(\.\*)+/g, '.*'), RE2JS.DOTALL);
  return (text) => compiled.matches(text);
}
