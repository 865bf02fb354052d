import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProcess } from '../../../../src/core/io/process.ts';
import { manualClock } from '../../../support/clock.ts';
import { useFolders } from './support.ts';

const folder = useFolders();
const env = { PATH: process.env.PATH ?? '' };
const run = (command: string | [string, ...string[]], more: object = {}) =>
  runProcess(command, { cwd: folder(), env, timeout: 20_000, ...more });

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    // One that has ended and was not yet waited for counts as ended.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('not in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const pidsIn = (file: string) => readFileSync(file, 'utf8').trim().split('\n').map(Number);

describe('running a program', () => {
  it('gives its exit code and the output of both streams', async () => {
    const { output, ...rest } = await run('echo out; echo 中文; echo err >&2; exit 3');
    expect(rest).toEqual({ code: 3, late: false });
    // Two pipes: what is said on one may be read before what was said on the other.
    expect(output.split('\n').toSorted()).toEqual(['', 'err', 'out', '中文']);
    expect(output).toContain('out\n中文\n');
  });

  it('passes arguments as they are, without a shell, and only the environment given', async () => {
    const given = await run(['printf', '%s|', '$HOME', 'a b', '`id`'], { env: { ...env, ONLY: 'this' } });
    expect(given.output).toBe('$HOME|a b|`id`|');
    const { output } = await run(['/usr/bin/env'], { env: { ONLY: 'this' } });
    expect(output).toBe('ONLY=this\n');
  });

  it('says which signal ended it', async () => {
    expect(await run('kill -USR1 $$')).toMatchObject({ code: null, signal: 'SIGUSR1', late: false });
  });

  it('keeps the end of a long output, in bounded memory, and hands all of it on', async () => {
    let heard = 0;
    const listen = (chunk: Buffer) => {
      heard += chunk.length;
    };
    const { output } = await run('i=0; while [ $i -lt 20000 ]; do echo "line $i"; i=$((i+1)); done', {
      keep: 100,
      onOutput: listen,
    });
    expect(output).toHaveLength(100);
    expect(output.endsWith('line 19998\nline 19999\n')).toBe(true);
    expect(heard).toBe(208_890);
  });

  it('ends it and all it started when its time has passed, even what ignores being asked', async () => {
    const clock = manualClock();
    const cwd = folder();
    const command = `trap '' TERM; echo $$ >> pids; sh -c "trap '' TERM; echo \\$\\$ >> pids; echo ready; sleep 1000" & wait; sleep 1000`;
    let ready = '';
    const result = run(command, { cwd, clock, timeout: 5_000, onOutput: (chunk: Buffer) => (ready += chunk) });
    await until(() => ready.includes('ready'));
    await clock.advance(5_000);
    expect(await result).toMatchObject({ code: null, signal: 'SIGKILL', late: true });
    const pids = pidsIn(join(cwd, 'pids'));
    expect(pids).toHaveLength(2);
    await until(() => !pids.some(alive));
  });

  it('ends it when told to, with the reason given', async () => {
    const cwd = folder();
    const stop = new AbortController();
    const result = run('echo $$ > pids; exec sleep 1000', { cwd, signal: stop.signal });
    await until(() => existsSync(join(cwd, 'pids')) && pidsIn(join(cwd, 'pids'))[0] !== 0);
    stop.abort(new Error('not needed any more'));
    await expect(result).rejects.toThrow('not needed any more');
    await until(() => !pidsIn(join(cwd, 'pids')).some(alive));
    await expect(run('true', { signal: stop.signal })).rejects.toThrow('not needed any more');
  });

  it('ends what it leaves running in the background, and does not wait for it', async () => {
    const cwd = folder();
    expect(await run('sleep 1000 & echo $! > pids; echo done', { cwd })).toMatchObject({ code: 0, output: 'done\n' });
    await until(() => !pidsIn(join(cwd, 'pids')).some(alive));
  });

  it('names a program that is not there', async () => {
    await expect(run(['no-such-program'])).rejects.toMatchObject({ code: 'tool-missing' });
    await expect(run(['no-such-program'])).rejects.toThrow('no-such-program');
  });
});
