import { chmodSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { cpus, hostname, networkInterfaces, release, totalmem, uptime } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { collectLinux } from '../../../src/core/collect/linux.ts';
import { type FactKind, type Facts, factKinds } from '../../../src/core/collect/types.ts';
import { OpsError } from '../../../src/core/errors.ts';
import type { Connection } from '../../../src/core/io/ssh/types.ts';
import { factsCommand } from '../../../src/core/platforms/linux/script.ts';
import { exec } from '../../support/exec.ts';
import type { Sshds } from '../../support/sshd.ts';
import { cannotRunSshd, startSshd } from '../../support/sshd.ts';
import { sshTo, targetOf } from '../../support/sshd-client.ts';
import { answering } from '../platforms/answering.ts';

const timeout = 20_000;
const standing = ['system', 'interfaces', 'hardware', 'routes', 'vlans', 'packages'] as const;

function has(tool: string): Promise<boolean> {
  return exec('sh', ['-c', `command -v ${tool}`]).then(
    () => true,
    () => false,
  );
}

/** Facts without what changes from one moment to the next. */
function steady({ uptime: _, cpu, memory, filesystems, ...facts }: Facts) {
  return {
    ...facts,
    cpu: { ...cpu, load: 0 },
    memory: memory?.total,
    filesystems: filesystems?.map(({ used: _used, ...rest }) => rest),
  };
}

/** The script run by a shell of this machine, over no connection. */
async function locally(
  shell: readonly string[],
  kinds: readonly FactKind[],
  change = (script: string) => script,
): Promise<{ facts: Facts; warnings: readonly { en: string }[] }> {
  const [, ...argv] = factsCommand('MARK', kinds);
  const [program = '', ...before] = shell;
  return collectLinux(answering(await exec(program, [...before, ...argv.map(change)])), kinds, { timeout });
}

describe.skipIf(cannotRunSshd())('facts of a real sshd host', () => {
  let sshds: Sshds;
  let facts: Facts;
  let warnings: readonly { en: string }[];
  const open: Connection[] = [];
  const connect = async (index = 0) => {
    const connection = await (await sshTo(sshds)).connect(targetOf(sshds, index), { timeout });
    open.push(connection);
    return connection;
  };
  const folder = () => sshds.servers[0]?.folder ?? '';
  beforeAll(async () => {
    sshds = await startSshd({ count: 2, config: (index) => (index === 1 ? ['ForceCommand echo no shell here'] : []) });
    ({ facts, warnings } = await collectLinux(await connect(), factKinds, { timeout }));
  });
  afterEach(() => {
    for (const connection of open.splice(0)) connection.close();
    rmSync(join(folder(), '.bashrc'), { force: true });
  });
  afterAll(() => sshds.stop());

  it('say what Node says of this machine: name, kernel, processors, memory, uptime', () => {
    expect(facts).toMatchObject({
      hostname: hostname(),
      kernel: release(),
      cpu: { count: cpus().length, model: cpus()[0]?.model.replace(/\s+/g, ' ').trim() },
      memory: { total: totalmem() },
    });
    expect(Math.abs((facts.uptime ?? 0) - uptime())).toBeLessThan(60);
  });

  it('say what os-release says', () => {
    const text = readFileSync('/etc/os-release', 'utf8');
    const value = (key: string) => new RegExp(`^${key}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? '';
    expect(value('NAME')).toContain(facts.os);
    expect(facts.version?.startsWith(value('VERSION_ID'))).toBe(true);
  });

  it('have the addresses and MACs that Node sees', () => {
    for (const [name, seen] of Object.entries(networkInterfaces())) {
      const found = facts.interfaces?.find((one) => one.name === name);
      expect(found?.state).toBe('up');
      for (const { cidr, mac } of seen ?? []) {
        expect(found?.addresses).toContain(cidr);
        if (!/^[0:]+$/.test(mac)) expect(found?.mac).toBe(mac);
      }
    }
  });

  it('have the root file system in its size', () => {
    const { blocks, bsize } = statfsSync('/');
    expect(facts.filesystems?.find(({ mount }) => mount === '/')?.size).toBe(blocks * bsize);
    expect(JSON.stringify(facts.filesystems)).not.toMatch(/"(?:proc|tmpfs|sysfs|devtmpfs|cgroup2?)"/);
  });

  it('have the disks that lsblk has', async ({ skip }) => {
    if (!(await has('lsblk'))) return skip('lsblk is not installed');
    const { blockdevices } = JSON.parse(await exec('lsblk', ['-bdJ', '-o', 'NAME,SIZE,TYPE'])) as {
      blockdevices: { name: string; size: number; type: string }[];
    };
    const disks = blockdevices.filter(
      ({ name, size, type }) => type === 'disk' && size > 0 && !name.startsWith('zram'),
    );
    expect((facts.disks ?? []).map(({ name, size }) => ({ name, size }))).toEqual(
      disks.map(({ name, size }) => ({ name, size })),
    );
  });

  it('have the routes that ip has', async ({ skip }) => {
    if (!(await has('ip'))) return skip('ip is not installed');
    const routes = JSON.parse((await exec('ip', ['-j', 'route', 'show'])) || '[]') as {
      dst: string;
      gateway?: string;
    }[];
    for (const { dst, gateway } of routes) {
      const prefix = dst === 'default' ? '0.0.0.0/0' : dst.includes('/') ? dst : `${dst}/32`;
      expect(facts.routes).toContainEqual(expect.objectContaining({ prefix, ...(gateway && { via: gateway }) }));
    }
  });

  it('have as many packages as dpkg', async ({ skip }) => {
    if (!(await has('dpkg-query'))) return skip('dpkg-query is not installed');
    const lines = (await exec('dpkg-query', ['-W', '-f', '${db:Status-Abbrev}|${Package} ${Version}\n'])).split('\n');
    const installed = new Set(lines.flatMap((line) => /^.i.?\|(.*)$/.exec(line)?.[1] ?? []));
    expect(new Set(facts.packages?.map(({ name, version }) => `${name} ${version}`))).toEqual(installed);
  });

  it('have the port of that sshd, with its program', () => {
    const port = sshds.servers[0]?.port;
    expect(facts.ports).toContainEqual({ protocol: 'tcp', address: '127.0.0.1', port, process: 'sshd' });
    expect(facts.services?.length).toBeGreaterThan(0);
  });

  it('take only what was asked for', async () => {
    const some = await collectLinux(await connect(), ['routes'], { timeout });
    expect(Object.keys(some.facts)).toEqual(['routes']);
    expect(some.warnings).toEqual([]);
  });

  it('have a warning for each thing that is not known', async () => {
    const said = warnings.map(({ en }) => en).join('\n');
    expect(/Neighbours are not known/.test(said)).toBe(!(await has('lldpctl')));
    expect(/DMI/.test(said)).toBe(facts.vendor === undefined);
  });

  it('are the same under a profile that talks, fakes sections, and sets aliases, functions and another language', async () => {
    const profile = `echo Welcome; echo 'MARK section files'; echo '/proc/sys/kernel/hostname:fake'; printf 'no end of line'
shopt -s expand_aliases; alias df='echo fake'; grep() { echo fake; }; export -f grep
export LC_ALL=zh_CN.UTF-8 LANGUAGE=zh GREP_OPTIONS=--color=always DF_BLOCK_SIZE=M POSIXLY_CORRECT=1 PATH=/nowhere
trap 'echo bye' EXIT
`;
    const quiet = await collectLinux(await connect(), standing, { timeout });
    writeFileSync(join(folder(), '.bashrc'), profile);
    const noisy = await collectLinux(await connect(), standing, { timeout });
    expect(steady(noisy.facts)).toEqual(steady(quiet.facts));
    expect(noisy.warnings).toEqual(quiet.warnings);
  });

  it('are kept as far as they came when a tool hangs, with a warning that says where', async ({ skip }) => {
    const bin = join(folder(), 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'df'), '#!/bin/sh\nexec sleep 30\n');
    chmodSync(join(bin, 'df'), 0o755);
    writeFileSync(join(folder(), '.bashrc'), `export PATH=${bin}:$PATH\n`);
    const where = await (await connect()).exec(['sh', '-c', 'command -v df'], { timeout });
    if (!where.stdout.startsWith(bin)) return skip('the login shell reads no .bashrc');
    const hung = await collectLinux(await connect(), ['system', 'routes', 'services'], { timeout: 1500 });
    expect(hung.facts).toMatchObject({ hostname: hostname(), routes: facts.routes });
    expect(hung.facts).not.toHaveProperty('services');
    expect(hung.warnings.map(({ en }) => en).join()).toContain('stopped answering while telling of df');
  });

  it('are none, with an error that says why, where the host runs no script', async () => {
    const failing = collectLinux(await connect(1), ['system'], { timeout });
    await expect(failing).rejects.toMatchObject({
      code: 'no-facts',
      message: expect.stringContaining('no shell here'),
    });
  });

  it('end with the deadline where nothing came', async () => {
    writeFileSync(join(folder(), '.bashrc'), 'exec sleep 30\n');
    const connection = await connect();
    const running = collectLinux(connection, ['system'], { timeout: 500 });
    const ended = await running.then(
      () => 'facts',
      (error: OpsError) => error.code,
    );
    // `facts` where the login shell is not bash.
    expect(['deadline', 'facts']).toContain(ended);
  });
});

describe.skipIf(process.platform !== 'linux')('shells and tools', () => {
  const kinds = standing;

  it.each([['busybox', 'sh'], ['bash'], ['bash', '--posix']])(
    'gives the same facts by %s %s as by dash',
    async (...shell) => {
      const [program = ''] = shell;
      if (!(await has(program))) {
        if (process.env.CI === 'true') throw new Error(`${program} is not installed`);
        return;
      }
      const [ours, plain] = [await locally(shell, kinds), await locally(['sh'], kinds)];
      expect(steady(ours.facts)).toEqual(steady(plain.facts));
      expect(ours.warnings).toEqual(plain.warnings);
    },
  );

  it('gives the same by the tools of busybox, where it has them', async ({ skip }) => {
    if (!(await has('busybox'))) return skip('busybox is not installed');
    const applets = ['grep', 'head', 'df', 'ip', 'cat'];
    const listed = (await exec('busybox', ['--list'])).split('\n');
    const functions = applets
      .filter((name) => listed.includes(name))
      .map((name) => `${name}() { busybox ${name} "$@"; }\n`);
    const change = (text: string) =>
      text.includes('asked()') ? functions.join('') + text.replace(/\bcommand (grep|head|df|ip) /g, '$1 ') : text;
    const some = kinds.filter((kind) => kind !== 'vlans');
    const [theirs, plain] = [await locally(['sh'], some, change), await locally(['sh'], some)];
    const rest = ({ filesystems, routes, ...facts }: ReturnType<typeof steady>) => ({
      ...facts,
      mounts: filesystems?.map(({ mount, size }) => ({ mount, size })),
      prefixes: new Set(routes?.map(({ prefix, via, interface: name }) => `${prefix} ${via} ${name}`)),
    });
    expect(rest(steady(theirs.facts))).toEqual(rest(steady(plain.facts)));
  });

  it('tells what it can without a single tool, and what it cannot', async () => {
    const change = (text: string) => text.replace(/^LC_ALL=C PATH=.*$/m, 'LC_ALL=C PATH=/nowhere');
    const [bare, full] = [
      await locally(['sh'], [...kinds, 'services'], change),
      await locally(['sh'], ['system', 'interfaces']),
    ];
    expect(bare.facts).toMatchObject({ hostname: hostname(), kernel: release(), memory: { total: totalmem() } });
    expect(bare.facts.os).toBe(full.facts.os);
    const named = (facts: Facts) => facts.interfaces?.map(({ name, mac, state, mtu }) => ({ name, mac, state, mtu }));
    expect(named(bare.facts)).toEqual(named(full.facts));
    expect(bare.facts.ports?.length).toBeGreaterThan(0);
    const said = bare.warnings.map(({ en }) => en).join('\n');
    for (const word of ['IPv4 addresses', 'IPv4 routes', 'file systems', 'listening ports'])
      expect(said).toContain(word);
  });
});

describe('becoming somebody else', () => {
  it('is not needed: where it is refused, facts are those that the login may see, with a warning', async () => {
    const refusal = new OpsError('become-refused', { en: 'sudo: wrong password', zh: 'sudo：密码错误' });
    const host = answering('MARK section files\n/proc/sys/kernel/hostname:web-01\nMARK end\n');
    const connection: Connection = {
      ...host,
      exec: async (argv, options) => {
        if (options.become !== false) throw refusal;
        return host.exec(argv, options);
      },
    };
    expect(await collectLinux(connection, ['system'], { timeout })).toEqual({
      facts: { hostname: 'web-01' },
      warnings: [refusal.text],
    });
  });
});
