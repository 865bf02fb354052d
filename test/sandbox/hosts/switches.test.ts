import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Switches } from '../../../src/sandbox/hosts/types.ts';
import { manualClock } from '../../support/clock.ts';
import { type Login, login } from './client.ts';
import { eventually, hostStarter, workFolder } from './fixture.ts';

const folder = await workFolder();
const start = hostStarter();
let count = 0;
const fresh = () => {
  count += 1;
  return start({ name: `web-${count}`, folder: join(folder, `web-${count}`) });
};

/** Logs in, does it, and logs out. */
async function within<T>(host: Parameters<typeof login>[0], work: (shell: Login) => Promise<T>): Promise<T> {
  const shell = await login(host);
  try {
    return await work(shell);
  } finally {
    shell.end();
  }
}

describe('down', () => {
  it('drops connections and refuses new ones until it is over', async () => {
    const host = await fresh();
    const shell = await login(host);
    await host.set({ down: true });
    await shell.gone;
    await expect(login(host)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await host.set({ down: false });
    expect(await within(host, (again) => again.run('hostname'))).toMatchObject({ text: host.name });
  });
});

describe('silent', () => {
  it('accepts a connection and says nothing', async () => {
    const host = await fresh();
    await host.set({ silent: true });
    await expect(login(host, { password: 'secret', readyTimeout: 200 })).rejects.toMatchObject({
      level: 'client-timeout',
    });
    const socket = connect(host.port, host.address);
    await once(socket, 'connect');
    socket.destroy();
    await host.set({ silent: false });
    expect(await within(host, (again) => again.run('hostname'))).toMatchObject({ text: host.name });
  });
});

describe('refuseLogin', () => {
  it('refuses the right password too', async () => {
    const host = await fresh();
    await host.set({ refuseLogin: true });
    await expect(login(host)).rejects.toMatchObject({ level: 'client-authentication' });
  });
});

describe('changedKey', () => {
  it('shows another key, the same one each time, and its own again afterwards', async () => {
    const host = await fresh();
    const shown = () => keyShownBy(host);
    const own = await shown();
    await host.set({ changedKey: true });
    const others = [await shown(), await shown()];
    await host.set({ changedKey: false });
    expect(own.equals(host.key)).toBe(true);
    expect(others[0]?.equals(host.key)).toBe(false);
    expect(others[0]?.equals(others[1] ?? own)).toBe(true);
    expect((await shown()).equals(own)).toBe(true);
  });
});

describe('slowExec and slowChunk', () => {
  it('hold a command and each chunk of its output back for so long', async () => {
    const clock = manualClock();
    const host = await start({ name: 'slow', folder: join(folder, 'slow'), clock });
    await host.set({ slowExec: 5000, slowChunk: 3000 });
    await within(host, async (shell) => {
      const ran = shell.run('echo started >started; echo out');
      await eventually(() => clock.pending() === 1);
      await clock.advance(4999);
      await expect(readFile(join(host.home, 'started'))).rejects.toMatchObject({ code: 'ENOENT' });
      await clock.advance(1);
      await eventually(
        async () => (await readFile(join(host.home, 'started'), 'utf8').catch(() => '')) === 'started\n',
      );
      await host.set({ slowExec: 0, slowChunk: 0 });
      let settled = false;
      ran.finally(() => {
        settled = true;
      });
      await eventually(() => clock.pending() > 0);
      expect(settled).toBe(false);
      await clock.advance(3000);
      expect((await ran).text).toBe('out');
    });
  });
});

describe('disk', () => {
  it('full: no file gets longer, df shows no space, pipes still work', async () => {
    const host = await fresh();
    await host.set({ disk: 'full' });
    await within(host, async (shell) => {
      expect(await shell.run('cat >file', 'some bytes')).toMatchObject({ code: 1 });
      expect((await shell.run("df -Pk . | awk 'NR == 2 { print $4, $5 }'; echo x | cat")).text).toBe('0 100%\nx');
      expect(await shell.run("node -e 'fs.writeFileSync(`file`, `more`)'")).toMatchObject({ code: 1 });
      expect(await readFile(join(host.home, 'file'), 'utf8')).toBe('');
      await host.set({ disk: 'free' });
      expect(await shell.run('cat >file', 'some bytes')).toMatchObject({ code: 0 });
      expect((await shell.run("df -Pk . | awk 'NR == 2 { print $4 }'")).text).not.toBe('0');
    });
  });

  it('a number: a file fills up to just that many bytes, then writing fails', async () => {
    const host = await fresh();
    await host.set({ disk: 4096 });
    await within(host, async (shell) => {
      expect(await shell.run('cat >fits', Buffer.alloc(4096))).toMatchObject({ code: 0 });
      const failed = await shell.run('cat >more', Buffer.alloc(4097));
      expect(failed).toMatchObject({ code: 1 });
      expect(failed.stderr.toString()).toMatch(/too large/i);
      expect((await readFile(join(host.home, 'more'))).length).toBe(4096);
    });
  });
});

describe('missing', () => {
  it('takes a program away from new commands and leaves the others', async () => {
    const host = await fresh();
    await within(host, async (shell) => {
      const look = async () =>
        (await shell.run('for p in tar curl df node sh; do command -v $p >&2 && echo $p; done')).text;
      const all = (await look()).split('\n');
      await host.set({ missing: ['tar', 'df'] });
      expect((await look()).split('\n')).toEqual(all.filter((name) => name !== 'tar' && name !== 'df'));
      expect((await shell.run('tar --version')).code).toBe(127);
      expect((await shell.run('hostname')).text).toBe(host.name);
      await host.set({ missing: [] });
      expect((await look()).split('\n')).toEqual(all);
    });
  });
});

describe('cut', () => {
  it('drops the connections that are open', async () => {
    const host = await fresh();
    const [one, other] = [await login(host), await login(host)];
    host.cut();
    await Promise.all([one.gone, other.gone]);
    expect(await within(host, (again) => again.run('hostname'))).toMatchObject({ text: host.name });
  });

  it('after n bytes: exactly those arrive, over several commands, and then the connection is gone', async () => {
    const host = await fresh();
    await host.set({ cutAfter: 100_000 });
    const shell = await login(host);
    await shell.run('cat >first', Buffer.alloc(30_000, 'a'));
    await expect(shell.run('cat >second; : >read', Buffer.alloc(200_000, 'b'))).rejects.toThrow('connection lost');
    await eventually(async () => (await readFile(join(host.home, 'read'), 'utf8').catch(() => undefined)) === '');
    expect((await readFile(join(host.home, 'first'))).length).toBe(30_000);
    expect((await readFile(join(host.home, 'second'))).length).toBe(70_000);
    expect(host.switches().cutAfter).toBeNull();
  });
});

describe('flipByte', () => {
  it('alters one byte of the next input that is long enough, and its length not', async () => {
    const host = await fresh();
    await host.set({ flipByte: 50_000 });
    await within(host, async (shell) => {
      const sent = Buffer.alloc(80_000, 'a');
      expect((await shell.run('cat', sent.subarray(0, 50_000))).stdout.equals(sent.subarray(0, 50_000))).toBe(true);
      const { stdout } = await shell.run('cat', sent);
      expect(stdout.length).toBe(sent.length);
      const altered = [...stdout.entries()].filter(([at, byte]) => byte !== sent[at]);
      expect(altered).toEqual([[50_000, 'a'.charCodeAt(0) ^ 1]]);
      expect((await shell.run('cat', sent)).stdout.equals(sent)).toBe(true);
    });
  });
});

describe('unhealthy', () => {
  it('puts a file into the login folder, which a restart takes away', async () => {
    const host = await fresh();
    await host.set({ unhealthy: true });
    const ill = () => within(host, (shell) => shell.run('test -e .unhealthy'));
    expect((await ill()).code).toBe(0);
    await host.set({ unhealthy: false });
    expect((await ill()).code).toBe(1);
    await writeFile(join(host.home, '.unhealthy'), '');
    await host.stop();
    const again = await start({ name: host.name, folder: host.folder });
    expect((await within(again, (shell) => shell.run('test -e .unhealthy'))).code).toBe(1);
  });
});

describe('a change of switches', () => {
  it.each<[string, unknown]>([
    ['an unknown one', { dwon: true }],
    ['a value of the wrong kind', { down: 'yes' }],
    ['a negative time', { slowExec: -1 }],
    ['a program that is a path', { missing: ['../../bin/tar'] }],
    ['no switches at all', null],
  ])('is refused: %s', async (_, changes) => {
    const host = await fresh();
    const before = host.switches();
    await expect(host.set(changes as Partial<Switches>)).rejects.toMatchObject({ code: 'switch-unknown' });
    expect(host.switches()).toEqual(before);
  });
});

async function keyShownBy(host: Parameters<typeof login>[0]): Promise<Buffer> {
  let shown: Buffer = Buffer.alloc(0);
  const hostVerifier = (key: Buffer) => {
    shown = key;
    return true;
  };
  const shell = await login(host, { password: 'secret', hostVerifier });
  shell.end();
  return shown;
}
