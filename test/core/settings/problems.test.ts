import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/core/settings/load.ts';
import { good, problemsWith, settingsFolder } from './folder.ts';

const host = (rest: string) => ({
  'hosts.yaml': `hosts:\n  web-01: { address: 10.0.0.11, labels: { env: prod, cpu: 8 } }\n${rest}`,
});
const app = (rest: string) => ({
  'apps.yaml': `apps:\n  web: { source: { path: a }, root: /opt/web }\n  db: { source: { path: a }, root: /opt/db, ${rest} }\n`,
});
const environment = (rest: string) => ({
  'environments.yaml': `environments:\n  prod: { hosts: env=prod, approval: { required: 1, from: [approvers] } }\n  staging: { hosts: env=staging, ${rest} }\n`,
});
const approval = 'approval: { required: 0 }';
const access = (rest: string) => ({
  'access.yaml': `groups: { engineers: [U0001], approvers: [U0002, U0003] }\nallow:\n${rest}`,
});
const credential = (rest: string) => ({
  'credentials.yaml': `credentials:\n  ops: { user: deploy, agent: true }\n  other: ${rest}\n`,
});

// Each row: what is wrong, the file replaced, the beginning of its one problem, and what its Chinese text must hold.
const rows: [string, Record<string, string | Buffer>, RegExp, string][] = [
  [
    'an unknown key',
    host('  web-02: { address: 10.0.0.12, prot: 22, labels: { env: staging } }\n'),
    /^hosts\.yaml:3:33 hosts\.web-02\.prot: is not a known key\. Did you mean port\?/,
    '是否想写 port？',
  ],
  [
    'an unknown key unlike any',
    { 'general.yaml': 'colour: red\n' },
    /^general\.yaml:1:1 colour: is not a known key\. Known here: language, concurrency, lease, configs, ansible\./,
    '此处可用',
  ],
  [
    'an unknown key of a union',
    app('verify: [{ htp: "http://x/", status: 200 }]'),
    /^apps\.yaml:3:56 apps\.db\.verify\.0\.htp: is not a known key\. Did you mean http\?/,
    'http',
  ],
  [
    'a missing key',
    host('  web-02: { port: 22, labels: { env: staging } }\n'),
    /^hosts\.yaml:3:3 hosts\.web-02\.address: address is missing/,
    '缺少 address',
  ],
  ['a host that is nothing', host('  web-02:\n'), /^hosts\.yaml:3:10 hosts\.web-02: must be a mapping/, '必须是映射'],
  [
    'a port that is none',
    host('  web-02: { address: a, port: 99999, labels: { env: staging } }\n'),
    /^hosts\.yaml:3:31 hosts\.web-02\.port: must be a whole number from 1 to 65535/,
    '1 到 65535',
  ],
  [
    'an address with a port',
    host('  web-02: { address: "10.0.0.1:22", labels: { env: staging } }\n'),
    /^hosts\.yaml:3:22 .*must be an IP address or a DNS name/,
    '不含端口',
  ],
  [
    'an address that is out of range',
    host('  web-02: { address: 10.0.0.256, labels: { env: staging } }\n'),
    /must be an IP address or a DNS name/,
    'IP 地址',
  ],
  [
    'an unknown device type',
    host('  web-02: { address: a, type: swich, labels: { env: staging } }\n'),
    /must be one of switch, .*Did you mean switch\?/,
    '是否想写 switch？',
  ],
  [
    'an unknown way to root',
    host('  web-02: { address: a, become: sduo, labels: { env: staging } }\n'),
    /hosts\.web-02\.become: must be one of sudo, su\. Did you mean sudo\?/,
    'sudo、su',
  ],
  [
    'a label that is a list',
    host('  web-02: { address: a, labels: { env: [staging] } }\n'),
    /^hosts\.yaml:3:40 hosts\.web-02\.labels\.env: must be/,
    '必须是',
  ],
  [
    'a label called like what every host has',
    host('  web-02: { address: a, labels: { env: staging, type: x } }\n'),
    /^hosts\.yaml:3:49 .*"type" is what selectors ask of every host already/,
    '“type”',
  ],
  [
    'a reserved word as a host',
    host('  all: { address: a, labels: { env: staging } }\n'),
    /^hosts\.yaml:3:3 hosts\.all: "all" is a word that commands use/,
    '保留字',
  ],
  [
    'a reserved word as a group',
    host('  web-02: { address: a, groups: [status], labels: { env: staging } }\n'),
    /groups\.0: "status" is a word/,
    '保留字',
  ],
  [
    'a name with a blank',
    host('  "web 02": { address: a, labels: { env: staging } }\n'),
    /"web 02" cannot be a name/,
    '不能用作名称',
  ],
  [
    'a name beginning with a dash',
    host('  -web: { address: a, labels: { env: staging } }\n'),
    /"-web" cannot be a name/,
    '不能用作名称',
  ],
  [
    'a path as a name',
    host('  "..": { address: a, labels: { env: staging } }\n'),
    /"\.\." cannot be a name/,
    '不能用作名称',
  ],
  [
    'an unknown credential',
    host('  web-02: { address: a, credential: opps, labels: { env: staging } }\n'),
    /^hosts\.yaml:3:37 hosts\.web-02\.credential: there is no credential called opps\. Did you mean ops\?/,
    '是否想写 ops？',
  ],
  [
    'a cloud credential for a host',
    {
      ...host('  web-02: { address: a, credential: other, labels: { env: staging } }\n'),
      ...credential('{ accessKeyId: { env: A }, accessKeySecret: { env: B } }'),
    },
    /the credential other is for a cloud account/,
    '云账号',
  ],
  [
    'an unknown jump host',
    host('  web-02: { address: a, via: web-1, labels: { env: staging } }\n'),
    /hosts\.web-02\.via: there is no host called web-1\. Did you mean web-01\?/,
    '是否想写 web-01？',
  ],
  [
    'a host that jumps through itself',
    host('  web-02: { address: a, via: web-02, labels: { env: staging } }\n'),
    /the jump hosts go in a circle: web-02 → web-02/,
    '形成循环',
  ],
  [
    'a secret in the settings',
    credential('{ user: a, password: hunter2 }'),
    /^credentials\.yaml:3:31 credentials\.other\.password: must say where the secret is, \{ env: NAME \} or \{ file: path \}/,
    '密钥本身不得写在设置中',
  ],
  [
    'a credential without a way to log in',
    credential('{ user: a }'),
    /credentials\.other: must have a user with privateKey, password or agent/,
    '必须有 user',
  ],
  [
    'a passphrase without a key',
    credential('{ user: a, agent: true, passphrase: { env: P } }'),
    /has a passphrase but no privateKey/,
    '没有 privateKey',
  ],
  [
    'half a cloud credential',
    credential('{ accessKeyId: { env: A } }'),
    /credentials\.other: must have/,
    'accessKeySecret',
  ],
  [
    'a duration without a unit',
    app('build: { run: make, timeout: 30 }'),
    /^apps\.yaml:3:74 apps\.db\.build\.timeout: must be a duration with its unit/,
    '带单位的时长',
  ],
  [
    'a root that is the whole disk',
    { 'apps.yaml': 'apps:\n  web: { source: { path: a }, root: / }\n' },
    /^apps\.yaml:2:37 apps\.web\.root: must be a folder/,
    '必须是目录',
  ],
  [
    'a root that climbs',
    { 'apps.yaml': 'apps:\n  web: { source: { path: a }, root: /opt/../etc }\n' },
    /must be a folder/,
    '不含 ..',
  ],
  [
    'a root with shell characters',
    { 'apps.yaml': 'apps:\n  web: { source: { path: a }, root: "/opt/$(id)" }\n' },
    /must be a folder/,
    '必须是目录',
  ],
  [
    'a root by version',
    { 'apps.yaml': 'apps:\n  web: { source: { path: a }, root: "/opt/web-{version}" }\n' },
    /uses \{version\}, which means nothing there/,
    '{version}',
  ],
  [
    'an unknown placeholder',
    app('hooks: { start: "./start.sh {adress}" }'),
    /apps\.db\.hooks\.start: uses \{adress\}, which means nothing there\. Did you mean address\?/,
    '是否想写 address？',
  ],
  ['a shared path that climbs', app('shared: [../x]'), /shared\.0: must be a relative path/, '相对路径'],
  [
    'a source that is an option of git',
    { 'apps.yaml': 'apps:\n  web: { source: { git: "--upload-pack=x", ref: v1 }, root: /opt/web }\n' },
    /must not begin with "-"/,
    '不能以“-”',
  ],
  [
    'a check of nothing',
    app('verify: [up]'),
    /verify\.0: must be a mapping with one of http, tcp, command and unit/,
    'http',
  ],
  ['a check of no URL', app('verify: [{ http: "ftp://x/" }]'), /must be a URL/, 'http://'],
  [
    'an app that is not there',
    environment(`${approval}, apps: [wbe]`),
    /environments\.staging\.apps\.0: there is no app called wbe\. Did you mean web\?/,
    '是否想写 web？',
  ],
  [
    'an environment without approval',
    environment('channel: C0123'),
    /environments\.staging\.approval: approval is missing/,
    '缺少 approval',
  ],
  [
    'an approval from nobody',
    environment('approval: { required: 1 }'),
    /asks for 1 approvals but names no group/,
    '未指定任何组',
  ],
  [
    'an approval from an unknown group',
    environment('approval: { required: 1, from: [aprovers] }'),
    /approval\.from\.0: there is no group called aprovers\. Did you mean approvers\?/,
    '是否想写 approvers？',
  ],
  [
    'more approvals than people',
    environment('approval: { required: 3, from: [approvers] }'),
    /^environments\.yaml:3:56 environments\.staging\.approval\.required: asks for 3 approvals, but approvers has only 2 people/,
    '只有 2 人',
  ],
  [
    'a share over a hundred',
    environment(`${approval}, strategy: { kind: rolling, batch: 120% }`),
    /strategy\.batch: must be a number of hosts/,
    '主机数',
  ],
  [
    'both batch and then',
    environment(`${approval}, strategy: { kind: canary, batch: 1, then: 2 }`),
    /has both batch .* and then/,
    '保留一个',
  ],
  [
    'a malformed selector',
    { 'environments.yaml': `environments:\n  prod: { hosts: "env=", ${approval} }\n`, 'access.yaml': '' },
    /^environments\.yaml:2:18 environments\.prod\.hosts: .*a value of env is missing/,
    '缺少 env 的值',
  ],
  [
    'a selector with an unknown label',
    { 'environments.yaml': `environments:\n  prod: { hosts: evn=prod, ${approval} }\n`, 'access.yaml': '' },
    /No label is called evn .*Did you mean env\?/,
    '是否想写 env？',
  ],
  [
    'environments that share a host',
    {
      'environments.yaml': `environments:\n  prod: { hosts: env=prod, ${approval} }\n  web: { hosts: "@web", ${approval} }\n`,
      'access.yaml': '',
    },
    /^environments\.yaml:3:17 environments\.web\.hosts: picks web-01, which prod has already/,
    'prod',
  ],
  ['a channel by name', environment(`${approval}, channel: "#ops"`), /must be a Slack channel id/, '频道 ID'],
  [
    'a person by name',
    { 'access.yaml': 'groups: { engineers: [lena], approvers: [U0002, U0003] }\n' },
    /^access\.yaml:1:23 groups\.engineers\.0: must be a Slack user id/,
    '用户 ID',
  ],
  [
    'a Slack user group',
    { 'access.yaml': 'groups: { engineers: [S0123], approvers: [U0002, U0003] }\n' },
    /S0123 is a Slack user group/,
    '用户组',
  ],
  [
    'an unknown command',
    access('  - { group: engineers, commands: [depoy] }\n'),
    /allow\.0\.commands\.0: must be one of deploy, .*Did you mean deploy\?/,
    '是否想写 deploy？',
  ],
  [
    'a right of an unknown group',
    access('  - { group: enginers, commands: [deploy] }\n'),
    /allow\.0\.group: there is no group called enginers\. Did you mean engineers\?/,
    '是否想写 engineers？',
  ],
  [
    'a right in an unknown environment',
    access('  - { group: engineers, commands: [deploy], environments: [prd] }\n'),
    /allow\.0\.environments\.0: there is no environment called prd\. Did you mean prod\?/,
    '是否想写 prod？',
  ],
  [
    'a lease too short',
    { 'general.yaml': 'lease: 2s\n' },
    /lease: must be a duration with its unit, from 5s to 1h/,
    '5s',
  ],
  ['a language that is not spoken', { 'general.yaml': 'language: zh\n' }, /must be one of en, zh-CN/, 'zh-CN'],
  [
    'a duplicate key',
    { 'general.yaml': 'lease: 60s\nlease: 70s\n' },
    /^general\.yaml:2:1 lease: this key stands here twice/,
    '键重复',
  ],
  [
    'a tab as indentation',
    { 'general.yaml': 'language:\n\ten\n' },
    /^general\.yaml:2:1: a tab is used as indentation/,
    '制表符',
  ],
  ['an unclosed bracket', { 'hosts.yaml': 'hosts: { web-01: { address: a }\n' }, /^hosts\.yaml:\d+:\d+: /, '缩进有误'],
  [
    'a list as a key',
    { 'general.yaml': '? [a]\n: 1\n' },
    /^general\.yaml:1:3: a key must be plain text/,
    '键必须是文本',
  ],
  ['two documents', { 'general.yaml': 'lease: 60s\n---\nlease: 70s\n' }, /a second document begins here/, '第二个文档'],
  ['an unknown tag', { 'general.yaml': 'lease: !secret 60s\n' }, /^general\.yaml:1:8: this tag/, '标签'],
  [
    'a prototype key',
    { 'general.yaml': 'lease: 60s\n__proto__: { a: 1 }\n' },
    /^general\.yaml:2:1 __proto__: __proto__ cannot be a key/,
    '不能用作键名',
  ],
  ['an alias without its anchor', { 'general.yaml': 'lease: *none\n' }, /has an alias/, '别名'],
  ['a bomb of aliases', { 'general.yaml': bomb() }, /uses of aliases/, '1000'],
  [
    'a file in GBK',
    { 'general.yaml': Buffer.from([...Buffer.from('language: '), 0xd6, 0xd0, 0xce, 0xc4]) },
    /^general\.yaml: is not UTF-8 text/,
    'GBK',
  ],
  ['a list instead of a mapping', { 'general.yaml': '- a\n' }, /^general\.yaml:1:1: must be a mapping/, '必须是映射'],
  [
    'a value over several lines',
    { 'hosts.yaml': 'hosts:\n  web-01: { address: "a\\nb" }\n' },
    /must be one line/,
    '单行文本',
  ],
];

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level++)
    lines.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n');
}

