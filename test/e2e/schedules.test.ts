import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextTimes, timetable } from '../../src/core/schedules/index.ts';
import { type Device, startDevice } from '../support/device.ts';
import { leapingClock } from '../support/leaping-clock.ts';
import type { Recording } from '../support/recording.ts';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';
import { wordsOf } from '../support/watching.ts';

const clock = leapingClock();
const nightly = timetable('0 2 * * *', 'UTC');
const intended =
  'sysname sw\n#\ninterface GigabitEthernet0/0/1\n description uplink\n port link-type trunk\n#\nreturn\n';

/** As it was kept while schedules did nothing but collect. */
const former = {
  ...{ id: 90, cron: '0 2 * * *', tz: 'UTC', channel: 'C0CHANGES', by: 'U0ENGINEER', missed: 'once' },
  ...{ source: 'ssh', selector: 'web-02', what: ['system'], changesOnly: false, made: 1, handled: 1 },
  paused: { at: 1, by: 'U0ENGINEER' },
};

let team: SandboxTeam;
let secrets: string;
const devices = new Map<string, Device>();
/** What each device answers to `display current-configuration`. */
const running = new Map<string, string>();

beforeAll(async () => {
  secrets = mkdtempSync(join(tmpdir(), 'schedules-'));
  writeFileSync(join(secrets, 'netops'), 'Login@2026');
  for (const name of ['sw-1', 'sw-2', 'sw-3']) devices.set(name, await startDevice(recordingOf(name)));
  const targets = [...devices].map(([name, { target, publicKey }]) => ({ name, port: target.port, publicKey }));
  team = await startSandboxTeam({
    clock,
    edits: {
      general: (general) => Object.assign(general, { language: 'en' }),
      credentials: ({ credentials }) =>
        Object.assign(credentials, { netops: { user: 'ops', password: { file: join(secrets, 'netops') } } }),
      hosts: ({ hosts }) => {
        for (const { name, port } of targets) {
          const where = { address: '127.0.0.1', port, platform: 'huawei-vrp', type: 'switch' };
          hosts[name] = { ...where, credential: 'netops', labels: { floor: name === 'sw-3' ? 2 : 1 } };
        }
      },
    },
    before: (dataDir) => {
      const lines = targets.map(
        ({ port, publicKey }) => `[127.0.0.1]:${port} ${publicKey.split(' ').slice(0, 2).join(' ')}\n`,
      );
      mkdirSync(join(dataDir, 'state'), { recursive: true });
      writeFileSync(join(dataDir, 'state/known_hosts'), lines.join(''), { flag: 'a' });
      writeFileSync(join(dataDir, 'state/schedules.json'), JSON.stringify({ next: 1, schedules: [former] }));
    },
  });
});
afterAll(async () => {
  await team.stop();
  for (const device of devices.values()) await device.stop();
  rmSync(secrets, { recursive: true, force: true });
});

function recordingOf(name: string): Recording {
  running.set(name, intended);
  const answers = {
    get: (command: string) =>
      command === 'display current-configuration'
        ? { output: running.get(name) ?? '', enabled: false }
        : /^(screen-length|undo terminal)/.test(command)
          ? { output: '', enabled: false }
          : undefined,
  } as Recording['answers'];
  return {
    prompt: `<${name}>`,
    greeting: '',
    asks: [],
    unknown: 'Error: Unrecognized command.',
    leave: ['quit'],
    answers,
  };
}

const ask = async (text: string, as = 'engineer') => wordsOf(await team.ask(as, text));
const heard = async () => (await team.slack.messages()).filter(({ from }) => from === 'changeops').map(wordsOf);
const schedule = (id: number) => team.bot().core.schedules.data.schedules.find((one) => one.id === id);
const ref = { kind: 'intended', host: 'web-01', name: 'nginx/hello.conf' } as const;
const keep = (id: string, host: string, name: string, text: string) =>
  team.bot().core.configs.save({
    ...{ id, author: { id: 'U0ENGINEER', name: 'engineer' }, message: 'test' },
    files: [{ kind: 'intended', host, name, text }],
  });

/**
 * Lets the next night come; resolves with what the bot said, once the schedule's run is over. `words`: of a message that
 * schedules do not wait for.
 */
async function night(id: number, words = ''): Promise<string> {
  const before = (await heard()).length;
  const [due = 0] = nextTimes(nightly, clock.now(), 1);
  clock.leapTo(due);
  await over(id, due);
  return since(before, words);
}

const since = (before: number, words: string) =>
  team.until(`the bot to say ${words}`, async () => {
    const said = (await heard()).slice(before).join('\n');
    return said.includes(words) ? said : undefined;
  });

async function over(id: number, due: number): Promise<void> {
  await team.until(`the run of schedule ${id} to be over`, async () => {
    const one = schedule(id);
    return one?.last?.due === due && !one.running ? true : undefined;
  });
  // What is seen is being written; the next run may begin once it is.
  await team.bot().core.schedules.update(() => {});
}

