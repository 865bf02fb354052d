import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { readTextIfThere, writeFileAtomic } from '../files.ts';
import { hostKeyRevoked } from './errors.ts';
import { fingerprintOf, keyTypeOf } from './fingerprint.ts';
import { covers, nameOf, parseLine, without } from './known-hosts-line.ts';
import { withFileLock } from './lock.ts';
import type { KnownHosts, OfferedKey } from './types.ts';

/**
 * The host keys pinned in `file`, in OpenSSH's known_hosts format: hashed names, patterns, `[address]:port`, several
 * keys a host and @revoked are understood, @cert-authority is not. Read anew at every use, so that a line added by hand
 * counts at once. Pinning keeps every other line as it is. Errors: `host-key-changed` when a revoked key is to be
 * pinned, `file-locked`, and the file system's own.
 */
export function createKnownHosts(file: string, clock: Clock = systemClock()): KnownHosts {
  let last = indexOf('');
  const read = async () => {
    const text = (await readTextIfThere(file)) ?? '';
    if (text !== last.text) last = indexOf(text);
    return last;
  };

  return {
    keys: async (address, port) => keysIn(await read(), nameOf(address, port)),
    revoked: async (address, port) => keysIn(await read(), nameOf(address, port), '@revoked'),
    pin: (address, port, key) =>
      withFileLock(file, clock, async () => {
        const name = nameOf(address, port);
        const known = await read();
        if (keysIn(known, name, '@revoked').some((revoked) => revoked.key.equals(key))) {
          throw hostKeyRevoked(name, fingerprintOf(key));
        }
        const [first, ...others] = keysIn(known, name);
        if (first?.key.equals(key) && others.length === 0) return;
        await writeFileAtomic(file, `${unpinned(known.text, name)}${lineFor(name, key)}\n`);
      }),
  };
}

type Line = NonNullable<ReturnType<typeof parseLine>>;

/** The lines of a file, found by name: of some thousand hosts each look-up would else read every line. */
interface Index {
  readonly text: string;
  /** Lines with plain names, by each of them. */
  readonly plain: ReadonlyMap<string, readonly Line[]>;
  /** Lines with patterns or hashed names. */
  readonly others: readonly Line[];
}

function indexOf(text: string): Index {
  const plain = new Map<string, Line[]>();
  const others: Line[] = [];
  for (const each of text.split(/\r?\n/)) {
    const line = parseLine(each);
    if (!line) continue;
    if (/[*?!|]/.test(line.hosts)) others.push(line);
    else for (const name of line.hosts.toLowerCase().split(',')) plain.set(name, [...(plain.get(name) ?? []), line]);
  }
  return { text, plain, others };
}

function keysIn({ plain, others }: Index, name: string, marker?: string): readonly OfferedKey[] {
  const lines = [...(plain.get(name) ?? []), ...others.filter(({ hosts }) => covers(hosts, name))];
  const found = lines
    .filter((line) => line.marker === marker)
    .map(({ key }) => ({ key, fingerprint: fingerprintOf(key) }));
  return [...new Map(found.map((key) => [key.fingerprint, key])).values()];
}

/** The text without the keys pinned for `name`, ending in a newline unless empty. */
function unpinned(text: string, name: string): string {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines
    .flatMap((line) => {
      const parsed = parseLine(line);
      if (!parsed || parsed.marker !== undefined || !covers(parsed.hosts, name)) return [line];
      const hosts = without(parsed.hosts, name);
      return hosts === undefined ? [] : [`${hosts} ${parsed.rest}`];
    })
    .map((line) => `${line}\n`)
    .join('');
}

function lineFor(name: string, key: Buffer): string {
  return `${name} ${keyTypeOf(key)} ${key.toString('base64')}`;
}
