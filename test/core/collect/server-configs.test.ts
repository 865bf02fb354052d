import { describe, expect, it } from 'vitest';
import type { HostSession } from '../../../src/core/agent/session.ts';
import { collectServer } from '../../../src/core/collect/server.ts';
import { createHiding } from '../../../src/core/config/hiding.ts';
import { OpsError } from '../../../src/core/errors.ts';
import type { Connection } from '../../../src/core/io/ssh/types.ts';
import type { Host, Settings } from '../../../src/core/settings/types.ts';
import { collectorDeps } from '../../support/collecting.ts';

const host: Host = {
  ...{ name: 'web-1', address: '10.0.0.1', port: 22, platform: 'linux', type: 'server', groups: [], labels: {} },
  ssh: { legacy: false },
};
const files = {
  root: '.bot',
  files: [{ configs: ['app/*.conf'], path: '/etc/app/{base}', verify: [] }],
} as unknown as Settings['files'];

type Inspect = HostSession['inspect'];

/** What is collected of a host whose host script answers so. */
async function collected(inspect: Inspect, names: readonly string[] = ['app/a.conf']) {
  const deps = {
    ...collectorDeps({ hosts: { 'web-1': host }, files }, {}),
    servers: {
      configs: { list: async () => [] },
      fleet: { over: () => ({ name: 'web-1', inspect }) as unknown as HostSession },
      hiding: createHiding(new Map()),
    },
  };
  const connection = { target: { name: 'web-1' } } as unknown as Connection;
  const signal = new AbortController().signal;
  return collectServer({ connection, host, request: { what: ['config'] }, deps, signal, files: names });
}

const answer = (stdout: string, code = 0) => ({ code, stdout, stderr: '' });
const seenAs =
  (line: string): Inspect =>
  async () =>
    answer(`${line}\nend\n`);

describe('a config of a server', () => {
  it.each([
    ['unreadable /etc/app/a.conf', 'unreadable', /cannot be read by the user who works there/],
    ['no-folder /etc/app', 'no-folder', /no folder \/etc\/app for \/etc\/app\/a.conf, or it may not be entered/],
  ])('that is refused as %s is a warning, and neither there nor gone', async (line, state, words) => {
    const { facts, warnings, configs } = await collected(seenAs(`refused ${line}`));
    expect(facts.files).toEqual([{ name: 'app/a.conf', path: '/etc/app/a.conf', state }]);
    expect(configs?.size).toBe(0);
    expect(warnings.map(({ en }) => en).join()).toMatch(words);
    expect(warnings.map(({ zh }) => zh).join()).toMatch(/\p{Script=Han}/u);
  });

  it('that is gone between the look and the reading is a warning', async () => {
    const file = `file ${'0'.repeat(64)} 3 644 root:root yes 1000 /etc/app/a.conf`;
    const { facts, configs } = await collected(async (command) =>
      command === 'look' ? answer(`${file}\nend\n`) : answer('', 1),
    );
    expect(facts.files).toMatchObject([{ state: 'unreadable' }]);
    expect(configs?.size).toBe(0);
  });

  it('that files.yaml does not place any more is left out', async () => {
    const { facts, warnings } = await collected(async () => answer('end\n'), ['other.ini']);
    expect([facts.files, warnings]).toEqual([[], []]);
  });

  it('is looked at as who logged in where becoming somebody else is refused, which is said and tried once', async () => {
    const asked: unknown[] = [];
    const { configs, warnings } = await collected(async (_, __, options) => {
      asked.push(options?.become);
      if (options?.become) throw new OpsError('become-refused', { en: 'sudo: wrong password', zh: 'sudo：密码错误' });
      return answer('absent yes 1000 /etc/app/a.conf\nend\n');
    });
    expect(asked).toEqual([true, false]);
    expect([...(configs ?? [])]).toEqual([['app/a.conf', undefined]]);
    expect(warnings.map(({ en }) => en)).toEqual(['sudo: wrong password']);
  });

  it('that cannot be looked at, with nothing else asked for, fails the host', async () => {
    const lost = new OpsError('connection-lost', { en: 'lost', zh: '断开' });
    await expect(collected(() => Promise.reject(lost))).rejects.toBe(lost);
  });
});
