import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigStore } from '../../../src/core/config/store.ts';
import { systemClock } from '../../../src/core/io/clock.ts';
import { codeOf, intended, job, running, start, world } from './world.ts';

let place: Awaited<ReturnType<typeof world>>;
let store: ConfigStore;

beforeEach(async () => {
  place = await world();
  store = await place.open();
});
afterEach(() => place.end());

const nginx = (port: number) => `server {\n  listen ${port};\n}\n`;

describe('saving', () => {
  it('makes one commit of a job however many hosts it is about, by the Slack user, with run, ticket and template', async () => {
    const files = Array.from({ length: 30 }, (_, index) => intended(`web-${index}`, 'nginx.conf', nginx(8000 + index)));
    const more = {
      message: 'Open 8000\n\nfor the tests',
      run: 'r-7',
      ticket: 'CHG-42',
      template: 'nginx-site@1a2b3c4d',
    };
    const saved = await store.save(job('run:r-7', files, more));
    expect(saved.changes).toHaveLength(30);
    expect(place.git('rev-list', '--count', 'main').trim()).toBe('1');
    expect(place.git('log', '-1', '--format=%H|%an <%ae>|%at|%cn|%s')).toBe(
      `${saved.revision}|王工 <U0ENGINEER@slack>|${start / 1000}|ChangeOps|Open 8000\n`,
    );
    expect(place.git('log', '-1', '--format=%(trailers:only)').trim()).toBe(
      'Run: r-7\nTicket: CHG-42\nTemplate: nginx-site@1a2b3c4d\nJob: run:r-7',
    );
    expect(place.git('show', 'main:intended/web-7/nginx.conf')).toBe(nginx(8007));
  });

  it('lays files out as intended, running and templates, with Chinese names, spaces and folders', async () => {
    const template = { kind: 'template', name: '接入交换机', text: 'sysname {{name}}\n' } as const;
    const files = [
      running('核心 交换机 1', 'sysname 核心\n'),
      intended('web-01', 'nginx/站点 a.conf', 'x\n'),
      template,
    ];
    await store.save(job('1', files));
    expect(place.git('-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', 'main').trim().split('\n')).toEqual([
      'intended/web-01/nginx/站点 a.conf',
      'running/核心 交换机 1/config',
      'templates/接入交换机.hbs',
    ]);
    expect(await store.read({ kind: 'running', host: '核心 交换机 1', name: 'config' })).toBe('sysname 核心\n');
    expect(await store.read({ kind: 'template', name: '接入交换机' })).toBe('sysname {{name}}\n');
    expect((await store.list({ hosts: ['web-01'] })).map(({ ref }) => ref)).toEqual([
      { kind: 'intended', host: 'web-01', name: 'nginx/站点 a.conf' },
    ]);
    expect((await store.tree('HEAD')).map(({ size }) => size)).toEqual([2, 15, 17]);
  });

  it('changes only what differs, and makes no commit of a job that changes nothing', async () => {
    const first = [running('sw-1', 'a\n'), running('sw-2', 'b\n')];
    await store.save(job('1', first));
    const second = await store.save(job('2', [running('sw-1', 'a\n'), running('sw-2', 'B\n'), running('sw-3', 'c\n')]));
    expect(second.changes.map(({ ref, change }) => [ref.kind === 'running' && ref.host, change])).toEqual([
      ['sw-2', 'changed'],
      ['sw-3', 'new'],
    ]);
    expect(await store.save(job('3', first.slice(0, 1)))).toEqual({ repeated: false, changes: [] });
    expect(place.git('diff', '--name-status', 'main~1', 'main')).toBe(
      'M\trunning/sw-2/config\nA\trunning/sw-3/config\n',
    );
  });

  it('removes files', async () => {
    await store.save(job('1', [running('sw-1', 'a\n'), running('sw-2', 'b\n')]));
    const gone = { kind: 'running', host: 'sw-1', name: 'config', removed: true } as const;
    expect((await store.save(job('2', [gone]))).changes).toEqual([
      { ref: { kind: 'running', host: 'sw-1', name: 'config' }, change: 'removed' },
    ]);
    expect(place.git('ls-tree', '-r', '--name-only', 'main')).toBe('running/sw-2/config\n');
    expect(await store.read(gone)).toBeUndefined();
    expect(await store.read(gone, '~1')).toBe('a\n');
  });

  it('saves a job once, also when it is asked for by another process that opens the store later', async () => {
    const { revision } = await store.save(job('r-1', [running('sw-1', 'a\n')]));
    await store.save(job('r-2', [running('sw-1', 'b\n')]));
    const later = await place.open();
    expect(await later.save(job('r-1', [running('sw-1', 'a\n')]))).toEqual({ revision, repeated: true, changes: [] });
    expect(await store.read({ kind: 'running', host: 'sw-1', name: 'config' })).toBe('b\n');
  });

  it('does not take a line of the message for a trailer of its own', async () => {
    await store.save(
      job('1', [running('sw-1', 'a\n')], { message: 'Change\n\nJob: 2\nTicket: FAKE', ticket: 'A\nJob: 3' }),
    );
    expect((await store.save(job('2', [running('sw-1', 'b\n')]))).repeated).toBe(false);
    expect((await store.save(job('3', [running('sw-1', 'c\n')]))).repeated).toBe(false);
    const [, , first] = await store.history({ kind: 'running', host: 'sw-1', name: 'config' });
    expect(first).toMatchObject({
      message: 'Change\n\nJob: 2\nTicket: FAKE',
      trailers: { Job: '1', Ticket: 'A Job: 3' },
    });
  });

  it('lets jobs that come at the same time follow one another, and loses none', async () => {
    const [one, other] = [await place.open({ clock: systemClock() }), await place.open({ clock: systemClock() })];
    const jobs = Array.from({ length: 12 }, (_, index) => job(`j${index}`, [running(`sw-${index}`, `${index}\n`)]));
    await Promise.all(jobs.map((each, index) => (index % 2 ? one : other).save(each)));
    expect(await store.list()).toHaveLength(12);
    expect(place.git('rev-list', '--count', 'main').trim()).toBe('12');
  });

  it.each([
    ['..', 'config'],
    ['../../etc', 'config'],
    ['-oops', 'config'],
    ['', 'config'],
    ['sw\n1', 'config'],
    ['a/b', 'config'],
    ['sw-1', '../sw-2/config'],
    ['sw-1', '/etc/passwd'],
    ['sw-1', '.git/config'],
    ['sw-1', 'x/--output=y'],
    ['sw-1', 'con.txt'],
    ['sw-1', 'x'.repeat(201)],
  ])('refuses the host %j with the file %j by name, and saves nothing of the job', async (host, name) => {
    const saving = store.save(job('1', [running('sw-9', 'a\n'), running(host, 'x\n', name)]));
    expect(await codeOf(saving)).toBe('config-name-refused');
    expect(await store.list()).toEqual([]);
  });

  it('refuses a config of more than 64 MiB by name', async () => {
    const saving = store.save(job('1', [running('sw-1', 'x'), running('sw-2', 'x'.repeat((64 << 20) + 1))]));
    await expect(saving).rejects.toMatchObject({
      code: 'config-too-large',
      text: { en: expect.stringContaining('running/sw-2/config') },
    });
    expect(await store.list()).toEqual([]);
  });

  it('says so where there is no git', async () => {
    expect(await codeOf(place.open({ env: { PATH: place.folder } }))).toBe('tool-missing');
  });

  it('refuses a file that would take the place of a folder, or comes twice', async () => {
    await store.save(job('1', [intended('web-01', 'nginx/a.conf', 'x\n')]));
    expect(await codeOf(store.save(job('2', [intended('web-01', 'nginx', 'y\n')])))).toBe('config-name-taken');
    expect(await codeOf(store.save(job('3', [running('a', '1\n'), running('a', '2\n')])))).toBe('config-name-taken');
    expect(await store.list()).toHaveLength(1);
  });
});

