import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot } from '../support/bot-process.ts';
import { startHosts, type TestHosts } from '../support/hosts.ts';
import { loggingApp, makeWorld, type World } from '../support/world.ts';

let hosts: TestHosts;
let world: World;

beforeAll(async () => {
  hosts = await startHosts(2);
});
afterAll(() => hosts.stop());

describe('a bot that is killed while it brings back a host that was allowed to fail, and started again', () => {
  it.each(['step-ended:web-02:switch:undo', 'host-ended:web-02:undone'])(
    'at %s goes on bringing it back, and never forward again',
    async (at) => {
      world = makeWorld({ ...hosts.options(), strategy: { maxFailures: 1 }, general: { lease: '5s' } });
      world.addVersion('1.0.0', loggingApp());
      const app = loggingApp();
      world.addVersion('1.1.0', { ...app, 'start.sh': `${app['start.sh']}[ "$CHANGEOPS_HOST" != web-02 ]\n` });
      await startBot(world.dataDir, '--deploy', '1.0.0').exited;
      const first = startBot(world.dataDir, '--deploy', '1.1.0', '--signal', 'SIGKILL', '--at', at);
      expect(await first.exited, first.errors()).toMatchObject({ signal: 'SIGKILL' });
      const again = startBot(world.dataDir);
      expect(await again.exited, again.errors()).toMatchObject({ code: 0 });

      expect(JSON.parse(again.lines.at(-1) ?? '{}')).toMatchObject({ state: 'partly-succeeded' });
      expect(world.hosts.map((host) => readlinkSync(join(world.rootOf(host), 'current')).slice(9, 14))).toEqual([
        '1.1.0',
        '1.0.0',
      ]);
      const log = readFileSync(join(world.rootOf(hosts.hosts[1] as never), 'shared/log'), 'utf8');
      expect(log.match(/^start 1\.1\.0/gm)).toHaveLength(1);
      expect(log.match(/^stop 1\.1\.0/gm)).toHaveLength(1);
      world.remove();
      hosts.clear();
    },
  );
});
