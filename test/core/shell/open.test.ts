import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/io/clock.ts';
import { secret } from '../../../src/core/io/secret.ts';
import type { Shell } from '../../../src/core/platforms/define.ts';
import type { ShellError } from '../../../src/core/shell/errors.ts';
import { openShell, type ShellSettings } from '../../../src/core/shell/open.ts';
import { hurried } from '../../../src/sandbox/devices/hurried.ts';
import { type Device, type Mischief, startDevice } from '../../support/device.ts';
import type { Recording } from '../../support/recording.ts';

const shell: Shell = {
  prompt: /^[\w.-]+[>#]\s*$/,
  setup: ['terminal length 0'],
  more: /^\s*--More--\s*$/,
  moreAnswer: ' ',
  questions: [[/Change now\? \[Y\/N\]:\s*$/, 'n']],
  enable: { when: />$/, command: 'enable', password: /^Password:\s*$/ },
  refusals: [/^% Invalid/m],
  leave: 'exit',
};

const lines = (count: number, text: string) => Array.from({ length: count }, (_, at) => `${text} ${at + 1}\n`).join('');

const recording: Recording = {
  prompt: 'sw1>',
  greeting: 'Authorized people only.\n<nobody else>\n\n',
  pager: { more: ' --More-- ', erase: `${'\b'.repeat(10)}${' '.repeat(10)}${'\b'.repeat(10)}`, rows: 5, off: [] },
  asks: [],
  unknown: "% Invalid input detected at '^' marker.",
  leave: ['exit'],
  answers: new Map([
    ['show version', { output: 'Some OS, Version 1.0\nuptime is 2 days\n', enabled: false }],
    ['show long', { output: lines(100, 'line'), enabled: false }],
    ['show wide', { output: `${'wide '.repeat(400)}end\n`, enabled: false }],
    ['show 中文', { output: 'description 财务部打印机\n  二楼\n', enabled: false }],
    ['show running-config', { output: 'hostname sw1\n', enabled: true }],
  ]),
};
const withEnable: Recording = {
  ...recording,
  enable: {
    command: 'enable',
    question: 'Password: ',
    password: 'Raise!1',
    prompt: 'sw1#',
    refused: '% Access denied',
    again: 2,
  },
};

const devices: Device[] = [];
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.stop()));
});

async function start(mischief: Mischief = {}, device: Recording = recording) {
  const started = await startDevice(device, mischief);
  devices.push(started);
  const connection = await started.ssh.connect(started.target, { timeout: 10_000 });
  const open = (more: Partial<ShellSettings> = {}) => openShell(connection, shell, { clock: hurried(10), ...more });
  return { ...started, connection, open };
}

const failure = (promise: Promise<unknown>): Promise<ShellError> =>
  promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: ShellError) => error,
  );

const timeout = 20_000;

describe('a device that behaves', () => {
  test('tells its prompt and greeting, and answers without echo, prompt and pager', async () => {
    const { open, typed } = await start();
    const device = await open();
    expect(device).toMatchObject({ prompt: 'sw1>', greeting: recording.greeting });
    expect(await device.run('show version', { timeout })).toEqual({
      output: 'Some OS, Version 1.0\nuptime is 2 days\n',
      refused: false,
    });
    expect(await device.run('show long', { timeout })).toEqual({ output: lines(100, 'line'), refused: false });
    expect(await device.run('show nothing', { timeout })).toMatchObject({ refused: true });
    device.close();
    await expect.poll(() => typed.at(-1)).toBe('exit');
  });

  test('answers commands that were given at the same time one after the other', async () => {
    const device = await (await start()).open();
    const answers = await Promise.all(['show version', 'show long'].map((command) => device.run(command, { timeout })));
    expect(answers.map(({ output }) => output.split('\n')[0])).toEqual(['Some OS, Version 1.0', 'line 1']);
  });

  test('is asked its questions as the platform answers them', async () => {
    const asks = [{ question: 'The password needs to be changed. Change now? [Y/N]:', answer: 'n' }];
    const { open, typed } = await start({}, { ...recording, asks });
    await open();
    expect(typed[0]).toBe('n');
  });

  test.each([
    ['sends byte by byte', { chunk: 1 }],
    ['is slow', { chunk: 40, slow: 3 }],
    ['does not show what is typed', { echo: 'none' }],
    ['breaks what is typed', { echo: 'wraps' }],
    ['draws what is typed again', { echo: 'redraws', chunk: 2 }],
    ['puts NUL, BEL and colours into its prompt', { noise: true }],
    ['says something behind its prompt and shows that again', { logs: '%SYS-5-CONFIG_I: Configured from vty0' }],
    ['says something behind its prompt and does not show that again', { logs: '%LINK-3-UPDOWN: up', logsOver: true }],
    ['waits for Enter', { waitsForEnter: true }],
  ] satisfies [string, Mischief][])('is understood where it %s', async (_, mischief) => {
    const device = await (await start(mischief)).open();
    expect(device.prompt).toBe('sw1>');
    expect((await device.run('show long', { timeout })).output).toBe(lines(100, 'line'));
    expect((await device.run('show wide', { timeout })).output).toBe(`${'wide '.repeat(400)}end\n`);
    expect((await device.run('show version', { timeout })).output).toContain('uptime');
  });

  test.each(['utf8', 'gbk'] as const)('is read in %s', async (encoding) => {
    const device = await (await start({ encoding, echo: 'none' })).open();
    expect((await device.run('show 中文', { timeout })).output).toBe('description 财务部打印机\n  二楼\n');
  });
});