describe('a problem in a settings file', () => {
  it.each(rows)('%s is told with its place, in both languages', async (_, files, en, zh) => {
    const problems = await problemsWith({
      ...(touchesNothingElse(files)
        ? {}
        : { 'environments.yaml': '', 'access.yaml': 'groups: { approvers: [U0002, U0003] }' }),
      ...files,
    });
    expect(
      problems.en.filter((text) => en.test(text)),
      problems.en.join('\n'),
    ).not.toEqual([]);
    expect(problems.zh.join('\n')).toContain(zh);
    expect(new Set(problems.en.map((text) => text.split(':')[0]))).toEqual(new Set([Object.keys(files)[0]]));
  });

  it('never quotes what a credential holds, not even when the YAML is broken', async () => {
    const sources = [
      '{ user: a, password: hunter2 }',
      '{ user: a, password: { evn: hunter2 } }',
      '{ user: a, password: "hunter2 }',
      '{ user: a, password: { env: hunter2! } }',
      '[hunter2',
      '*hunter2',
      '!hunter2 x',
    ];
    for (const source of sources) {
      const { en, zh } = await problemsWith(credential(source));
      expect(en).not.toEqual([]);
      expect([...en, ...zh].join('\n')).not.toContain('hunter2');
    }
  });

  it('is told together with all others, of all files', async () => {
    const { en } = await problemsWith({
      'hosts.yaml': 'hosts:\n  a: { adress: x }\n  b: { address: x, port: no }\n',
      'apps.yaml': 'apps: { web: { root: / } }\n',
      'general.yaml': 'lease: 1\nconcurrency: 0\n',
    });
    expect(en.map((text) => text.slice(0, text.indexOf(': ')))).toEqual([
      'hosts.yaml:2:3 hosts.a.address',
      'hosts.yaml:2:8 hosts.a.adress',
      'hosts.yaml:3:26 hosts.b.port',
      'apps.yaml:1:9 apps.web.source',
      'apps.yaml:1:22 apps.web.root',
      'general.yaml:2:14 concurrency',
      'general.yaml:1:8 lease',
    ]);
  });

  it('points at the entry itself behind an alias', async () => {
    const { en } = await problemsWith({
      'hosts.yaml': 'hosts:\n  a: &a { address: x, labels: { env: prod, port: [1] } }\n  b: *a\n',
      'environments.yaml': '',
      'access.yaml': '',
    });
    expect(en.every((text) => text.startsWith('hosts.yaml:2:50 '))).toBe(true);
    expect(en).toHaveLength(2);
  });
});

