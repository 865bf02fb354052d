import { loadValidators } from '../../src/core/generate/load-validators.ts';
import type { RenderedConfig } from '../../src/core/generate/types.ts';
import { createCheckingPrograms } from '../../src/core/io/checking-programs.ts';
import { systemClock } from '../../src/core/io/clock.ts';
import type { Bench, Row } from './measure.ts';
import { median, timed } from './measure.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const lines = 10_000;
const platforms = ['huawei-vrp', 'h3c-comware', 'cisco-ios'] as const;

/** One configuration of 10,000 lines of each dialect, with ports, access lists, routes and interfaces with addresses. */
export default {
  title: 'lint of a configuration of 10,000 lines',
  run: async (say) => {
    const validators = await loadValidators();
    const clock = systemClock();
    const { signal } = new AbortController();
    const deps = { clock, signal, program: createCheckingPrograms({ clock, signal }).run, schemas: new Map() };
    const rows: Row[] = [];
    for (const platform of platforms) {
      const config: RenderedConfig = { host: 'sw-1', platform, file: 'sw-1.cfg', text: configOf(platform) };
      const validator = validators.get(`lint-${platform}`);
      const times: number[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const seconds = await timed(async () => validator?.validate(config, deps));
        if (round > 0) times.push(seconds);
        say(`${platform}, round ${round}: ${seconds.toFixed(3)} s`);
      }
      const value = median(times);
      rows.push({ name: `lint/${platform}`, value, unit: 's', goal: 'under 1 s', ok: value < 1 });
    }
    return rows;
  },
} satisfies Bench;

function configOf(platform: (typeof platforms)[number]): string {
  const mark = platform === 'cisco-ios' ? '!' : '#';
  const blocks: string[] = [];
  for (let count = 0, at = 0; count < lines; at += 1) {
    const block = [...parts[platform](at), mark];
    count += block.length;
    blocks.push(block.join('\n'));
  }
  return `${blocks.join('\n')}\n`;
}

const parts: Readonly<Record<(typeof platforms)[number], (at: number) => readonly string[]>> = {
  'huawei-vrp': (at) => [
    ...(at === 0 ? ['vlan batch 2 to 4094', '#'] : []),
    ...[`acl number ${3000 + at}`, ` rule 5 permit ip source 10.${at % 250}.0.0 0.0.255.255`, ' rule 10 deny ip', '#'],
    ...[
      `interface GigabitEthernet0/0/${at}`,
      ` description port ${at}`,
      ' port link-type trunk',
      ' port trunk allow-pass vlan 2 to 4094',
    ],
    ...[
      ` traffic-filter inbound acl ${3000 + at}`,
      '#',
      `interface LoopBack${at}`,
      ` ip address 10.${at >> 8}.${at & 255}.1 255.255.255.255`,
      '#',
    ],
    `ip route-static 172.${at % 250}.0.0 255.255.0.0 10.0.0.254`,
  ],
  'h3c-comware': (at) => [
    ...(at === 0 ? ['vlan 2 to 4094', '#'] : []),
    ...[`acl advanced ${3000 + at}`, ` rule 0 permit ip source 10.${at % 250}.0.0 0.0.255.255`, ' rule 5 deny ip', '#'],
    ...[
      `interface GigabitEthernet1/0/${at}`,
      ` description port ${at}`,
      ' port link-type trunk',
      ' port trunk permit vlan 2 to 4094',
    ],
    ...[
      ` packet-filter ${3000 + at} inbound`,
      '#',
      `interface LoopBack${at}`,
      ` ip address 10.${at >> 8}.${at & 255}.1 255.255.255.255`,
      '#',
    ],
    ` ip route-static 172.${at % 250}.0.0 16 10.0.0.254`,
  ],
  'cisco-ios': (at) => [
    ...(at === 0 ? ['vlan 2-1001', '!'] : []),
    ...[`ip access-list extended IN-${at}`, ` permit ip 10.${at % 250}.0.0 0.0.255.255 any`, ' deny ip any any', '!'],
    ...[
      `interface GigabitEthernet1/0/${at}`,
      ` description port ${at}`,
      ' switchport mode trunk',
      ` switchport trunk allowed vlan ${2 + (at % 900)}-1001`,
    ],
    ...[
      ` ip access-group IN-${at} in`,
      '!',
      `interface Loopback${at}`,
      ` ip address 10.${at >> 8}.${at & 255}.1 255.255.255.255`,
      '!',
    ],
    `ip route 172.${at % 250}.0.0 255.255.0.0 10.0.0.254`,
  ],
};