describe('/config drift --every', () => {
  it('makes a schedule that says what it does, where there is something to compare', async () => {
    await keep('sw-1', 'sw-1', 'sw.cfg', intended);
    await keep('sw-2', 'sw-2', 'sw.cfg', intended);
    expect(await ask('/config drift web-01 --every "0 2 * * *"')).toContain(
      'none is intended that files.yaml places there',
    );
    expect(await ask('/config drift type=switch --mend')).toContain('--mend only goes with --every');
    expect(await ask('/config drift floor=1 --every "0 2 * * *"', 'approver')).toContain('You may not use /collect');
    expect(await ask('/config drift type=switch --every "0 2 * * *"')).toContain('look for drift of type=switch');
    expect(await ask('/collect schedules')).toContain('look for drift of type=switch');
    expect(await ask('/ops audit')).toContain('made schedule 1: look for drift of type=switch, ');
  });

  it('says nothing where all is as intended', async () => {
    expect(await night(1)).toBe('');
    expect(schedule(1)?.last?.outcome).toBe('done');
  });

  it('tells which devices drifted, by how much, and how to see it', async () => {
    running.set('sw-1', intended.replace(' description uplink\n', ' shutdown\n description x\n'));
    const said = await night(1);
    expect(said).toContain('Drift of type=switch: 1 of 5 hosts, 0 not reached');
    expect(said).toContain('sw-1');
    expect(said).toContain('+2 −1');
    expect(said).toContain('/config diff sw-1/sw.cfg --running');
    expect(said).toContain('3 devices without an intended config');
    expect(said).toContain('schedule 1 · `/collect pause 1`');
    expect(said).not.toContain('sw-2');
    expect(await ask('/config diff sw-1/sw.cfg --running')).toContain('description uplink');
  });

  it('tells once that all is well again', async () => {
    running.set('sw-1', intended);
    expect(await night(1)).toContain('2 hosts as intended again');
    expect(await night(1)).toBe('');
  });

  it('takes a device that is not reached for one of which nothing is known, and not for well', async () => {
    await devices.get('sw-2')?.stop();
    const said = await night(1);
    expect(said).toContain('0 of 5 hosts, 1 not reached');
    expect(said).toMatch(/sw-2.*not reached, so nothing is known of what is there now/);
    expect(said).not.toContain('again');
  });

  it('says with --mend what became of mending, and says of a schedule for nothing that it is one', async () => {
    expect(await ask('/config drift floor=1 --mend --every "0 2 * * *"')).toContain('drift of floor=1, and mend it');
    running.set('sw-1', `${intended}ftp server enable\n`);
    expect(await ask('/collect pause 1')).toContain('Paused');
    expect(await night(2)).toContain('Not pushed: sw-1 belong to no environment');
    await ask('/collect remove 2');
    expect(await ask('/config drift floor=2 --every "0 2 * * *"')).toContain('drift of floor=2');
    expect(await night(3)).toContain('no intended config is kept of any device here');
  });

  it('goes on where its selector chooses nothing any more, saying so', async () => {
    await team.edit({ hosts: ({ hosts }) => Object.assign(hosts['sw-3'].labels, { floor: 3 }) });
    const said = await night(3, 'so it did not run this time');
    expect(said).toContain('floor=2');
    expect(schedule(3)?.paused).toBeUndefined();
    expect(await ask('/collect remove 3')).toContain('Removed');
  });
});

