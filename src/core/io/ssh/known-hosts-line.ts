import { createHmac, timingSafeEqual } from 'node:crypto';
import { keyTypeOf } from './fingerprint.ts';

/** One key line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
interface KnownHostsLine {
  readonly marker?: string;
  /** The hosts field as written: names and patterns separated by commas, or one hashed name. */
  readonly hosts: string;
  readonly key: Buffer;
  /** Everything after the hosts field, as written: key type, key, comment. */
  readonly rest: string;
}

/** Reads a line; undefined for comments, blank lines and lines whose key is not sound. */
export function parseLine(line: string): KnownHostsLine | undefined {
  const match = /^\s*(?:(@\S+)\s+)?([^\s#]\S*)\s+((\S+)\s+([A-Za-z0-9+/]+={0,2})(?:\s.*)?)$/.exec(line);
  if (!match) return undefined;
  const [, marker, hosts = '', rest = '', type, base64 = ''] = match;
  const key = Buffer.from(base64, 'base64');
  return keyTypeOf(key) === type ? { marker, hosts, key, rest: rest.trimEnd() } : undefined;
}

/** The name a server is filed under: its address in lower case, `[address]:port` where the port is not 22. */
export function nameOf(address: string, port: number): string {
  const name = address.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** Whether a line's hosts field covers `name`: a negated pattern that matches excludes, whatever else matches. */
export function covers(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return isHashOf(hosts, name);
  const patterns = hosts.toLowerCase().split(',');
  const excluded = patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1), name));
  return !excluded && patterns.some((pattern) => !pattern.startsWith('!') && matches(pattern, name));
}

/** The hosts field without `name`; undefined when nothing is left of it. */
export function without(hosts: string, name: string): string | undefined {
  if (!covers(hosts, name)) return hosts;
  if (hosts.startsWith('|')) return undefined;
  const left = hosts.split(',').filter((pattern) => pattern.toLowerCase() !== name);
  if (left.every((pattern) => pattern.startsWith('!'))) return undefined;
  const rest = left.join(',');
  return covers(rest, name) ? `${rest},!${name}` : rest;
}

/** `|1|salt|hash`: both base64, the hash HMAC-SHA1 of the name keyed with the salt (OpenSSH hostfile.c). */
function isHashOf(hosts: string, name: string): boolean {
  const [, version, salt, hash, more] = hosts.split('|');
  if (version !== '1' || !salt || !hash || more !== undefined) return false;
  const wanted = Buffer.from(hash, 'base64');
  const found = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

function matches(pattern: string, name: string): boolean {
  const source = pattern.replaceAll(/[^*?]/g, (character) => character.replace(/[.+^${}()|[\]\\/-]/, '\\$&'));
  return new RegExp(`^${source.replaceAll(/\*+/g, '.*').replaceAll('?', '.')}$`, 's').test(name);
}
