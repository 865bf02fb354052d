import type { Secret } from './secret.ts';

/** Takes known secrets out of text that will be seen. */
export interface Redactor {
  add(secret: Secret): void;
  /** The text with every known secret, and every usual disguise of one, replaced by `[redacted]`. */
  redact(text: string): string;
}

/**
 * A redactor that knows nothing yet. Of each secret it finds the value, its lines, its JSON, URL and base64 forms, also
 * within a longer base64 text such as that of `user:password`. Pieces under 4 characters are left: they are in any text.
 */
export function createRedactor(): Redactor {
  const pieces = new Set<string>();
  let pattern: RegExp | undefined;

  return {
    add: (secret) => {
      for (const piece of disguises(secret.reveal())) if (piece.length >= 4) pieces.add(piece);
      pattern = pieces.size === 0 ? undefined : anyOf([...pieces]);
    },
    redact: (text) => (pattern ? text.replace(pattern, '[redacted]') : text),
  };
}

function disguises(value: string): readonly string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  return [value.trim(), ...lines].flatMap((piece) => [
    piece,
    JSON.stringify(piece).slice(1, -1),
    encodeURIComponent(piece.toWellFormed()),
    new URLSearchParams({ '': piece }).toString().slice(1),
    ...base64Forms(piece),
  ]);
}

/** The base64 characters that a value decides by itself, wherever in a longer text it begins. */
function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const inner = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')].filter((form) => form.length >= 6);
  });
}

function anyOf(pieces: string[]): RegExp {
  const longestFirst = pieces.toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('|'), 'g');
}