describe('/generate --every', () => {
  it('saves what is new or changed, as the maker, saying which schedule it was', async () => {
    const made = await ask('/generate nginx-site web-01 --set read_timeout=61s --every "0 2 * * *" --save');
    expect(made).toContain('generate nginx-site web-01 --set read_timeout, and save them');
    expect(await team.bot().core.configs.read(ref)).toBeUndefined();
    const said = await night(4);
    expect(said).toContain('1 new');
    expect(said).toContain('<@U0ENGINEER> saved 1 config as revision');
    expect(said).toContain('schedule 4 · `/collect pause 4`');
    const [version] = await team.bot().core.configs.history(ref);
    expect(version).toMatchObject({ author: { id: 'U0ENGINEER' }, message: expect.stringContaining('(schedule 4)') });
    expect(await ask('/ops audit')).toContain('on schedule 4');
  });

  it('says nothing where all is unchanged', async () => {
    expect(await night(4)).toBe('');
  });

  it('saves once, though the bot died after it and the run is made up for', async () => {
    const due = schedule(4)?.last?.due ?? 0;
    await team.edit({ vars: (vars) => Object.assign(vars.groups.web, { body_size: '41m' }) });
    expect(await night(4)).toContain('saved 1 config as revision');
    const saved = (await team.bot().core.configs.history(ref)).length;
    const last = schedule(4)?.last?.due ?? 0;
    expect(last).toBeGreaterThan(due);
    await team.edit({ vars: (vars) => Object.assign(vars.groups.web, { body_size: '42m' }) });
    // As a kill after the commit leaves it: the run's end is not noted.
    await team.bot().core.schedules.update(({ schedules }) => {
      for (const one of schedules) if (one.id === 4) one.running = { due: last, madeUp: false };
    });
    const before = (await heard()).length;
    await team.restart();
    await over(4, last);
    const said = await since(before, 'was cut off when the bot stopped; it is made up for now, once');
    expect(said).toContain('it was not saved again. What has changed since then is saved at the next time: `web-01`');
    expect(await team.bot().core.configs.history(ref)).toHaveLength(saved);
    expect(await night(4)).toContain('saved 1 config as revision');
    expect(await team.bot().core.configs.read(ref)).toContain('42m');
  });

  it('leaves a pinned config as it is, and says who pinned it, when and why', async () => {
    expect(await ask('/config pin web-01/nginx/hello.conf --reason "vendor looks"', 'engineer2')).toContain('pinned');
    expect(await ask('/config pin')).toMatch(/web-01\/nginx\/hello\.conf.*<@U0ENGINEER2>.*vendor looks/);
    await team.edit({ vars: (vars) => Object.assign(vars.groups.web, { body_size: '43m' }) });
    const said = await night(4);
    expect(said).toContain('Nothing was saved.');
    expect(said).toMatch(/is pinned to revision [0-9a-f]{10} by <@U0ENGINEER2> since 20\d\d-.* UTC \(vendor looks\)/);
    const byHand = await ask('/generate nginx-site web-01 --set body_size=6m --save');
    expect(byHand).toContain('is pinned to revision');
    expect(await team.bot().core.configs.read(ref)).toContain('42m');
    expect(await ask('/config unpin web-01/nginx/hello.conf', 'outsider')).toContain('may not');
    expect(await ask('/config unpin web-01/nginx/hello.conf')).toContain('lifted the pin');
    expect(await ask('/config unpin web-01/nginx/hello.conf')).toContain('is not pinned');
    expect(await night(4)).toContain('saved 1 config as revision');
    expect(await team.bot().core.configs.read(ref)).toContain('43m');
  });

  it('says so where it comes out invalid', async () => {
    await team.edit({ vars: (vars) => Object.assign(vars.groups.web, { body_size: '{{x}}' }) });
    const said = await night(4);
    expect(said).toContain('1 invalid');
    expect(said).toContain('Not saved, since they have errors');
  });

  it('fails with words where its template is gone, and runs again', async () => {
    const author = { id: 'U0ENGINEER', name: 'engineer' };
    const { configs } = team.bot().core;
    const name = { kind: 'template', name: 'motd' } as const;
    const text =
      '---\ntitle: { en: motd, zh: motd }\ndescription: { en: Greets, zh: 欢迎语 }\nplatforms: [linux]\nfile: motd\n---\nwelcome\n';
    await configs.save({ id: 'motd', author, message: 'test', files: [{ ...name, text }] });
    expect(await ask('/generate motd web-02 --every "0 2 * * *"')).toContain('generate motd web-02');
    await ask('/collect pause 4');
    expect(await night(5)).toContain('1 new');
    await configs.save({ id: 'no-motd', author, message: 'test', files: [{ ...name, removed: true }] });
    expect(await night(5, 'Schedule 5 failed: ')).toContain('There is no template motd');
    await configs.save({ id: 'motd-again', author, message: 'test', files: [{ ...name, text }] });
    expect(await night(5)).toContain('1 new');
    await ask('/collect remove 5');
  });

  it('pauses where its maker lost the right', async () => {
    expect(await ask('/generate nginx-site web-02 --every "0 2 * * *"', 'engineer2')).toContain('nginx-site web-02');
    await team.edit({
      access: ({ groups }) => Object.assign(groups, { engineers: ['U0ENGINEER'], leavers: ['U0ENGINEER2'] }),
    });
    const said = await night(6, 'is paused');
    expect(said).toMatch(/Schedule 6 is paused.*<@U0ENGINEER2>.*they may not use \/generate/);
    expect(schedule(6)?.paused).toBeDefined();
  });

  it.each([
    ['/generate nginx-site web-01 --explain --every "0 2 * * *"', '--explain only tells'],
    ['/generate nginx-site web-01 --tz UTC', '--tz only goes with --every'],
    ['/generate nginx-sit web-01 --every "0 2 * * *"', 'Did you mean nginx-site?'],
    ['/generate nginx-site wbe-01 --every "0 2 * * *"', 'Did you mean web-01?'],
    ['/generate nginx-site web-01 --set db_password=x --every "0 2 * * *"', 'is a secret'],
    ['/config pin web-01/nginx/helo.conf', 'Did you mean web-01/nginx/hello.conf?'],
  ])('%s is refused clearly', async (text, words) => {
    expect(await ask(text)).toContain(words);
  });
});

describe('a schedule of the time when schedules only collected', () => {
  it('is listed, resumed and run as it was', async () => {
    expect(await ask('/collect schedules')).toContain('collect web-02 system');
    expect(await ask('/collect resume 90')).toContain('Goes on');
    expect(await night(90)).toContain('1 of 1 answered');
    expect(await ask('/collect remove 90')).toContain('Removed');
  });
});
