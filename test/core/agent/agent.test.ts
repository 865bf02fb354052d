import { execFile, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseProbe } from '../../../src/core/agent/agent.ts';

const script = new URL('../../../src/core/agent/agent.sh', import.meta.url).pathname;
const run = promisify(execFile);
const has = (program: string) => existsSync(`/bin/${program}`) || existsSync(`/usr/bin/${program}`);

const shells = [
  { name: 'dash', argv: ['dash'] },
  { name: 'bash --posix', argv: ['bash', '--posix'] },
  { name: 'busybox', argv: ['busybox', 'sh'] },
].filter((shell) => has(shell.argv[0] ?? '') || process.env.CI === 'true');

describe.each(shells)('the host script under $name', ({ argv }) => {
  let root = '';
  let agent = '';
  const [program = 'sh', ...flags] = argv;

  const call = async (env: Record<string, string>, ...words: (string | number)[]) => {
    const [command, ...more] = words.map(String);
    const { stdout } = await run(program, [...flags, agent, command ?? '', root, ...more], {
      env: { ...process.env, ...env },
    });
    return stdout.trim();
  };
  const say = (...words: (string | number)[]) => call({}, ...words);
  const until = async (condition: () => boolean) => {
    const deadline = Date.now() + 10_000;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error('the condition did not come about in 10 s');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'agent-'));
    execFileSync(program, [...flags, script, 'prepare', root, 'agent.sh'], { input: readFileSync(script) });
    agent = join(root, '.changeops', 'agent.sh');
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('gives the lease to one, and refuses another bot until it is released', async () => {
    expect(await say('lease-take', 'bot-a', 'run-1', 60, 'new')).toBe('lease 1');
    expect(await say('lease-take', 'bot-b', 'run-2', 60, 'new')).toMatch(/^refused lease-held bot-a run-1 /);
    expect(await say('lease-release', 1)).toBe('ok');
    expect(await say('lease-take', 'bot-b', 'run-2', 60, 'new')).toBe('lease 2');
  });

  it('gives it to exactly one of many that ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => say('lease-take', `bot-${index}`, 'run', 60, 'new')),
    );
    expect(answers.filter((answer) => answer.startsWith('lease '))).toHaveLength(1);
  });

  it('counts a lease of before a reboot as expired, whatever its time', async () => {
    await call({ CHANGEOPS_BOOT_ID: 'first' }, 'lease-take', 'bot-a', 'run-1', 6000, 'new');
    expect(await call({ CHANGEOPS_BOOT_ID: 'second' }, 'lease-take', 'bot-b', 'run-2', 60, 'new')).toBe('lease 2');
  });

  it('does not renew, nor run a step, for a run whose lease was taken over', async () => {
    await say('lease-take', 'bot-a', 'run-1', 60, 'new');
    await say('lease-release', 1);
    await say('lease-take', 'bot-b', 'run-2', 60, 'new');
    expect(await say('lease-renew', 1, 60)).toMatch(/^refused lease-lost/);
    expect(await say('step', 1, 'run-1', 'forward-start.1', 10, 'touch', join(root, 'changed'))).toMatch(
      /^refused lease-lost/,
    );
    expect(existsSync(join(root, 'changed'))).toBe(false);
    expect(await say('lease-take', 'bot-a', 'run-1', 60, 'again')).toMatch(
      /^refused lease-lost taken over: bot-b run-2/,
    );
  });

  it('does not run a step under a lease that has run out', async () => {
    await call({ CHANGEOPS_BOOT_ID: 'first' }, 'lease-take', 'bot-a', 'run-1', 60, 'new');
    const answer = await call(
      { CHANGEOPS_BOOT_ID: 'second' },
      'step',
      1,
      'run-1',
      's',
      10,
      'touch',
      join(root, 'changed'),
    );
    expect(answer).toMatch(/^refused lease-expired/);
    expect(existsSync(join(root, 'changed'))).toBe(false);
  });

  it('runs a step once, and tells its end and its output also later', async () => {
    await say('lease-take', 'bot', 'run', 60, 'new');
    const line = `echo one more >>${join(root, 'count')}; echo said; exit 3`;
    expect(await say('step', 1, 'run', 'forward-start.1', 10, 'sh', '-c', line)).toBe('exit 3\nsaid');
    expect(await say('step', 1, 'run', 'forward-start.1', 10, 'sh', '-c', line)).toBe(
      'refused already-started ended 3',
    );
    expect(readFileSync(join(root, 'count'), 'utf8')).toBe('one more\n');
    expect(await say('await', 'run', 'forward-start.1', 5)).toBe('exit 3\nsaid');
    expect(await say('records', 'run')).toBe('record forward-start.1 ended 3\nend');
  });

  it('lets a step go on when the one who started it is killed, and records its end', async () => {
    await say('lease-take', 'bot', 'run', 60, 'new');
    const wait = `touch ${join(root, 'begun')}; until [ -e ${join(root, 'go')} ]; do sleep 0.05; done; echo finished`;
    const starter = spawn(program, [...flags, agent, 'step', root, '1', 'run', 's', '30', 'sh', '-c', wait], {
      detached: true,
    });
    // Only then has it looked at the lease; before, taking it over would have it refused.
    await until(() => existsSync(join(root, 'begun')));
    process.kill(-(starter.pid ?? 0), 'SIGKILL');
    expect(await say('records', 'run')).toBe('record s running\nend');
    expect(await say('lease-take', 'bot', 'run', 60, 'again')).toMatch(/^lease 2\norphan run s running \d+$/);
    writeFileSync(join(root, 'go'), '');
    expect(await say('await', 'run', 's', 10)).toBe('exit 0\nfinished');
  });

  it('ends a hanging step with everything it started', async () => {
    await say('lease-take', 'bot', 'run', 60, 'new');
    const hang = spawn(program, [
      ...flags,
      agent,
      'step',
      root,
      '1',
      'run',
      's',
      '30',
      'sh',
      '-c',
      `sleep 1000 & echo $! >${root}/pid; wait`,
    ]);
    await until(() => existsSync(join(root, 'pid')) && readFileSync(join(root, 'pid'), 'utf8').length > 1);
    const child = readFileSync(join(root, 'pid'), 'utf8').trim();
    expect(await say('end', 'run', 's', 'timeout')).toMatch(/^exit timeout/);
    await until(() => !existsSync(`/proc/${child}`));
    await until(() => hang.exitCode !== null);
  });

  it('answers when a step is done though a child of it holds the output open', async () => {
    await say('lease-take', 'bot', 'run', 60, 'new');
    expect(await say('step', 1, 'run', 's', 30, 'sh', '-c', `sleep 1000 & echo $! >${root}/pid; echo left`)).toBe(
      'exit 0\nleft',
    );
    process.kill(Number(readFileSync(join(root, 'pid'), 'utf8')));
  });

  it('calls a step dead whose process went away without an end', async () => {
    await say('lease-take', 'bot', 'run', 60, 'new');
    const starter = spawn(program, [...flags, agent, 'step', root, '1', 'run', 's', '30', 'sleep', '1000']);
    await until(() => existsSync(join(root, '.changeops/runs/run/s/started')));
    const pid = Number(readFileSync(join(root, '.changeops/runs/run/s/started'), 'utf8').split(' ')[0]);
    process.kill(-pid, 'SIGKILL');
    await until(() => starter.exitCode !== null);
    expect(await say('records', 'run')).toBe('record s dead\nend');
  });

  it('refuses to switch when current is not what was expected', async () => {
    mkdirSync(join(root, 'releases/other'));
    symlinkSync('releases/other', join(root, 'current'));
    await say('lease-take', 'bot', 'run', 60, 'new');
    expect(await say('step', 1, 'run', 's', 10, 'do_switch', '-', 'mine')).toMatch(/^exit 66/);
    expect(execFileSync('readlink', [join(root, 'current')], { encoding: 'utf8' })).toBe('releases/other\n');
  });

  const keep = (name: string, spec: string) => {
    mkdirSync(join(root, 'releases', name));
    mkdirSync(join(root, '.changeops/releases', name));
    for (const file of ['manifest', 'links', 'programs', 'shared', 'complete'])
      writeFileSync(join(root, '.changeops/releases', name, file), '');
    writeFileSync(join(root, '.changeops/releases', name, 'spec.json'), spec);
  };

  it('tells a release’s hooks as they are stored, with all their backslashes and lines', async () => {
    const spec = JSON.stringify({ hooks: { start: { run: 'a\nprintf "b\\n" | sed \'s/\\./x/\'\tc' } } });
    keep('1_a', `${spec}\n`);
    expect(parseProbe(await say('probe'))?.releases[0]?.spec).toBe(spec);
  });

  it('marks no release good where current was removed, only what was there as withdrawn', async () => {
    keep('1_a', '{}');
    await say('lease-take', 'bot', 'run', 60, 'new');
    expect(await say('step', 1, 'run', 's', 10, 'do_mark_good', '-', 1, '1_a')).toBe('exit 0');
    expect(parseProbe(await say('probe'))?.releases[0]).toMatchObject({ withdrawn: true, good: undefined });
  });

  it('counts a release that an undo put back as withdrawn no more', async () => {
    keep('1_a', '{}');
    writeFileSync(join(root, '.changeops/releases/1_a/withdrawn'), '');
    await say('lease-take', 'bot', 'run', 60, 'new');
    expect(await say('step', 1, 'run', 's', 10, 'do_switch', '-', '1_a', 'back')).toBe('exit 0');
    expect(parseProbe(await say('probe'))).toMatchObject({
      current: { release: '1_a' },
      releases: [{ withdrawn: false }],
    });
  });

  it('adopts what is foreign once, and not what somebody has adopted meanwhile', async () => {
    mkdirSync(join(root, 'current'));
    writeFileSync(join(root, 'current/file'), 'x');
    await say('lease-take', 'bot', 'run', 60, 'new');
    const spec = '{"run":"a\\nb"}';
    expect(await say('step', 1, 'run', 's1', 10, 'do_adopt', 'adopted_1', spec)).toBe('exit 0');
    expect(await say('step', 1, 'run', 's2', 10, 'do_adopt', 'adopted_2', spec)).toMatch(/^exit 66/);
    expect(parseProbe(await say('probe'))).toMatchObject({
      current: { release: 'adopted_1' },
      releases: [{ name: 'adopted_1', spec }],
    });
  });

  it('looks without changing anything', async () => {
    rmSync(join(root, '.changeops'), { recursive: true });
    rmSync(join(root, 'releases'), { recursive: true });
    rmSync(join(root, 'shared'), { recursive: true });
    const { stdout } = await run(program, [...flags, '-c', readFileSync(script, 'utf8'), 'changeops', 'probe', root]);
    const state = parseProbe(stdout);
    expect(state).toMatchObject({ root, missing: [], current: null, releases: [] });
    expect(state?.space).toBeGreaterThan(0);
    expect(readdirSync(root)).toEqual([]);
  });

  it('says that current is foreign where the bot did not make it', async () => {
    symlinkSync('/somewhere', join(root, 'current'));
    expect(parseProbe(await say('probe'))?.current).toEqual({ foreign: 'link /somewhere' });
  });
});
