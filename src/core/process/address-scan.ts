import { type Followers, hostAt, type Reading, readFollowed, type SlashReading } from './address-reading.ts';
import { canonicalIp } from './ip.ts';

export type { SlashReading } from './address-reading.ts';

/** A reading and where it stands in the cell: `end` is exclusive. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly reading: Reading;
}

const v4 = String.raw`\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)`;
/** `10.1.1.*`, `10.1.x.x`, `10.*`; a plain address; a run that may be IPv6, also behind a label such as `L2:`. */
const start = new RegExp(
  String.raw`(?<![\w.])(?<wild>\d{1,3}(?:\.\d{1,3}){0,2}(?:\.[*xX]{1,3}){1,3}(?![\w.]))|(?<![\d.])(?<v4>${v4})` +
    String.raw`|(?<=^|[^0-9A-Za-z:.]|[G-Zg-z][0-9A-Za-z]{0,12}:|[^\x00-\x7f]:)(?<v6>(?=[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:.]{2,45}(?:%[\w.-]{1,32})?)(?![0-9A-Za-z:])`,
  'g',
);
/** What may follow an IPv4 address and belongs to it: `/24`, `/38`, `-76`, `~10.1.1.4`, `,2`, `:22`. */
const follower = new RegExp(
  String.raw` ?(?:(?<dash>[-~]{1,2}|至|到) ?(?<last>${v4})|(?<slash>/) ?(?<bits>\d{1,3})(?![\w.])` +
    String.raw`|(?<sign>[-~,、]|至|到) ?(?<number>\d{1,3})(?![\d.:\p{L}])|:(?<port>\d{1,5})(?![\d:.]))`,
  'uy',
);
const v6Follower = /(?:\]:(?<port>\d{1,5}))|\]?(?: ?\/ ?(?<bits>\d{1,3})(?![\w.]))/y;

/** Every address in a cell, in order; a text without any gives none. Time is linear in the text's length. */
export function scan(text: string, slash?: SlashReading): readonly Part[] {
  const parts: Part[] = [];
  start.lastIndex = 0;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const part = partAt(text, match, slash);
    if (part) parts.push(part);
    start.lastIndex = part?.end ?? match.index + 1;
  }
  return parts;
}

function partAt(text: string, match: RegExpExecArray, slash: SlashReading | undefined): Part | undefined {
  const at = { start: match.index, end: match.index + match[0].length };
  const { wild, v4: plain, v6 = '' } = match.groups ?? {};
  if (wild !== undefined) return { ...at, reading: { is: 'network' } };
  if (plain !== undefined) return ipv4(text, at, plain, slash);
  const address = v6.includes(':') ? canonicalIp(v6) : undefined;
  return address === undefined ? undefined : ipv6(text, at, address);
}

function ipv6(text: string, at: { start: number; end: number }, address: string): Part {
  v6Follower.lastIndex = at.end;
  const match = v6Follower.exec(text);
  const { port, bits } = match?.groups ?? {};
  const end = at.end + (match?.[0].length ?? 0);
  if (port !== undefined) return { ...at, end, reading: hostAt(address, undefined, Number(port)) };
  return { ...at, end, reading: hostAt(address, bits === undefined ? undefined : Number(bits)) };
}

function ipv4(text: string, at: { start: number; end: number }, plain: string, slash?: SlashReading): Part {
  const found: Followers = { bits: [], more: [] };
  const base = plain.slice(0, plain.lastIndexOf('.') + 1);
  let { end } = at;
  follower.lastIndex = end;
  for (let match = follower.exec(text); match && end - at.start < 5000; match = follower.exec(text)) {
    note(found, match.groups ?? {}, base);
    end = follower.lastIndex;
  }
  const address = canonicalIp(plain);
  return { ...at, end, reading: address === undefined ? { is: 'invalid' } : readFollowed(address, found, slash) };
}

function note(found: Followers, groups: Readonly<Record<string, string | undefined>>, base: string): void {
  const { last, bits, sign, number, port } = groups;
  if (last !== undefined) found.more.push({ range: true, last });
  if (bits !== undefined) found.bits.push(Number(bits));
  if (number !== undefined) found.more.push({ range: sign !== ',' && sign !== '、', last: base + number });
  if (port !== undefined) found.port = Number(port);
}
