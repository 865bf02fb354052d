import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSnapshots, type Snapshots } from '../../src/core/collect/snapshots.ts';
import type { Found } from '../../src/core/collect/types.ts';
import { systemClock } from '../../src/core/io/clock.ts';
import type { Bench, Row } from './measure.ts';
import { median, timed } from './measure.ts';

const hosts = 10_000;
const versions = 300;
const rounds = 5;

/** Facts of a switch with 24 ports, about 4 kB of JSON as collected. */
function switchOf(number: number, change: number): Found {
  const interfaces = Array.from({ length: 24 }, (_, port) => ({
    name: `GigabitEthernet0/0/${port + 1}`,
    state: port === number % 24 && change % 2 === 1 ? 'down' : 'up',
    speed: 1000,
    mac: `00:1b:44:${hex(number >> 8)}:${hex(number)}:${hex(port)}`,
    addresses: port === 0 ? [`10.${number >> 8}.${number & 255}.1/24`] : [],
    mtu: 1500,
  }));
  const data = {
    ...{
      hostname: `sw-${number}`,
      vendor: 'Huawei',
      model: 'S5735-L24T4S-A1',
      os: 'VRP',
      version: `V200R0${10 + change}`,
    },
    ...{ serials: [`2102${number}`], uptime: change * 86_400 + number, interfaces },
    neighbours: [
      { interface: 'GigabitEthernet0/0/24', host: `core-${number % 8}`, port: 'XGE1/0/1', protocol: 'lldp' },
    ],
    hardware: [{ slot: '0', name: 'S5735-L24T4S-A1', serial: `2102${number}` }],
    vlans: Array.from({ length: 8 }, (_, id) => ({ id: id + 10, name: `office-${id}` })),
  };
  return { key: `sw-${number}`, kind: 'host', data, warnings: [] };
}

function hex(number: number): string {
  return (number & 255).toString(16).padStart(2, '0');
}

/** The whole of 10,000 hosts, stored, stored again as they are, read, also by a process that has just opened them. */
export default {
  title: `snapshots of ${hosts} hosts with ${JSON.stringify(switchOf(1, 0).data).length} bytes of facts each`,
  run: async (say) => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-snapshots-'));
    const open = () => createSnapshots({ folder, clock: systemClock() });
    let snapshots = await open();
    try {
      const [first, again] = [await storing(snapshots, 0), await storing(snapshots, 0)];
      say(`stored in ${first.toFixed(2)} s; found again as they were: ${again.toFixed(2)} s`);
      for (let change = 1; change < versions; change += 1) {
        await snapshots.put([switchOf(4_711, change)], Date.now() + change, 'ssh');
      }
      await snapshots.close();
      const times: { opened: number; latest: number; history: number; one: number }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const opened = await timed(async () => {
          snapshots = await open();
        });
        const latest = await timed(() => counted(snapshots.latestOf()));
        const history = await timed(async () => expected((await snapshots.history('sw-4711')).length, versions));
        const one = await timed(() => snapshots.latest('sw-77'));
        times.push({ opened, latest, history, one });
        if (round < rounds - 1) await snapshots.close();
      }
      const before = process.memoryUsage().rss;
      await counted(snapshots.latestOf());
      const grown = Math.max(0, process.memoryUsage().rss - before) / 2 ** 20;
      return rows(first, again, times, grown);
    } finally {
      await snapshots.close().catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    }
  },
} satisfies Bench;

function storing(snapshots: Snapshots, change: number): Promise<number> {
  const found = Array.from({ length: hosts }, (_, number) => switchOf(number, change));
  const at = Date.now();
  return timed(() => snapshots.put(found, at, 'ssh'));
}

async function counted(all: AsyncIterable<unknown>): Promise<void> {
  let count = 0;
  for await (const _ of all) count += 1;
  expected(count, hosts);
}

function expected(count: number, wanted: number): void {
  if (count !== wanted) throw new Error(`${count} were read, ${wanted} were stored`);
}

function rows(
  first: number,
  again: number,
  times: readonly {
    readonly opened: number;
    readonly latest: number;
    readonly history: number;
    readonly one: number;
  }[],
  grown: number,
): readonly Row[] {
  const ms = (pick: (time: (typeof times)[number]) => number) => median(times.map(pick)) * 1000;
  const [latest, history] = [ms((time) => time.opened + time.latest), ms((time) => time.history)];
  return [
    {
      name: 'snapshots/latest',
      value: latest,
      unit: `ms to open and read ${hosts}`,
      goal: 'under 500 ms',
      ok: latest < 500,
    },
    {
      name: 'snapshots/history',
      value: history,
      unit: `ms for ${versions} versions of one`,
      goal: 'under 50 ms',
      ok: history < 50,
    },
    { name: 'snapshots/one', value: ms((time) => time.one), unit: 'ms for the newest of one' },
    { name: 'snapshots/store', value: hosts / first, unit: 'hosts/s, all new' },
    { name: 'snapshots/same', value: hosts / again, unit: 'hosts/s, found as they were' },
    {
      name: 'snapshots/memory',
      value: grown,
      unit: `MiB more while ${hosts} are read`,
      goal: 'under 100',
      ok: grown < 100,
    },
  ];
}
