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
  const read = async () => (await readTextIfThere(file)) ?? '';

  return {
    keys: async (address, port) => keysIn(await read(), nameOf(address, port)),
    revoked: async (address, port) => keysIn(await read(), nameOf(address, port), '@revoked'),
    pin: (address, port, key) =>
      withFileLock(file, clock, async () => {
        const name = nameOf(address, port);
        const text = await read();
        if (keysIn(text, name, '@revoked').some((revoked) => revoked.key.equals(key))) {
          throw hostKeyRevoked(name, fingerprintOf(key));
        }
        const [first, ...others] = keysIn(text, name);
        if (first?.key.equals(key) && others.length === 0) return;
        await writeFileAtomic(file, `${unpinned(text, name)}${lineFor(name, key)}\n`);
      }),
  };
}

function keysIn(text: string, name: string, marker?: string): readonly OfferedKey[] {
  const found = text
    .split(/\r?\n/)
    .map(parseLine)
    .filter((line) => line !== undefined && line.marker === marker && covers(line.hosts, name))
    .flatMap((line) => (line ? [{ key: line.key, fingerprint: fingerprintOf(line.key) }] : []));
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
