import type { Json } from '../types.ts';

/** Keys whose values are not kept, whatever an API calls them. */
const secretKey =
  /passw(or)?d|passphrase|secret|private_?key|access_?key|(auth|api|access|security|session)_?token|api_?key/i;

/** A source's value as it may be kept: nothing under a key that names a secret, no known secret in any text. */
export function withoutSecrets(value: Json, redact: (text: string) => string): Json {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !secretKey.test(key))
      .map(([key, one]) => [key, withoutSecrets(one, redact)]),
  );
}

/** Whether a value is a JSON object. */
export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
