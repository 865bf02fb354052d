import type { Platform } from '../define.ts';
import { redacted } from '../parse/secrets.ts';

/** Names of ciphers, which stand behind `cipher` in `ssh server cipher`, and what is no secret behind `simple`. */
const algorithms = '(?:(?:aes|3des|des|sm4|blowfish|arcfour|chacha)[\\w@.-]{0,40}(?=\\s|$))';

/**
 * Where VRP and Comware, which has grown from it, keep secrets in a configuration: between the marks of ciphertexts
 * (`%^%#…%^%#`, `$1a$…`, `$c$3$…`), behind `cipher`, `irreversible-cipher`, `simple`, `plain` and `hash`, and behind the
 * names of what is a key by itself.
 */
export const vrpSecrets: Platform['secrets'] = [
  [/(%\^%#|%@%@|%\$%\$|@%@%|%\+%#|%#%#)[^\n]{1,600}?\1/gm, redacted],
  [/\$(?:\d[a-z]|[ch]\$\d)\$[^\s]{1,600}/gm, redacted],
  [
    new RegExp(`\\b((?:irreversible-)?cipher|hash)[ \\t]+(?!${algorithms}|\\[redacted\\])\\S{1,600}`, 'gm'),
    `$1 ${redacted}`,
  ],
  [
    /^([ \t]*(?!description\b)\S[^\n]{0,300}?[ \t](?:simple|plain))[ \t]+(?!cipher\b|plain\b|hash\b|\[redacted\])\S{1,300}/gm,
    `$1 ${redacted}`,
  ],
  [/\b(snmp-agent[ \t]+community[ \t]+(?:read|write)(?:[ \t]+(?:cipher|simple))?)[ \t]+\S{1,300}/gm, `$1 ${redacted}`],
  [/\b(securityname(?:[ \t]+(?:cipher|simple))?)[ \t]+\S{1,300}/gm, `$1 ${redacted}`],
  [
    /\b((?:pre-)?shared-key|key-string|authentication-key|pass-phrase|wep-key|psk-key|login-password)((?:[ \t]+(?:cipher|simple|plain|hash))?)[ \t]+(?!cipher\b|simple\b|plain\b|hash\b)\S{1,300}/gm,
    `$1$2 ${redacted}`,
  ],
];
