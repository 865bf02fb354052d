import type { Platform } from '../platforms/define.ts';

type Patterns = Platform['secrets'];

const privateKey = /-----BEGIN [^-\n]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [^-\n]{0,40}PRIVATE KEY-----|$)/g;

/** What is a secret in files of servers, whose formats are many: by the word before it, or by what it looks like. */
const ofServers: Patterns = [
  [privateKey, '[redacted]'],
  [
    /((?:^|[\s"'_-])(?:password|passwd|passphrase|secret|token|community|auth[_-]pass|requirepass|masterauth|psk|api[_-]?key)["']?(?:[ \t]*[:=]+>?[ \t]*|[ \t]+))(?!\[redacted\]|[:=])(?:"[^"\n]*"|'[^'\n]*'|[^\s;,"']+)/gim,
    '$1[redacted]',
  ],
  // Of a login in a URL; bounded, for files may be anything.
  [/(:\/\/[^\s:/@]{0,200}:)[^\s@/]{1,200}(?=@)/g, '$1[redacted]'],
  [/\$(?:1|5|6|2[aby]|y|argon2\w{0,2})\$[^\s:"';]+/g, '[redacted]'],
];

/** More than any text has needed. */
const passes = 5;

/** Takes secrets out of configs before anybody is shown them. */
export interface Hiding {
  readonly patterns: Patterns;
  /** Nothing more of what it gives is hidden by hiding that: what was kept so and what is hidden now can be compared. */
  hide(text: string): string;
  /** The same, line by line: as many lines as there are. */
  hideLines(text: string): readonly string[];
}

/**
 * Hides what any platform calls a secret, whatever the host is today: one that left the inventory, or is called something
 * else now, still has its secrets in what is kept. Rather a word too many than a password.
 */
export function createHiding(platforms: ReadonlyMap<string, Platform>): Hiding {
  const all = [...platforms.values()].flatMap(({ secrets }) => secrets);
  const known = new Map(all.map((pair) => [`${pair[0].source} ${pair[0].flags}`, pair]));
  const patterns = [...known.values(), ...ofServers];
  const once = (text: string) =>
    patterns.reduce((hidden, [pattern, instead]) => hidden.replace(pattern, instead), text);
  const hide = (text: string) => {
    let hidden = once(text);
    // One pattern may take what another has left for a secret: the mark, or what stands before it.
    for (let pass = 1, next = once(hidden); pass < passes && next !== hidden; pass += 1) {
      hidden = next;
      next = once(hidden);
    }
    return hidden;
  };
  return {
    patterns,
    hide,
    hideLines: (text) => {
      const lines = text.split('\n');
      const keys = text.replace(privateKey, (block) => block.replaceAll(/[^\n]+/g, '[redacted]'));
      const whole = hide(keys).split('\n');
      return whole.length === lines.length ? whole : keys.split('\n').map(hide);
    },
  };
}

/** Whether what is called so is a secret: a variable, a key of `--set`. */
export function namesSecret(name: string): boolean {
  return /pass(?:w|phrase|$)|secret|cipher$|(?:^|_)hash$|token|community|psk|credential|private_?key|api_?key|密码|口令|密钥/i.test(
    name,
  );
}
