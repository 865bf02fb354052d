import { inspect } from 'node:util';

/** A value that prints `[redacted]` however it is printed; `reveal()` is called only at the edge that needs it. */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

const shown = '[redacted]';

/** Wraps a secret value. */
export function secret(value: string): Secret {
  return Object.freeze({
    reveal: () => value,
    toString: () => shown,
    toJSON: () => shown,
    [inspect.custom]: () => shown,
  });
}
