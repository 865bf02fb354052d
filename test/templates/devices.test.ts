import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configOf, type Data, examplesOf, shipped } from '../support/templates.ts';

const folder = join(import.meta.dirname, '../fixtures/templates');
const devices = [
  'cisco-ios-access-switch',
  'h3c-comware-access-switch',
  'huawei-vrp-access-switch',
  'huawei-vrp-firewall',
];
const switches = devices.filter((name) => name.endsWith('switch'));

test('there is a configuration written by hand for every template of a device', () => {
  expect(readdirSync(folder).filter((file) => file.endsWith('.cfg'))).toEqual(devices.map((name) => `${name}.cfg`));
});

test.each(devices)('%s makes of its examples what was written by hand', async (template) => {
  const name = template.endsWith('firewall') ? 'bj-fw-01' : 'bj-sw-01';
  const { file, text } = await made(template, { name });
  expect(file).toBe(`${name}.cfg`);
  expect(text).toBe(readFileSync(join(folder, `${template}.cfg`), 'utf8'));
});

describe.each(switches)('%s', (template) => {
  test('lets nobody in but by SSH, and from the management networks', async () => {
    const text = await config(template, { management_networks: ['10.0.10.0/24', '10.0.20.16/28'] });
    expect(text).not.toMatch(/^(?! *(?:undo|no) ).*\btelnet\b/m);
    expect(text).toMatch(/(?:protocol inbound|transport input) ssh\n/);
    expect(text).toMatch(/^ (?:rule 10 )?permit (?:source )?10\.0\.20\.16 0\.0\.0\.15$/m);
  });

  test('has no SNMP where there is no user of it', async () => {
    expect(await config(template, { snmp_user: '' })).not.toContain('snmp-');
  });

  test('goes to the gateway it is given', async () => {
    expect(await config(template, { gateway: '10.99.0.254' })).toMatch(
      /^ ?ip (?:route-static|default-gateway) .*10\.99\.0\.254$/m,
    );
  });

  test('keeps what people wrote on its line, whatever is in it', async () => {
    const access = [{ ports: 'GigabitEthernet1/0/1', vlan: 20, description: 'printer\n shutdown\r\n#\nreboot' }];
    const text = await config(template, { access });
    expect(text).toContain('\n description printer shutdown # reboot\n');
    expect(text).not.toMatch(/^reboot/m);
  });

  test('gives a trunk no more ranges of VLANs in one command than the device takes', async () => {
    const vlans = Array.from({ length: 25 }, (_, at) => ({ id: 100 + 2 * at, name: `v${at}` }));
    const text = await config(template, { vlans });
    const lines = text.match(/^ .*\bvlan 1\d\d[ ,].*$/gm) ?? [];
    const most = template.startsWith('cisco') ? 25 : 10;
    expect(lines).toHaveLength(2 * Math.ceil(25 / most));
    for (const line of lines) expect(line.match(/\b1\d\d\b/g)?.length).toBeLessThanOrEqual(most);
  });
});

test('a firewall without source NAT and without routes of its own has neither', async () => {
  const text = await config('huawei-vrp-firewall', { nat: [], routes: [] });
  expect(text).not.toContain('nat-policy');
  expect(text.match(/^ip route-static/gm)).toHaveLength(1);
  expect(text).toContain(' default action deny\n');
});

test('a firewall takes logins on its management interface alone', async () => {
  const blocks = (await config('huawei-vrp-firewall', {})).split('#\n');
  const open = blocks.filter((block) => block.includes('service-manage ssh permit'));
  expect(open.map((block) => block.split('\n')[0])).toEqual(['interface GigabitEthernet0/0/0']);
});

async function made(template: string, more: Data) {
  return configOf(template, { ...examplesOf(await shipped.get(template)), ...more });
}

async function config(template: string, more: Data): Promise<string> {
  return (await made(template, more)).text;
}
