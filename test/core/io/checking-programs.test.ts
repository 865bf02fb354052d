import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCheckingPrograms } from '../../../src/core/io/checking-programs.ts';
import { systemClock } from '../../../src/core/io/clock.ts';
import { hurried } from '../../../src/sandbox/devices/hurried.ts';

const root = process.getuid?.() === 0;

describe.skipIf(process.platform === 'win32')('a program that checks files', () => {
  test('finds them in a folder of its own, which only it can enter, and which is gone afterwards', async () => {
    const ran = await runner().run('sh', ['-c', 'pwd; stat -c %a . a sub/b; cat a sub/b'], {
      a: 'one\n',
      'sub/b': 'two\n',
    });
    expect(ran?.output).toBe('.\n700\n600\n600\none\ntwo\n');
    expect(leftFolders()).toEqual([]);
  });

  test('leaves no folder when it fails, is killed or writes into it', async () => {
    const ran = await runner().run('sh', ['-c', 'mkdir -p x/y; echo 1 > x/y/z; kill -9 $$'], {});
    expect(ran).toMatchObject({ code: null, late: false });
    expect(leftFolders()).toEqual([]);
  });

  test('gets PATH and LC_ALL and nothing else of the bot, and no input', async () => {
    process.env.CHANGEOPS_TEST_SECRET = 'hunter2';
    const ran = await runner().run('sh', ['-c', 'env -u PWD -u SHLVL -u _ env; cat'], {});
    delete process.env.CHANGEOPS_TEST_SECRET;
    const names = ran?.output.split('\n').map((line) => line.split('=')[0]);
    expect(names?.toSorted()).toEqual(['', 'LC_ALL', 'PATH']);
  });

  test.runIf(root)('is nobody, without capabilities and without a way to gain rights', async () => {
    const ran = await runner().run(
      'sh',
      ['-c', 'id -u; id -g; grep -E "^(CapEff|CapBnd|NoNewPrivs)" /proc/self/status'],
      {},
    );
    const none = '0000000000000000';
    expect(ran?.output).toBe(`65534\n65534\nCapEff:\t${none}\nCapBnd:\t${none}\nNoNewPrivs:\t1\n`);
  });

  test.runIf(root)('cannot read what only root may', async () => {
    const ran = await runner().run('cat', ['/etc/shadow'], {});
    expect(ran?.output).toMatch(/Permission denied/);
  });

  test('has no network where the machine can keep it away', async ({ skip }) => {
    const programs = runner();
    if (!(await programs.confinement()).noNetwork) skip('this machine has no network namespaces for it');
    const ran = await programs.run('cat', ['/proc/net/dev'], {});
    const interfaces = ran?.output
      .split('\n')
      .slice(2)
      .map((line) => line.split(':')[0]?.trim());
    expect(interfaces).toEqual(['lo', '']);
  });

  test.runIf(process.platform === 'linux')('is killed at the deadline with all that it started', async () => {
    const programs = createCheckingPrograms({ clock: hurried(20), signal: alive() });
    const ran = await programs.run('sh', ['-c', 'sleep 600 & echo $!; sleep 600'], {});
    expect(ran).toMatchObject({ code: null, late: true });
    expect(runs(Number(ran?.output))).toBe(false);
    expect(leftFolders()).toEqual([]);
  });

  test('may say as much as it likes: the end is kept, 64 KiB of it', async () => {
    const ran = await runner().run('sh', ['-c', 'head -c 3000000 /dev/zero | tr "\\0" a; echo end'], {});
    expect(ran?.output).toHaveLength(64 * 1024);
    expect(ran?.output.endsWith('aaaend\n')).toBe(true);
  });

  test('is undefined where it is not installed', async () => {
    expect(await runner().run('changeops-no-such-program', [], {})).toBeUndefined();
  });

  test('ends with the work that wanted it', async () => {
    const stop = new AbortController();
    const programs = createCheckingPrograms({ clock: systemClock(), signal: stop.signal });
    const ran = programs.run('sleep', ['600'], {});
    stop.abort(new Error('cancelled'));
    await expect(ran).rejects.toThrow('cancelled');
    expect(leftFolders()).toEqual([]);
  });

  test('takes no file that would lie outside its folder', async () => {
    await expect(runner().run('true', [], { '../x': '' })).rejects.toThrow('is not a name of a file in the folder');
    expect(leftFolders()).toEqual([]);
  });

  test.runIf(root)('is not run at all by a bot that is root and cannot give up its rights', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'programs-'));
    writeFileSync(join(folder, 'checker'), '#!/bin/sh\necho ran\n');
    chmodSync(join(folder, 'checker'), 0o755);
    const programs = createCheckingPrograms({ clock: systemClock(), signal: alive(), path: folder });
    await expect(programs.run('checker', [], {})).rejects.toMatchObject({ code: 'check-not-confined' });
  });
});

function runner() {
  return createCheckingPrograms({ clock: systemClock(), signal: alive() });
}

function alive(): AbortSignal {
  return new AbortController().signal;
}

function leftFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('changeops-check-'));
}

/** Whether a process runs; one that has ended and that nobody has asked about yet may still be listed. */
function runs(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
