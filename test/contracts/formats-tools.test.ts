import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as sheetjs from 'xlsx';
import { loadFormats } from '../../src/core/convert/load-formats.ts';
import type { HostRecord } from '../../src/core/convert/types.ts';
import { awkward, formatOptions, hostRecord, inventories } from '../support/inventories.ts';
import { hasTool } from '../support/tools.ts';

const formats = await loadFormats();
/** Every awkward value once, and what fast-check makes of seed 7. */
const hosts = unique([
  ...awkward.map((value, at) =>
    hostRecord({ name: `a${at}`, fields: { remark: value, site: value }, labels: { [value]: value, x: value } }),
  ),
  ...fc.sample(inventories(12), { numRuns: 25, seed: 7 }).flatMap((inventory) => inventory.hosts),
]);
const ansible = hasTool('ansible-inventory');
const python = '/usr/bin/python3';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'formats-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(ansible).each([['ansible-ini'], ['ansible-yaml'], ['ansible-json']])(
  'ansible-inventory, given %s',
  (format) => {
    test('lists the same hosts with the same values, without a warning', async () => {
      const listed = list(await written(format));
      expect(Object.keys(listed._meta.hostvars).toSorted()).toEqual(hosts.map(({ name }) => name).toSorted());
      for (const host of hosts) {
        const vars = listed._meta.hostvars[host.name] ?? {};
        const { labels = {}, ...fields } = unwrapped(vars) as Record<string, Record<string, string>>;
        expect(fields).toMatchObject({ ansible_host: host.address, type: host.type, platform: host.platform });
        expect(fields).toMatchObject(host.fields);
        const own = Object.entries(labels).map(([label, value]) => [label.replace(/^_(?=__ansible_)/, ''), value]);
        expect(Object.fromEntries(own)).toEqual(host.labels);
      }
    });

    test('puts every host into the groups of its type, site and platform', async () => {
      const listed = list(await written(format));
      const sizes = Object.keys(listed).filter((group) => /^(type|platform|site)_/.test(group));
      expect(sizes.every((group) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(group))).toBe(true);
      expect(sizes.some((group) => hosts.some(({ name }) => name === group))).toBe(false);
      for (const kind of ['type', 'platform'] as const) {
        const members = sizes
          .filter((group) => group.startsWith(`${kind}_`))
          .flatMap((group) => listed[group]?.hosts ?? []);
        expect(members.toSorted()).toEqual(hosts.map(({ name }) => name).toSorted());
      }
      const huawei = hosts.find(({ platform }) => platform === 'huawei-vrp')?.name ?? '';
      expect(listed._meta.hostvars[huawei]).toMatchObject({
        ansible_network_os: 'community.network.ce',
        ansible_connection: 'ansible.netcommon.network_cli',
      });
    });

    test('gives playbooks the values as text, and runs none of them', async () => {
      const templates = awkward.filter((value) => /\{[{%#]/.test(value));
      const names = templates.map((value) => hosts.find(({ fields }) => fields.remark === value)?.name);
      const message = `msg={{ ${JSON.stringify(names)} | map('extract', hostvars, 'remark') | list }}`;
      const words = ['localhost', '-i', (await written(format))[0] ?? '', '-m', 'debug', '-a', message];
      const answer = execFileSync('ansible', words, { encoding: 'utf8', env });
      expect(JSON.parse(answer.slice(answer.indexOf('=>') + 2)).msg).toEqual(templates);
    });
  },
);

const env = { ...process.env, ANSIBLE_INVENTORY_UNPARSED_FAILED: '1', ANSIBLE_NOCOLOR: '1', LC_ALL: 'C.UTF-8' };

interface Listed {
  readonly _meta: { readonly hostvars: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  readonly [group: string]: { readonly hosts?: readonly string[] } & Partial<Listed['_meta']>;
}

function list([path = '']: readonly string[]): Listed {
  const { stdout, stderr, status } = spawnSync('ansible-inventory', ['-i', path, '--list'], {
    encoding: 'utf8',
    env,
    maxBuffer: 1e9,
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return JSON.parse(stdout);
}

/**
 * Ansible shows a text that it will not run as a template as `{ __ansible_unsafe: text }`, and one of an INI file as the
 * expression that gives it; that it does give it, the test above shows.
 */
function unwrapped(value: unknown): unknown {
  if (typeof value === 'string') {
    const base64 = /^\{\{ "(.*)" \| b64decode \| string \}\}$/.exec(value)?.[1];
    return base64 === undefined ? value : Buffer.from(base64, 'base64').toString();
  }
  if (typeof value !== 'object' || value === null) return value;
  if ('__ansible_unsafe' in value && Object.keys(value).length === 1) return value.__ansible_unsafe;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unwrapped(each)]));
}

test.runIf(hasTool('ssh', '-V'))('ssh takes address, port and user of every host from ssh-config', async () => {
  const [path = ''] = await written('ssh-config');
  for (const host of hosts.slice(0, 200)) {
    const got = execFileSync('ssh', ['-G', '-F', path, host.name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kept = formats.get('ssh-config')?.keeps(host);
    expect(canonical(/^hostname (.*)$/m.exec(got)?.[1])).toBe(canonical(host.address));
    expect(got).toContain(`\nport ${kept?.fields.port ?? 22}\n`);
    if (kept?.fields.username) expect(got).toContain(`user ${kept.fields.username}\n`);
  }
});

test.runIf(hasTool('promtool'))('promtool takes the targets of every host', async () => {
  const [path = ''] = await written('prometheus');
  const config = join(folder, 'prometheus.yml');
  const job = { job_name: 'hosts', file_sd_configs: [{ files: [path] }] };
  writeFileSync(config, JSON.stringify({ scrape_configs: [job] }));
  execFileSync('promtool', ['check', 'config', config], { stdio: 'pipe' });
  const found = execFileSync('promtool', ['check', 'service-discovery', config, 'hosts', '--timeout=2s'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1e9,
  });
  const names = (JSON.parse(found) as { discoveredLabels: { name: string } }[]).map(
    (each) => each.discoveredLabels.name,
  );
  expect(names.toSorted()).toEqual(hosts.map(({ name }) => name).toSorted());
});

test.runIf(hasTool('python3'))("Python's csv reads the rows of the CSV", async () => {
  const [path = ''] = await written('csv');
  const code =
    "import csv,json,sys;print(json.dumps(list(csv.DictReader(open(sys.argv[1],encoding='utf-8-sig',newline='')))))";
  const rows = JSON.parse(execFileSync('python3', ['-c', code, path], { encoding: 'utf8', maxBuffer: 1e9 }));
  for (const [at, host] of hosts.entries()) {
    expect(rows[at]).toMatchObject({ name: host.name, address: host.address });
    for (const [field, value] of Object.entries(host.fields)) expect([value, `'${value}`]).toContain(rows[at][field]);
    for (const cell of Object.values(rows[at])) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  }
});

test.runIf(hasTool(python, '-c', 'import yaml'))('PyYAML reads the YAML files, every value as text', async () => {
  const code = 'import json,sys,yaml;print(json.dumps(yaml.safe_load(open(sys.argv[1],encoding="utf-8"))))';
  const load = (path = '') =>
    JSON.parse(execFileSync(python, ['-c', code, path], { encoding: 'utf8', maxBuffer: 1e9 }));
  const { hosts: plain } = load((await written('yaml'))[0]);
  const nornir = load((await written('nornir'))[0]);
  const own = load((await written('changeops'))[0]);
  for (const [at, host] of hosts.entries()) {
    const { name, address, type, platform, fields, labels } = host;
    const own_ = Object.keys(labels).length > 0 ? { labels } : {};
    expect(plain[at]).toEqual({ name, address, type, platform, ...fields, ...own_ });
    expect(nornir[name]).toMatchObject({ hostname: address, data: { type, platform, ...fields, ...own_ } });
    expect(own.hosts[name]).toMatchObject({ address, platform, type });
  }
});

test('SheetJS reads the cells of the workbook', async () => {
  const [file] = await writtenFiles('xlsx');
  const book = sheetjs.read(file?.content, { type: 'array' });
  const rows = sheetjs.utils.sheet_to_json<Record<string, string>>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, {
    raw: true,
  });
  for (const [at, host] of hosts.entries()) {
    const { site = '', vendor = '' } = host.fields;
    const cells = [rows[at]?.site ?? '', rows[at]?.vendor ?? ''];
    expect(cells.map((cell) => cell.replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, '').replaceAll('\r\n', '\n'))).toEqual(
      [site, vendor].map((value) => value.replaceAll('\r\n', '\n')),
    );
  }
});

/** ssh writes IPv6 addresses in their shortest form. */
function canonical(address = ''): string {
  return isIPv6(address) ? new URL(`http://[${address}]`).hostname : address;
}

async function writtenFiles(format: string) {
  return (await formats.get(format)?.write({ hosts, quarantine: [] }, formatOptions)) ?? [];
}

async function written(format: string): Promise<readonly string[]> {
  const files = await writtenFiles(format);
  return files.map(({ name, content }) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
}

/** The first of each name, without NUL, which Python's csv and YAML readers of old refuse. */
function unique(all: readonly HostRecord[]): readonly HostRecord[] {
  const byName = new Map(
    all.filter((host) => !JSON.stringify(host).includes('\\u0000')).map((host) => [host.name, host]),
  );
  return [...byName.values()];
}
