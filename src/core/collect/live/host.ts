import { splitVendorModel } from '../../convert/vendors.ts';
import type { HostEntry } from '../../inventory/entries.ts';
import { canonicalIp } from '../../process/ip.ts';
import type { Host } from '../../settings/types.ts';
import type { Text } from '../../text.ts';
import type { Snapshot } from '../snapshots.ts';
import type { Facts } from '../types.ts';
import { addressesOf, plainAddress } from './known.ts';
import type { LiveDifference, LiveKind } from './types.ts';

/** How one host of the inventory differs from what was collected of it. `elsewhere`: addresses others see it at. */
export function hostDifferences(
  host: Host,
  snapshot: Snapshot,
  elsewhere: readonly string[],
): readonly LiveDifference[] {
  const facts = snapshot.data as Facts;
  return [
    ...notReached(host, snapshot),
    ...labelDifference(host, 'serial', facts.serials, holdsSerials),
    ...labelDifference(host, 'model', facts.model === undefined ? undefined : [facts.model], isSameModel),
    ...labelDifference(host, 'version', facts.version === undefined ? undefined : [facts.version], isSameVersion),
    ...addressDifference(host, snapshot, elsewhere),
  ];
}

function notReached({ name }: Host, { failed }: Snapshot): readonly LiveDifference[] {
  if (!failed) return [];
  const since = new Date(failed.since).toISOString().slice(0, 16).replace('T', ' ');
  const text = {
    en: `${name} is in the inventory and has not been reached since ${since} UTC: ${failed.why.en}`,
    zh: `${name} 在清单中，自 ${since} UTC 起无法采集：${failed.why.zh}`,
  };
  return [{ kind: 'not-reached', host: name, text }];
}

type LabelKind = LiveKind & ('serial' | 'model' | 'version');

const kinds: Readonly<Record<LabelKind, { readonly label: string; readonly name: Text }>> = {
  serial: { label: 'serial', name: { en: 'serial number', zh: '序列号' } },
  model: { label: 'model', name: { en: 'model', zh: '型号' } },
  version: { label: 'os_version', name: { en: 'version', zh: '版本' } },
};

function labelDifference(
  host: Host,
  kind: LabelKind,
  found: readonly string[] | undefined,
  holds: (said: string, found: readonly string[]) => boolean,
): readonly LiveDifference[] {
  const { label, name } = kinds[kind];
  const said = Object.hasOwn(host.labels, label) ? String(host.labels[label]).trim() : '';
  const real = found?.map((one) => one.trim()).filter((one) => one !== '') ?? [];
  if (said === '' || real.length === 0 || holds(said, real)) return [];
  const now = real.join(', ');
  const text = {
    en: `${host.name} ${name.en} ${said} in the inventory, ${now} on the device`,
    zh: `${host.name} ${name.zh}：清单为 ${said}，设备为 ${now}`,
  };
  const entry: HostEntry = { labels: { [label]: now } };
  return [{ kind, host: host.name, text, correction: { name: host.name, entry } }];
}

/** Every serial number of the sheet is one of the device's; a stack has more than a sheet names. */
function holdsSerials(said: string, found: readonly string[]): boolean {
  const real = new Set(found.map((one) => one.toLowerCase()));
  return said
    .toLowerCase()
    .split(/[\s,;、，；/]+/)
    .filter(Boolean)
    .every((one) => real.has(one));
}

/** `S5735` in the sheet is right for an S5735-L24T4S-A1: it is less exact, not wrong. */
function isSameModel(said: string, [found = '']: readonly string[]): boolean {
  const [short, long] = [said, found].map((one) =>
    (splitVendorModel(one).model || one).toLowerCase().replace(/[\s_-]+/g, ''),
  );
  return begins(long ?? '', short ?? '') || begins(short ?? '', long ?? '');
}

/** `V200R019C10` is right for V200R019C10SPC500, `12.2` for 12.2(55)SE; not `12.2` for 12.21. */
function isSameVersion(said: string, [found = '']: readonly string[]): boolean {
  const [short, long] = [said, found].map((one) =>
    one
      .toLowerCase()
      .replace(/^(?:version|v(?=\d+\.))\s*/, '')
      .trim(),
  );
  return (
    begins(long ?? '', short ?? '') || begins(short ?? '', long ?? '') || words(said).includes(found.toLowerCase())
  );
}

function words(text: string): readonly string[] {
  return text.toLowerCase().split(/[\s(),;]+/);
}

function begins(long: string, short: string): boolean {
  return long.startsWith(short) && !(/\d$/.test(short) && /^\d/.test(long.slice(short.length)));
}

/**
 * A management address that none of the device's interfaces has, where it was reached there all the same (behind
 * translation, or another device's now); and for a host that is not reached, the address at which others see it.
 */
function addressDifference(host: Host, snapshot: Snapshot, elsewhere: readonly string[]): readonly LiveDifference[] {
  if (canonicalIp(host.address) === undefined) return [];
  const own = addressesOf(snapshot.data as Facts);
  const mine = plainAddress(host.address);
  if (snapshot.failed) {
    const others = [...new Set(elsewhere.map(plainAddress))].filter((one) => one !== mine && canonicalIp(one));
    const [address] = others;
    if (address === undefined || others.length > 1) return [];
    const text = {
      en: `${host.name} address ${host.address} in the inventory, others see it at ${address}`,
      zh: `${host.name} 地址：清单为 ${host.address}，其他设备看到的是 ${address}`,
    };
    return [{ kind: 'address', host: host.name, text, correction: { name: host.name, entry: { address } } }];
  }
  if (own.length === 0 || own.includes(mine)) return [];
  const shown = own.slice(0, 3).join(', ') + (own.length > 3 ? ', …' : '');
  const text = {
    en: `${host.name} address ${host.address} in the inventory is on none of the device's interfaces (${shown})`,
    zh: `${host.name} 清单中的地址 ${host.address} 不在设备的任何接口上（${shown}）`,
  };
  return [{ kind: 'address', host: host.name, text }];
}
