import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { InventoryFormat } from '../../../src/core/convert/format.ts';
import ini from '../../../src/core/convert/formats/ansible-ini.ts';
import yaml from '../../../src/core/convert/formats/ansible-yaml.ts';
import changeops from '../../../src/core/convert/formats/changeops.ts';
import csv from '../../../src/core/convert/formats/csv.ts';
import hosts from '../../../src/core/convert/formats/hosts.ts';
import netbox from '../../../src/core/convert/formats/netbox.ts';
import nornir from '../../../src/core/convert/formats/nornir.ts';
import prometheus from '../../../src/core/convert/formats/prometheus.ts';
import sshConfig from '../../../src/core/convert/formats/ssh-config.ts';
import terraform from '../../../src/core/convert/formats/terraform.ts';
import { ansibleMapping } from '../../../src/core/convert/write/ansible-mapping.ts';
import { hostsFile } from '../../../src/core/settings/schema/hosts.ts';
import { awkward, formatOptions, hostRecord } from '../../support/inventories.ts';

const core = hostRecord({
  name: 'core-1',
  type: 'switch',
  platform: 'huawei-vrp',
  fields: {
    vendor: 'Huawei',
    model: 'S5735',
    site: '北京',
    serial: '00123',
    port: '22',
    protocol: 'ssh',
    mask: '24',
    oob_ip: '192.168.0.1',
  },
  labels: { 上联端口: 'GE0/0/1' },
});

async function textOf(format: InventoryFormat, records = [core], index = 0, options = formatOptions): Promise<string> {
  const files = await format.write({ hosts: records, quarantine: [] }, options);
  return String(files[index]?.content);
}

test('an Ansible INI file has values that no quotes are needed for as they are, others as Python strings', async () => {
  const [, line] = (await textOf(ini)).split('\n');
  expect(line).toContain('core-1 ansible_host=10.0.0.1 ansible_port=\'"22"\' type=switch platform=huawei-vrp ');
  expect(line).toContain(` serial='"00123"' site='"北京"' labels='{"上联端口": "GE0/0/1"}'`);
});

test('the settings change what Ansible is told of a platform', async () => {
  const ansible = ansibleMapping({ 'huawei-vrp': { network_os: 'my.net.vrp', connection: 'ssh', become: 'enable' } });
  const { all } = parse(await textOf(yaml, [core], 0, { ...formatOptions, ansible }));
  expect(all.children.platform_huawei_vrp.vars).toEqual({
    ansible_network_os: 'my.net.vrp',
    ansible_connection: 'ssh',
    ansible_become: 'true',
    ansible_become_method: 'enable',
  });
});

test('Ansible and ssh are told no user that could be an option or a second word', async () => {
  for (const username of ['-oProxyCommand=id', 'a b', 'a"', '$(id)', '%h', 'a\nProxyCommand id']) {
    const records = [hostRecord({ name: 'a', fields: { username } })];
    expect(await textOf(yaml, records)).not.toContain('ansible_user');
    expect(await textOf(sshConfig, records)).not.toContain('User');
  }
});

test('ssh takes a port only where nothing says that it is the port of another protocol', async () => {
  const port = async (fields: object) =>
    /Port (\d+)/.exec(await textOf(sshConfig, [hostRecord({ name: 'a', fields })]))?.[1];
  expect(await port({ port: '2222' })).toBe('2222');
  expect(await port({ port: '2222', protocol: 'SSH' })).toBe('2222');
  expect(await port({ port: '23', protocol: 'telnet' })).toBeUndefined();
  expect(await port({ port: '70000' })).toBeUndefined();
});

test('a text of the sheet ends no comment', async () => {
  const records = [hostRecord({ name: 'a', fields: { site: 'x\nProxyCommand id\u2028y', vendor: 'v\rw' } })];
  const title = 'a\nb.xlsx';
  expect((await textOf(sshConfig, records, 0, { ...formatOptions, title })).split(/[\n\r\u2028]/)).toEqual([
    '# a b.xlsx',
    '',
    'Host "a"',
    '  # server linux v w x ProxyCommand id y',
    '  HostName 10.0.0.1',
    '',
  ]);
});

