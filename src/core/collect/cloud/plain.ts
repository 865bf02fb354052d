import { shippedIndex } from '../../convert/columns/header-index.ts';
import type { Json } from '../types.ts';

/** Words of a key whose value is not kept, whatever an API calls it: `authToken`, `snmp_community`, `wifi-psk`. */
const secretWords =
  /^(?:pass|passw(?:or)?d|passwds?|passwords|passphrase|pwd|psk|secrets?|tokens?|community|communities|credentials?|authorization|cookies?|bearer)$/i;
/** Words that make a secret together. */
const secretPairs = /(?:private|access|api|secret|ssh|shared|encryption)[_\s-]?key/i;
/** Such keys are switches as often as secrets: their texts alone are not kept. */
const maybeWords = /^(?:enable|auth)$/i;
const switchWords = /^(?:true|false|yes|no|on|off|enabled?|disabled?)$/i;
/** Tags and the like: what is called by one, and its value by the other. */
const pairNames = { name: /^(?:tag)?(?:key|name)$/i, value: /^(?:tag)?values?$/i };
/** User and password in a URL (RFC 3986, 3.2.1). */
const loginInUrl = /([a-z][\w+.-]*:\/\/[^\s/:@]*):[^\s/@]+@/gi;

/** A source's value as it may be kept: nothing under a key that names a secret, no known secret in any text. */
export function withoutSecrets(value: Json, redact: (text: string) => string): Json {
  if (typeof value === 'string') return redact(value).replace(loginInUrl, '$1:[redacted]@');
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => !isSecret(key, one) && !(pairNames.value.test(key) && isNamedSecret(value as Data)))
      .map(([key, one]) => [key, withoutSecrets(one, redact)]),
  );
}

type Data = { readonly [key: string]: Json };

function isNamedSecret(pair: Data): boolean {
  const [, name] = Object.entries(pair).find(([key]) => pairNames.name.test(key)) ?? [];
  return typeof name === 'string' && isSecret(name, '');
}

function isSecret(key: string, value: Json): boolean {
  const words = key.replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ').split(/[\s_.-]+/);
  if (words.some((word) => secretWords.test(word)) || secretPairs.test(key)) return true;
  if (/\p{Script=Han}/u.test(key) && shippedIndex.secret(key) !== 'no') return true;
  const texts = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
  return maybeWords.test(key) && texts.some((one) => !switchWords.test(one));
}

/** Whether a value is a JSON object. */
export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
