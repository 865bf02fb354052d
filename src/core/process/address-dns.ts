import { type AddressCell, optional } from './address-types.ts';

const dnsLabel = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const dnsName = new RegExp(`^(?:${dnsLabel}\\.)+(?=[a-z])${dnsLabel}$`);

/** Names with a dot, several of one host; the first may have a port or be a URL. Anything else is invalid. */
export function readDnsNames(text: string): AddressCell {
  const words = text
    .toLowerCase()
    .split(/[\s,;、|()]+/)
    .filter((word) => word !== '');
  const names = words.map(readDnsName);
  const [first] = names;
  if (!first || names.includes(undefined)) return { kind: 'invalid' };
  const more = names.slice(1).flatMap((name) => (name ? [{ address: name.address }] : []));
  return { kind: 'one', address: first.address, ...optional('port', first.port), more };
}

function readDnsName(word: string): { address: string; port?: number } | undefined {
  const inUrl = /^[a-z][a-z0-9+.-]{1,15}:\/\/([^/?#]+)/.exec(word)?.[1] ?? word;
  const [, name = '', port] = /^([a-z0-9._-]{3,253}?)\.?(?::(\d{1,5}))?$/.exec(inUrl) ?? [];
  if (!dnsName.test(name) || Number(port ?? 1) > 65_535) return undefined;
  return { address: name, ...optional('port', port === undefined ? undefined : Number(port)) };
}
