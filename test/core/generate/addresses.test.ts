import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rendered } from '../../support/templates.ts';
import { hasTool } from '../../support/tools.ts';

/** Says of each `address/prefix` what Python's standard library does. */
const script = `
import ipaddress, json, sys
def say(text):
    i = ipaddress.ip_interface(text); n = i.network; v4 = n.version == 4
    # hosts() of the standard library leaves out the same addresses as RFC 3021, RFC 4291 and RFC 6164 do.
    span = n.num_addresses; edge = 0 if span <= 2 else 1
    return dict(address=str(i.ip), network=str(n.network_address), prefix=str(n.prefixlen),
      mask=str(n.netmask) if v4 else None, wildcard=str(n.hostmask) if v4 else None,
      broadcast=str(n.broadcast_address) if v4 and span > 2 else None,
      first=str(n[edge]), last=str(n[span - 1 - (edge if v4 else 0)]), next=str(i.ip + 3) if int(i.ip) + 3 < 2 ** i.max_prefixlen else None,
      listed=[str(h) for h in n.hosts()] if span <= 64 else None)
print(json.dumps([say(text) for text in json.load(sys.stdin)]))
`;

interface Said {
  readonly [name: string]: string | null | readonly string[];
  readonly listed: readonly string[] | null;
}

const python = hasTool('python3');

test.runIf(python)('addresses, networks, masks and hosts are those of the ipaddress module of Python', () => {
  const texts = [...fc.sample(interfaces, { numRuns: 400, seed: 7 }), ...awkward];
  const judged = JSON.parse(
    execFileSync('python3', ['-c', script], { input: JSON.stringify(texts), encoding: 'utf8' }),
  );
  for (const [at, text] of texts.entries()) {
    const said = judged[at] as Said;
    expect(of('address-of text', text)).toBe(said.address);
    for (const helper of ['network', 'prefix', 'mask', 'wildcard', 'broadcast']) {
      if (said[helper] === null) expect(() => of(`${helper} text`, text), `${helper} ${text}`).toThrow();
      else expect(of(`${helper} text`, text), `${helper} ${text}`).toBe(said[helper]);
    }
    expect([of('nth-host text 1', text), of('nth-host text -1', text)], text).toEqual([said.first, said.last]);
    if (said.next) expect(of('next-address (address-of text) 3', text), text).toBe(said.next);
    else expect(() => of('next-address (address-of text) 3', text), text).toThrow('plus 3');
    if (said.listed) expect(hostsOf(text, said.listed.length)).toEqual(said.listed);
  }
});

test('the length of a mask is the length that it was made of', () => {
  for (let length = 0; length <= 32; length++) {
    expect(of('prefix (mask text)', `10.9.8.7/${length}`)).toBe(String(length));
    expect(of('mask (prefix text)', `10.9.8.7/${length}`)).toBe(of('mask text', `10.9.8.7/${length}`));
  }
});

test.each([
  ['prefix "10.0.0.1"', 'is no mask'],
  ['prefix "255.0.255.0"', 'is no mask'],
  ['prefix "0.0.0.255"', 'is no mask'],
  ['prefix "10.0.0.1/33"', 'no prefix length or mask'],
  ['network "10.0.0.1"', 'has no prefix length'],
  ['network "10.0.0.300/24"', 'is no IPv4 or IPv6 address'],
  ['network "fe80::1%eth0/64"', 'is no IPv4 or IPv6 address'],
  ['network "web-01/24"', 'is no IPv4 or IPv6 address'],
  ['mask "2001:db8::1/64"', 'has no mask'],
  ['mask 33', 'has no prefix length'],
  ['broadcast "10.0.0.0/31"', 'no broadcast'],
  ['nth-host "10.0.0.0/24" 0', 'no host 0'],
  ['nth-host "10.0.0.0/24" 255', 'hosts are 1 to 254'],
  ['nth-host "10.0.0.0/30" -3', 'hosts are 1 to 2'],
  ['nth-host "10.0.0.0/24" "x"', 'must be a whole number'],
  ['nth-host "10.0.0.0/24"', 'must be a whole number'],
  ['next-address "255.255.255.255"', 'not an address'],
  ['next-address "0.0.0.0" -1', 'not an address'],
  ['next-address "10.0.0.254/24"', 'not an address'],
])('%s is refused: %s', (call, why) => {
  expect(() => of(call, '')).toThrow(why);
});

const ipv4 = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }));
const ipv6 = fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }));
const interfaces = fc.oneof(ipv4, ipv6).map(([address, prefix]) => `${address}/${prefix}`);
const awkward = [
  ...['0.0.0.0/0', '255.255.255.255/32', '10.0.0.1/31', '10.0.0.1/30', '::/0', '::1/128', '2001:db8::/127'],
  ...[
    '2001:db8:0:0:1:0:0:1/64',
    '1:0:0:2:0:0:0:3/48',
    'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/64',
    '::1:2:3:4:5:6:7/16',
  ],
];

function of(call: string, text: string): string {
  return rendered(`{{${call}}}`, { text });
}

function hostsOf(text: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => of(`nth-host text ${at + 1}`, text));
}