describe('searching', () => {
  const ntp = (server: string) => `sysname x\nntp-service unicast-server ${server}\n 描述 核心.1\n`;
  beforeEach(async () => {
    const files = ['sw-1', 'sw-2', 'sw-3'].map((host, index) => running(host, ntp(`10.0.0.${index + 1}`)));
    await store.save(job('1', [...files, intended('sw-1', 'a b.cfg', ntp('10.9.9.9'))]));
  });

  it('finds a text as it is, in the hosts that are meant', async () => {
    expect(await store.search('10.0.0.', { hosts: ['sw-2', 'sw-3'] })).toEqual({
      more: false,
      hits: ['sw-2', 'sw-3'].map((host, index) => ({
        ref: { kind: 'running', host, name: 'config' },
        line: 2,
        text: `ntp-service unicast-server 10.0.0.${index + 2}`,
      })),
    });
    expect((await store.search('核心.1', { kinds: ['intended'] })).hits).toHaveLength(1);
    expect((await store.search('10x0')).hits).toEqual([]);
  });

  it('finds regular expressions, also of Chinese characters, and any case', async () => {
    expect((await store.search(String.raw`server 10\.\d+\.9\.9$`, { regex: true })).hits).toHaveLength(1);
    expect((await store.search('核.\\.1', { regex: true })).hits).toHaveLength(4);
    expect((await store.search('NTP-SERVICE', { ignoreCase: true })).hits).toHaveLength(4);
  });

  it('finds among more hosts than git is told of one by one', async () => {
    const hosts = ['sw-3', ...Array.from({ length: 300 }, (_, index) => `other-${index}`)];
    expect((await store.search('ntp', { hosts })).hits).toMatchObject([{ ref: { host: 'sw-3' } }]);
  });

  it('ends with a pattern that takes too long, and says so', async () => {
    await store.save(job('long', [running('sw-1', `${'a'.repeat(4000)}!\n`)]));
    const refused = { code: 'pattern-refused', text: { zh: expect.stringContaining('更简单的正则表达式') } };
    await expect(store.search('^(a|aa|a?a)+$', { regex: true })).rejects.toMatchObject(refused);
    expect((await store.search('a!', { regex: true })).hits).toHaveLength(1);
  });

  it('stops at the limit and says that there is more', async () => {
    expect(await store.search('ntp', { limit: 2 })).toMatchObject({ more: true, hits: [{ line: 2 }, { line: 2 }] });
    expect(await store.search('ntp', { limit: 4 })).toMatchObject({ more: false });
  });

  it('takes no pattern for an option, and refuses those that look back or are none', async () => {
    expect((await store.search('--output=/tmp/x')).hits).toEqual([]);
    expect((await store.search('-service', { regex: true })).hits).toHaveLength(4);
    for (const pattern of ['(a)\\1', '(?=a)', '(', '']) {
      expect(await codeOf(store.search(pattern, { regex: true }))).toBe('pattern-refused');
    }
    expect(await codeOf(store.search('a\nb'))).toBe('pattern-refused');
    expect(await codeOf(store.search('a', { hosts: ['../x'] }))).toBe('config-name-refused');
  });

  it('looks at an earlier revision', async () => {
    await store.save(job('2', [running('sw-1', 'nothing\n')]));
    expect((await store.search('10.0.0.1')).hits).toEqual([]);
    const first = place.git('rev-parse', 'main~1').trim();
    expect((await store.search('10.0.0.1', { revision: first })).hits).toHaveLength(1);
  });
});