describe('more rights', () => {
  test('are had with the password', async () => {
    const device = await (await start({}, withEnable)).open({ enable: secret('Raise!1') });
    expect(device.prompt).toBe('sw1#');
    expect((await device.run('show running-config', { timeout })).output).toBe('hostname sw1\n');
  });

  test('are not asked for without a password', async () => {
    const { open, typed } = await start({}, withEnable);
    expect((await open()).prompt).toBe('sw1>');
    expect(typed).not.toContain('enable');
  });

  test('with a wrong password end the session at once, and it is sent once', async () => {
    const { open, typed } = await start({}, withEnable);
    const error = await failure(open({ enable: secret('Wrong!2') }));
    expect(error.code).toBe('enable-refused');
    expect(`${error.text.en}${error.text.zh}`).not.toContain('Wrong!2');
    expect(error.text.en).toMatch(/device \(127\.0\.0\.1:\d+\) as ops.*credentials\.yaml/);
    expect(typed.filter((line) => line === 'Wrong!2')).toHaveLength(1);
  });
});

describe('a device that misbehaves', () => {
  test('with nothing to say has no prompt at its deadline', async () => {
    const { open } = await start({ silent: true });
    const clock = systemClock();
    const began = clock.now();
    const error = await failure(open({ clock, deadline: began + 400 }));
    expect(error.code).toBe('no-prompt');
    expect(error.text.en).toContain('it said nothing');
    expect(clock.now() - began).toBeLessThan(2_000);
  });

  test('that asks what nobody can answer is quoted', async () => {
    const asks = [{ question: 'Your password has expired. New password:', answer: 'x' }];
    const { open } = await start({}, { ...recording, asks });
    const error = await failure(open());
    expect(error).toMatchObject({ code: 'no-prompt' });
    expect(error.text.en).toContain('Your password has expired. New password:');
    expect(error.text.zh).toContain('Your password has expired. New password:');
  });

  test('with a pager that never ends is cut off, and answers what comes next', async () => {
    const device = await (await start({ endlessPager: 'show long' })).open();
    const error = await failure(device.run('show long', { timeout, keep: 2_000 }));
    expect(error.code).toBe('output-cut');
    expect(error.output).toMatch(/^page 1\npage 2\n/);
    expect(error.output.length).toBeLessThanOrEqual(2_000);
    expect((await device.run('show version', { timeout })).output).toContain('uptime is 2 days');
  });

  test('that stops in the middle gives what came, and answers what comes next', async () => {
    const device = await (await start({ cutIn: 'show long' })).open();
    const error = await failure(device.run('show long', { timeout: 5_000 }));
    expect(error.code).toBe('output-cut');
    expect(error.output).toMatch(/^line 1\nline 2\n/);
    expect(error.text.en).toMatch(/Typing "show long" on device .*stopped in the middle/);
    expect((await device.run('show version', { timeout })).output).toBe('Some OS, Version 1.0\nuptime is 2 days\n');
  });

  test.each([
    ['goes down', { rebootIn: 'show long' }],
    ['ends the session', { hangUpIn: 'show long' }],
  ] satisfies [string, Mischief][])('that %s in the middle is lost, at once', async (_, mischief) => {
    const device = await (await start(mischief)).open();
    const error = await failure(device.run('show long', { timeout: 600_000 }));
    expect(error.code).toBe('connection-lost');
    expect((await failure(device.run('show version', { timeout: 600_000 }))).code).toBe('connection-lost');
  });

  test('that sends 10 MB is read whole where so much is kept, and bounded where not', async () => {
    const bytes = 10_000_000;
    const device = await (await start({ flood: { command: 'show flood', bytes } })).open({ clock: systemClock() });
    expect((await device.run('show flood', { timeout })).output.length).toBeGreaterThan(bytes - 200);
    const error = await failure(device.run('show flood', { timeout, keep: 100_000 }));
    expect(error.code).toBe('output-cut');
    expect(error.output.length).toBeLessThanOrEqual(100_000);
    expect((await device.run('show version', { timeout })).output).toContain('uptime');
  });

  test('is left when the signal says so', async () => {
    const { open } = await start({ cutIn: 'show long' });
    const stop = new AbortController();
    const device = await open({ signal: stop.signal });
    const running = failure(device.run('show long', { timeout: 600_000 }));
    stop.abort(new Error('enough'));
    expect((await running).message).toBe('enough');
  });

  test('is given up at the deadline of the whole session', async () => {
    const clock = systemClock();
    const device = await (await start({ cutIn: 'show long' })).open({ clock, deadline: clock.now() + 1_500 });
    expect((await failure(device.run('show long', { timeout: 600_000 }))).code).toBe('output-cut');
    expect((await failure(device.run('show version', { timeout: 600_000 }))).code).toBe('no-prompt');
  });
});

test.each(['', '  ', 'show version\nreload', 'show\rversion', 'show \x03'])(
  '%j is no command that is typed',
  async (command) => {
    const { open, typed } = await start();
    const device = await open();
    expect((await failure(device.run(command, { timeout }))).code).toBe('command-refused');
    expect(typed).toEqual(['', 'terminal length 0']);
  },
);
