import type { Platform } from '../define.ts';
import { redacted } from './secrets.ts';

/**
 * Secrets in configurations of Junos, in braces and as `set` lines: what Junos itself marks (`## SECRET-DATA`), hashes
 * and reversible ciphers (`$1$`, `$5$`, `$6$`, `$8$`, `$9$`), passwords and keys written plainly, communities, names of
 * trap groups, which are sent as communities, PEM blocks.
 */
export const secretsOfJunos: Platform['secrets'] = [
  [/-----BEGIN [A-Z0-9 ]+-----(?:(?!-----BEGIN)[\s\S]){0,20000}?-----END [A-Z0-9 ]+-----/gm, redacted],
  [/^([ \t]*(?:[^\s"]+ )+)(?:"[^"\n]*"|[^\s;]+);([ \t]*## SECRET-DATA)/gm, `$1"${redacted}";$2`],
  [/"\$[0-9a-z]{1,8}\$[^"\n]*"|(?<![\w"])\$(?:1|2[aby]|5|6|8|9|sha1)\$[^\s";]+/gm, `"${redacted}"`],
  [
    /\b((?:encrypted-password|plain-text-password-value|authentication-(?:key|password)|privacy-(?:key|password)|simple-password|ascii-text|hexadecimal|shared-secret|secret|password|passphrase)) (?:"[^"\n]*"|(?![[{])[^\s;"]+)(?=;|$)/gm,
    `$1 "${redacted}"`,
  ],
  // A community of BGP stands in the same way, with its members.
  [/^([ \t]+community) (?:"[^"\n]*"|[^\s;]+)(?= \{\n(?!\s*(?:members|invert-match)\b))/gm, `$1 "${redacted}"`],
  [/^( {4}community|set snmp community) (?:"[^"\n]*"|[^\s;]+)(?=;|$| (?!members\b|\{))/gm, `$1 "${redacted}"`],
  [/^([ \t]+trap-group|set snmp trap-group) (?:"[^"\n]*"|[^\s;]+)/gm, `$1 "${redacted}"`],
  [/(\b[a-z]{2,10}:\/\/[^\s:/@]{1,100}):[^\s/@]{1,100}@/gm, `$1:${redacted}@`],
];
