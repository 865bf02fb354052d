/** What is wrong in a JSON text, at an offset from 0. */
interface JsonFault {
  readonly at: number;
  readonly kind: 'expected' | 'string' | 'escape' | 'number' | 'end' | 'after' | 'duplicate' | 'deep';
  /** What was expected, or the key that is there twice. */
  readonly what?: string;
}

interface Frame {
  readonly keys?: Map<string, true>;
  /** What may come: a value, a key, `:`, or `,` and the end. */
  next: 'value' | 'first' | 'key' | 'colon' | 'comma';
}

const space = /[ \t\r\n]*/y;
const text = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const textStart = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const deepest = 1_000;

/**
 * Faults of a JSON text by RFC 8259: the first that breaks it, and keys that an object has twice before that (allowed by
 * the standard, but readers keep only one). None where JSON.parse would take it and no key is there twice.
 */
export function jsonFaults(source: string): readonly JsonFault[] {
  const faults: JsonFault[] = [];
  const stack: Frame[] = [{ next: 'value' }];
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const fail = (kind: JsonFault['kind'], what?: string, where = at) => [...faults, { at: where, kind, what }];
  for (;;) {
    take(space);
    const frame = stack.at(-1) as Frame;
    const outermost = stack.length === 1;
    if (at >= source.length) return outermost && frame.next === 'comma' ? faults : fail('end');
    if (outermost && frame.next === 'comma') return fail('after');
    const char = source[at];
    const closing = frame.keys ? '}' : ']';
    if (!outermost && char === closing && (frame.next === 'comma' || frame.next === 'first')) {
      at += 1;
      stack.pop();
    } else if (frame.next === 'comma') {
      if (char !== ',') return fail('expected', `, ${closing}`);
      at += 1;
      frame.next = frame.keys ? 'key' : 'value';
    } else if (frame.next === 'colon') {
      if (char !== ':') return fail('expected', ':');
      at += 1;
      frame.next = 'value';
    } else if (frame.keys && frame.next !== 'value') {
      const start = at;
      if (char !== '"') return fail('expected', frame.next === 'first' ? '" }' : '"');
      const key = take(text);
      if (key === undefined) return [...faults, broken(source, at)];
      const name = JSON.parse(key) as string;
      if (frame.keys.has(name)) faults.push({ at: start, kind: 'duplicate', what: name });
      frame.keys.set(name, true);
      frame.next = 'colon';
    } else {
      frame.next = 'comma';
      if (char === '{' || char === '[') {
        if (stack.length > deepest) return fail('deep');
        at += 1;
        stack.push(char === '{' ? { keys: new Map(), next: 'first' } : { next: 'first' });
      } else if (char === '"') {
        if (take(text) === undefined) return [...faults, broken(source, at)];
      } else if (take(number) === undefined) {
        if (char === '-') return fail('number');
        if (take(word) === undefined) return fail('expected', 'a value');
      }
    }
  }
}

/** Why a string that begins at `start` is none: it does not end, or holds what must be escaped. */
function broken(source: string, start: number): JsonFault {
  textStart.lastIndex = start;
  const at = start + (textStart.exec(source)?.[0].length ?? 0);
  if (at >= source.length) return { at: start, kind: 'end' };
  return { at, kind: source[at] === '\\' ? 'escape' : 'string' };
}
