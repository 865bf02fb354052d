import { describe, expect, it } from 'vitest';
import { settingsWith } from './folder.ts';

describe('settings without a problem', () => {
  it('have every default applied', async () => {
    const settings = await settingsWith();
    expect(settings.hosts['web-01']).toEqual({
      name: 'web-01',
      address: '10.0.0.11',
      port: 22,
      platform: 'linux',
      type: 'server',
      groups: ['web'],
      credential: 'ops',
      ssh: { legacy: false },
      labels: { env: 'prod', site: '北京' },
    });
    expect(settings.apps.web).toEqual({
      name: 'web',
      source: { path: 'apps/web' },
      exclude: [],
      root: '/opt/web',
      shared: [],
      keep: 5,
      reversible: true,
      hooks: {},
      verify: [],
    });
    expect(settings.environments.prod).toEqual({
      name: 'prod',
      hosts: 'env=prod',
      strategy: {
        kind: 'rolling',
        batch: { count: 1 },
        first: { count: 1 },
        continue: 'manual',
        expires: 14_400_000,
        maxFailures: 0,
        onFailure: 'undo',
      },
      approval: { required: 2, from: ['approvers'], expires: 14_400_000 },
      rollback: { required: 2, from: ['approvers'], expires: 14_400_000 },
    });
    expect(settings.general).toEqual({
      language: 'zh-CN',
      concurrency: 4,
      lease: 60_000,
      configs: { zone: 'UTC' },
      ansible: {},
    });
  });

  it('read durations in milliseconds, and amounts as counts or percentages', async () => {
    const { environments, apps } = await settingsWith({
      'environments.yaml': `environments:
  prod:
    hosts: env=prod
    strategy: { kind: canary, first: 10%, then: 25%, continue: 90s, expires: 2d, maxFailures: 1, onFailure: stop }
    approval: { required: 1, from: [approvers], expires: 10m }
    rollback: { required: 0 }
    emergency: { required: 1, from: [engineers], expires: 1h }
  staging: { hosts: env=staging, strategy: { kind: rolling, batch: 3 }, approval: { required: 0 } }
`,
      'apps.yaml': `apps:
  web:
    source: { git: "https://example.com/web.git", ref: "v{version}" }
    build: { run: npm run build }
    root: /opt//web/
    hooks: { install: { run: ./install.sh }, stop: ./stop.sh, start: { run: ./start.sh, timeout: 90s } }
    verify:
      - { http: "http://127.0.0.1:{labels.port}/health" }
      - { http: "http://{address}/", status: 204, from: bot, within: 1m, contains: ok }
      - { tcp: 8080 }
      - { command: "./check.sh {version}", within: 10s }
      - { unit: web.service }
`,
    });
    const { strategy, approval, rollback, emergency } = environments.prod ?? {};
    expect(strategy).toEqual({
      kind: 'canary',
      first: { percent: 10 },
      batch: { percent: 25 },
      continue: 90_000,
      expires: 172_800_000,
      maxFailures: 1,
      onFailure: 'stop',
    });
    expect(approval?.expires).toBe(600_000);
    expect(rollback).toEqual({ required: 0, from: [], expires: 14_400_000 });
    expect(emergency).toEqual({ required: 1, from: ['engineers'], expires: 3_600_000 });
    expect(environments.staging?.strategy.batch).toEqual({ count: 3 });
    expect(apps.web).toMatchObject({
      build: { run: 'npm run build', timeout: 600_000, env: [] },
      root: '/opt/web',
      hooks: {
        install: { run: './install.sh', timeout: 300_000 },
        stop: { run: './stop.sh', timeout: 300_000 },
        start: { run: './start.sh', timeout: 90_000 },
      },
      verify: [
        { http: 'http://127.0.0.1:{labels.port}/health', status: 200, from: 'host', within: 30_000 },
        { http: 'http://{address}/', status: 204, from: 'bot', within: 60_000, contains: 'ok' },
        { tcp: 8080, within: 30_000 },
        { command: './check.sh {version}', within: 10_000 },
        { unit: 'web.service', within: 30_000 },
      ],
    });
  });

  it('let a canary go on to all hosts that are left unless told otherwise', async () => {
    const { environments } = await settingsWith({
      'environments.yaml':
        'environments:\n  prod: { hosts: env=prod, strategy: { kind: canary }, approval: { required: 0 } }\n',
      'access.yaml': '',
    });
    expect(environments.prod?.strategy.batch).toEqual({ percent: 100 });
  });

  it('take root for whoever becomes nobody else', async () => {
    const { hosts } = await settingsWith({
      'hosts.yaml': `hosts:
  a: { address: a.example, become: sudo, labels: { env: prod } }
  b: { address: "fe80::1", become: { method: su }, labels: { env: staging } }
  c: { address: 数据库.example, become: { method: sudo, user: app }, via: a }
`,
    });
    expect(Object.values(hosts).map((host) => host.become)).toEqual([
      { method: 'sudo', user: 'root' },
      { method: 'su', user: 'root' },
      { method: 'sudo', user: 'app' },
    ]);
  });

  it('ask for inventory changes what the environment that asks for most does', async () => {
    const { policies } = await settingsWith();
    expect(policies.inventory).toEqual({ required: 2, from: ['approvers'], expires: 14_400_000 });
    const own = await settingsWith({
      'environments.yaml':
        'environments:\n  prod: { hosts: env=prod, approval: { required: 0 } }\npolicies: { templates: { required: 1, from: [engineers] } }\n',
      'access.yaml': 'groups: { engineers: [U0001] }\n',
    });
    expect(own.policies).toEqual({
      inventory: { required: 0, from: [], expires: 14_400_000 },
      templates: { required: 1, from: ['engineers'], expires: 14_400_000 },
    });
  });

  it('let environments share hosts when they are for different apps', async () => {
    const { environments } = await settingsWith({
      'environments.yaml': `environments:
  prod: { hosts: env=prod, apps: [web], approval: { required: 0 } }
  data: { hosts: "@web", apps: [db], approval: { required: 0 } }
`,
      'access.yaml': '',
    });
    expect(environments.data?.apps).toEqual(['db']);
  });

  it('let a selector match nothing now, as labels come later', async () => {
    const { environments } = await settingsWith({
      'environments.yaml': 'environments:\n  later: { hosts: env=later, approval: { required: 0 } }\n',
      'access.yaml': '',
    });
    expect(environments.later?.hosts).toBe('env=later');
  });

  it('hold names of any script, and find nothing under the names that every object has', async () => {
    const { hosts, credentials, apps } = await settingsWith({
      'hosts.yaml':
        'hosts:\n  核心-1: { address: 10.0.0.1, groups: [网络], labels: { env: prod, 机房: 北京 } }\n  101: { address: 10.0.0.2, labels: { env: staging } }\n',
    });
    expect(Object.keys(hosts).toSorted()).toEqual(['101', '核心-1']);
    for (const records of [hosts, credentials, apps, hosts['101']?.labels ?? {}]) {
      expect(Reflect.get(records, 'constructor')).toBeUndefined();
    }
  });

  it('cannot be changed by whoever gets them', async () => {
    const settings = await settingsWith();
    expect(() => Object.assign(settings.access.groups, { approvers: ['U0666'] })).toThrow(TypeError);
    expect(() => Object.assign(settings.environments.prod?.approval ?? {}, { required: 0 })).toThrow(TypeError);
  });
});
