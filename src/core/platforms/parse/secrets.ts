/** What stands in place of a secret in outputs, as everywhere in the bot. */
export const redacted = '[redacted]';

type Secret = readonly [RegExp, string];

/** The rest of a line after `before` (a pattern without groups) is a secret, but for `role …` of NX-OS, which follows it. */
function line(before: string): Secret {
  return [new RegExp(`^(${before}) +(?=\\S).*?((?: role \\S+)*)$`, 'gm'), `$1 ${redacted}$2`];
}

/** One word after `before` is a secret; what follows stays (`ro`, an access list). */
function word(before: string): Secret {
  return [new RegExp(`^(${before}) +(?:"[^"\\n]*"|\\S+)`, 'gm'), `$1 ${redacted}`];
}

/** How a secret is coded: `0`, `5`, `7`, `8a`, `sha512`, `encrypted` …; only where more follows. */
const coded = String.raw`(?: (?:\d{1,2}a?|sha512|sha256|encrypted|ascii|hex|clear|text)(?= +\S))*`;
const words =
  'password|service-password|passphrase|secret|key-string|authentication-key|server-key|shared-secret|wpa-psk|psk|pac key|sak';

/**
 * Secrets in configurations of IOS and all that were modelled on it (IOS XE, NX-OS, EOS, RGOS): passwords of users, lines
 * and `enable`, communities, keys of TACACS+, RADIUS, key chains, NTP, routing protocols and tunnels, certificates, PEM
 * blocks. They rather take too much of a line than too little.
 */
export const secretsLikeIos: readonly Secret[] = [
  [/-----BEGIN [A-Z0-9 ]+-----(?:(?!-----BEGIN)[\s\S]){0,20000}?-----END [A-Z0-9 ]+-----/gm, redacted],
  [
    /^( *certificate(?: [\w-]+)* [0-9A-Fa-f]{2,}[^\n]*\n)(?:[ \t]*[0-9A-Fa-f][0-9A-Fa-f ]+\r?\n)+/gm,
    `$1  ${redacted}\n`,
  ],
  line(String.raw`(?:.* )?(?:${words})(?: level \d+)?${coded}(?! +(?:encryption|strength-check|required)\b)`),
  word(String.raw`(?:no )?snmp-server community(?: \d)?`),
  word(
    String.raw`snmp-server host \S+(?: (?:vrf|use-vrf) \S+)?(?: (?:traps?|informs?))?(?: version (?:1|2c|3 (?:no)?auth|3 priv))?(?! (?:use-vrf|source-interface)\b)`,
  ),
  line(String.raw`snmp-server user \S+.*? (?:auth|priv|encrypted)\b`),
  line(String.raw`(?:tacacs|radius)-server .*?\bkey${coded}`),
  line(String.raw`.*\bserver-private \S+.*? key${coded}`),
  line(String.raw` *client \S+.*? key${coded}`),
  line(`(?:crypto )?isakmp key${coded}`),
  line(String.raw` *pre-shared-key(?: (?:local|remote|(?:address|hostname) \S+(?: \d+\.\S+)? key))?${coded}`),
  line(String.raw`.*\bmessage-digest-key \d+ (?:encryption )?(?:md5|sha\S*)${coded}`),
  line(String.raw`.*\bauthentication (?:md5 key-string|md5 key|text|word|plain|simple)${coded}`),
  line(String.raw` *(?:standby|vrrp|glbp)(?: \d+)? authentication${coded}(?! +(?:md5|text|\[))`),
  line(' *ip nhrp authentication'),
  line(String.raw`key config-key \S+`),
  [/^( +key(?: [0-9])?) (?!\d+\n+ +key-string)\S[^\n]*$/gm, `$1 ${redacted}`],
  [/(\b[a-z]{2,10}:\/\/[^\s:/@]{1,100}):[^\s/@]{1,100}@/gm, `$1:${redacted}@`],
];