describe('a settings folder', () => {
  it('with nothing in it, or that is not there, says where to read on', async () => {
    for (const folder of [await settingsFolder({}), '/does/not/exist']) {
      const { settings, problems } = await loadSettings(folder);
      expect(settings).toBeUndefined();
      expect(problems).toHaveLength(1);
      expect(problems[0]?.text.en).toContain('docs/settings.md');
    }
  });

  it('with a file that has the wrong name says the right one', async () => {
    const { 'hosts.yaml': hosts = '', ...rest } = good;
    const { problems } = await loadSettings(
      await settingsFolder({ ...rest, 'environments.yaml': '', 'access.yaml': '', 'host.yml': hosts }),
    );
    expect(problems.map(({ file, text }) => `${file} ${text.en}`)).toEqual([
      'host.yml is not read. Rename it to hosts.yaml',
    ]);
  });

  it('with a folder where a file should be says that it cannot be read', async () => {
    const { 'general.yaml': _, ...rest } = good;
    const folder = await settingsFolder(rest);
    await mkdir(join(folder, 'general.yaml'));
    const { problems } = await loadSettings(folder);
    expect(problems.map(({ file, text }) => `${file} ${text.en}`)).toEqual(['general.yaml cannot be read: EISDIR']);
  });

  it('takes absent and empty files as empty', async () => {
    const { settings, problems } = await loadSettings(
      await settingsFolder({ 'hosts.yaml': 'hosts:\n', 'apps.yaml': '# none yet\n' }),
    );
    expect(problems).toEqual([]);
    expect(settings?.general).toEqual({
      language: 'en',
      concurrency: 4,
      lease: 60_000,
      configs: { zone: 'UTC' },
      ansible: {},
    });
    expect(settings?.policies.inventory).toEqual({ required: 0, from: [], expires: 14_400_000 });
  });
});

/** Rows that replace hosts or apps leave the other files' references to them in place, except where they cannot. */
function touchesNothingElse(files: Record<string, unknown>): boolean {
  return !('hosts.yaml' in files) || String(files['hosts.yaml']).includes('env: prod');
}
