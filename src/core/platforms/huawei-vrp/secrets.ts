import type { Platform } from '../define.ts';
import { redacted } from '../parse/secrets.ts';

/** Names of ciphers, which stand behind `cipher` in `ssh server cipher`. */
const algorithms = String.raw`(?:aes|3des|des|sm4|blowfish|arcfour|chacha)[\w@.-]{0,40}(?=\s|$)`;
/** What may stand between a word for a key and the key. */
const coded = '(?:irreversible-cipher|cipher|simple|plain|hash)';
const more = String.raw`${coded}\b|\[redacted\]`;

/**
 * Where VRP and Comware, which has grown from it, keep secrets in a configuration: between the marks of ciphertexts
 * (`%^%#…%^%#`, `$1a$…`, `$c$3$…`), behind `cipher`, `simple`, `plain` and `hash`, in communities and users of SNMP, and
 * behind the names of what is a key by itself. Descriptions are left as they are.
 */
export const secretsLikeVrp: Platform['secrets'] = [
  [/(%\^%#|%@%@|%\$%\$|@%@%|%\+%#|%#%#)[^\n]{1,600}?\1/gm, redacted],
  [/\$(?:\d[a-z]|[ch]\$\d)\$\S{1,600}/gm, redacted],
  [rule('(?:irreversible-)?cipher', String.raw`${algorithms}|${more}|authentication-mode\b`), `$1 ${redacted}`],
  [
    /^([ \t]*(?!description\b)\S[^\n]{0,300}?[ \t](?:simple|plain|password hash))[ \t]+(?!(?:cipher|plain|simple|hash|authentication-mode)\b|\[redacted\])\S{1,300}/gm,
    `$1 ${redacted}`,
  ],
  [
    /^([ \t]+password)[ \t]+(?!(?:cipher|irreversible-cipher|simple|hash|plain)\b|\[redacted\]|-|(?:expire|alert|min|history|length|aging|complexity)\b)\S{1,300}$/gm,
    `$1 ${redacted}`,
  ],
  [rule(String.raw`snmp-agent[ \t]+community[ \t]+(?:read|write)(?:[ \t]+${coded})?`, more), `$1 ${redacted}`],
  [rule(String.raw`securityname(?:[ \t]+${coded})?`, more), `$1 ${redacted}`],
  [
    rule(String.raw`authentication-mode[ \t]+(?:md5|sha[\w-]{0,8}|sm3|hmac[\w-]{0,12})`, String.raw`${more}|\d{1,3}\s`),
    `$1 ${redacted}`,
  ],
  [rule(String.raw`privacy-mode[ \t]+(?:3?des|aes|sm4)[\w-]{0,8}`, more), `$1 ${redacted}`],
  [
    rule(
      String.raw`(?:(?:pre-?)?shared-key|key-string|authentication-key|pass-phrase|wep-key|psk-key|login-password)(?:[ \t]+${coded})?`,
      String.raw`${more}|(?:address|hostname|host-name|pass-phrase|rawkey)\b`,
    ),
    `$1 ${redacted}`,
  ],
];

/** The word behind `before` is a secret, unless it is one of `but`. */
function rule(before: string, but: string): RegExp {
  return new RegExp(String.raw`\b(${before})[ \t]+(?!${but})\S{1,600}`, 'gm');
}