test('a hosts file leaves out addresses that are names, and names that no resolver takes', async () => {
  const named = [
    'web-01',
    'web_01',
    '核心',
    '123',
    '10.0.0.1',
    'localhost',
    'LOCALHOST.localdomain',
    'a.b-',
    'DB.example',
  ];
  const records = [
    ...named.map((name) => hostRecord({ name })),
    hostRecord({ name: 'dns', address: 'dns.example' }),
    hostRecord({ name: 'six', address: '2001:db8::1' }),
  ];
  const lines = (await textOf(hosts, records)).split('\n');
  expect(lines.filter((line) => /^[^#]/.test(line))).toEqual([
    '10.0.0.1\tweb-01',
    '10.0.0.1\tDB.example',
    '2001:db8::1\tsix',
  ]);
  expect(lines.filter((line) => line.startsWith('# left out'))).toHaveLength(8);
});

test('NetBox gets devices, interfaces and addresses, and what a sheet does not say as Unknown', async () => {
  const records = [
    core,
    hostRecord({ name: 'web-01', type: 'vm', address: 'web.example', fields: { status: '停用', rack: 'R1' } }),
  ];
  const [devices, interfaces, addresses] = await Promise.all([0, 1, 2].map((index) => textOf(netbox, records, index)));
  expect(devices?.trim().split('\r\n')).toEqual([
    'name,role,manufacturer,device_type,platform,status,site,rack,face,position,serial,asset_tag,description,comments',
    'core-1,switch,Huawei,S5735,huawei-vrp,active,北京,,,,00123,,,',
    'web-01,vm,Unknown,Unknown,linux,offline,Unknown,,,,,,,',
  ]);
  expect(interfaces?.trim().split('\r\n')).toEqual([
    'device,name,type,enabled,mgmt_only',
    'core-1,mgmt,other,true,true',
    'core-1,oob,other,true,true',
  ]);
  expect(addresses?.trim().split('\r\n')).toEqual([
    'address,status,device,interface,is_primary,is_oob',
    '10.0.0.1/24,active,core-1,mgmt,true,false',
    '192.168.0.1/32,active,core-1,oob,false,true',
  ]);
});

test('Nornir gets the driver of Netmiko, the port as a number and the groups', async () => {
  const [of, groups] = [parse(await textOf(nornir)), parse(await textOf(nornir, [core], 1))];
  expect(of['core-1']).toMatchObject({ hostname: '10.0.0.1', port: 22, platform: 'huawei' });
  expect(of['core-1'].groups).toEqual(Object.keys(groups));
  expect(groups.site_68c77e15).toEqual({ data: { site: '北京' } });
});

test('Prometheus gets only label names that it takes', async () => {
  const records = awkward.map((value, at) => hostRecord({ name: `a${at}`, labels: { [value]: 'x', 'up-link': 'y' } }));
  const groups: { labels: object }[] = JSON.parse(await textOf(prometheus, records));
  const names = groups.flatMap(({ labels }) => Object.keys(labels));
  expect(names.filter((name) => !/^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/.test(name))).toEqual([]);
  expect(groups.every(({ labels }) => Object.keys(labels).length === 5)).toBe(true);
});

test('Terraform gets the variable hosts and its declaration', async () => {
  expect(JSON.parse(await textOf(terraform)).hosts['core-1']).toMatchObject({
    address: '10.0.0.1',
    labels: { 上联端口: 'GE0/0/1' },
  });
  expect(Object.keys(JSON.parse(await textOf(terraform, [core], 1)).variable)).toEqual(['hosts']);
});

test('hosts.yaml is one that the bot takes, whatever is in it', async () => {
  const records = awkward.map((value, at) =>
    hostRecord({ name: `a${at}`, fields: { remark: value, port: '23' }, labels: { [value]: value } }),
  );
  const read = hostsFile.parse(parse(await textOf(changeops, [...records, core])));
  expect(Object.keys(read.hosts ?? {})).toHaveLength(records.length + 1);
  expect(read.hosts?.['core-1']).toMatchObject({
    port: 22,
    type: 'switch',
    labels: { vendor: 'Huawei', site: '北京', serial: '00123', 上联端口: 'GE0/0/1' },
  });
});

test('a label that is called as a field is stands apart in the CSV', async () => {
  const [header] = (await textOf(csv, [hostRecord({ name: 'a', labels: { site: 'x', 'label:y': 'z' } })])).split(
    '\r\n',
  );
  expect(header).toBe('\ufeffname,address,type,platform,label:site,label:label:y');
});
