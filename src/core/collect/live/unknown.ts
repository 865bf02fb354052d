import { recogniseType } from '../../convert/device-type.ts';
import { recognisePlatform } from '../../convert/platform.ts';
import { splitVendorModel } from '../../convert/vendors.ts';
import type { HostEntry } from '../../inventory/entries.ts';
import { canonicalIp } from '../../process/ip.ts';
import { nameFault } from '../../settings/names.ts';
import type { Snapshot } from '../snapshots.ts';
import type { Facts, Json, Neighbour } from '../types.ts';
import { type Known, plainAddress } from './known.ts';
import type { LiveDifference } from './types.ts';

/** Neighbours that these hosts see and the inventory has not, each once. */
export function unknownNeighbours(snapshots: readonly Snapshot[], known: Known): readonly LiveDifference[] {
  const seen = new Map<string, { readonly neighbours: Neighbour[]; readonly by: Set<string> }>();
  for (const { key, data } of snapshots) {
    for (const neighbour of (data as Facts).neighbours ?? []) {
      if (known.has([neighbour.host], neighbour.address ? [neighbour.address] : [])) continue;
      const id = (neighbour.host || neighbour.address || '').toLowerCase();
      const one = seen.get(id) ?? { neighbours: [], by: new Set() };
      one.neighbours.push(neighbour);
      one.by.add(key);
      seen.set(id, one);
    }
  }
  return [...seen.values()].map(({ neighbours, by }) => neighbourDifference(neighbours, [...by], known));
}

function neighbourDifference(neighbours: readonly Neighbour[], by: readonly string[], known: Known): LiveDifference {
  const { host = '' } = neighbours[0] ?? {};
  const address = neighbours.map((one) => one.address).find((one) => one && canonicalIp(plainAddress(one)));
  const about = neighbours.map((one) => one.platform).find(Boolean);
  const at = address ? ` (${plainAddress(address)})` : '';
  const seers = by.slice(0, 3).join(', ') + (by.length > 3 ? ', …' : '');
  const text = {
    en: `${host}${at} is a neighbour of ${seers} and not in the inventory`,
    zh: `${host}${at} 是 ${seers} 的邻居，不在清单中`,
  };
  return { kind: 'unknown-neighbour', host, text, ...correction(host, address, about, known) };
}

/** As LLDP and CDP describe a device: its model or the first line of its version. */
function correction(host: string, address: string | undefined, about: string | undefined, known: Known) {
  const name = nameFrom(host);
  if (!address || !name || known.named(name)) return {};
  const { vendor, model } = splitVendorModel(about ?? '');
  const { type } = recogniseType({ vendor, model, name, os: about });
  const { platform } = recognisePlatform({ vendor, model, type, os: about });
  const entry: HostEntry = { address: plainAddress(address), platform, type, ...(vendor && { labels: { vendor } }) };
  return { correction: { name, entry } };
}

/** Kinds of cloud resources that are hosts. */
const hostKinds: Readonly<Record<string, string>> = { ecs: 'vm' };

/** Machines of a cloud that are there and not in the inventory. */
export function unknownResources(snapshots: readonly Snapshot[], known: Known): readonly LiveDifference[] {
  return snapshots.flatMap((snapshot) => {
    const { key, kind, data, gone, seen } = snapshot;
    const type = hostKinds[kind];
    if (type === undefined || gone !== undefined || seen === 0) return [];
    const id = key.split('/').at(-1) ?? key;
    const names = [id, ...['InstanceName', 'HostName'].flatMap((field) => textOf(data[field]))];
    const addresses = addressesIn(data);
    if (known.has(names, addresses)) return [];
    const called = names[1] ?? id;
    const at = addresses[0] ? ` (${addresses[0]})` : '';
    const text = {
      en: `${called}${at}, ${key}, is in the cloud and not in the inventory`,
      zh: `${called}${at}（${key}）在云上，不在清单中`,
    };
    const name = [called, id].map(nameFrom).find((one) => one !== undefined && !known.named(one));
    const [address] = addresses;
    const platform = isLinux(data) ? 'linux' : 'unknown';
    const entry: HostEntry = { ...(address && { address }), platform, type };
    return [{ kind: 'unknown-resource', host: called, text, ...(name && address && { correction: { name, entry } }) }];
  });
}

/** What clouds call the systems that are Linux: `OSType`, and names such as "Alibaba Cloud Linux  3.2104 LTS 64位". */
const linux =
  /linux|ubuntu|debian|centos|red ?hat|rhel|fedora|suse|euler|anolis|kylin|\buos\b|rocky|alma|arch\b|gentoo|coreos|deepin|麒麟|统信|欧拉|龙蜥/i;

function isLinux(data: Snapshot['data']): boolean {
  const [type] = textOf(data.OSType);
  if (type !== undefined) return type.toLowerCase() === 'linux';
  return ['OSNameEn', 'OSName'].some((field) => textOf(data[field]).some((name) => linux.test(name)));
}

/** Its addresses, private ones first, since hosts are mostly reached from within. */
function addressesIn(data: Json): readonly string[] {
  const all = new Set(
    texts(data)
      .map(plainAddress)
      .filter((one) => canonicalIp(one) !== undefined),
  );
  const isPrivate = (one: string) => /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd])/.test(one);
  return [...all].toSorted((a, b) => Number(isPrivate(b)) - Number(isPrivate(a)));
}

function texts(value: Json): readonly string[] {
  // With a prefix length it is a network.
  if (typeof value === 'string') return value.includes('/') ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

function textOf(value: Json | undefined): readonly string[] {
  return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
}

/** A name that a host can have: without domain and brackets, and what cannot be in one as `-`. */
function nameFrom(said: string): string | undefined {
  const bare = said.trim().replace(/\([^()]*\)$/, '');
  const short = canonicalIp(bare) ? bare : (bare.split('.')[0] ?? bare);
  const name = short.replace(/[^\p{L}\p{M}\p{Nd}_.-]+/gu, '-').replace(/^[^\p{L}\p{Nd}_]+|-+$/gu, '');
  return name !== '' && nameFault(name) === undefined ? name : undefined;
}
