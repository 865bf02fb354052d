import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';
import { proposalOf, runOf, wordsOf } from '../support/watching.ts';

let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam({ edits: { general: (general) => Object.assign(general, { language: 'en' }) } });
});
afterAll(() => team.stop());

const said = (words: string) =>
  team.until(`the bot to say ${words}`, async () =>
    (await team.slack.messages()).findLast((one) => one.from === 'changeops' && wordsOf(one).includes(words)),
  );
const type = async (text: string, as = 'engineer') => {
  const done = await team.slack.type({ as, text });
  if (!done.ok) throw new Error(`${text}: ${done.error}`);
};

describe('collecting from hosts', () => {
  it('says of a host that was not collected yet how to, and of a name that is no host which it may be', async () => {
    const known = wordsOf(await team.ask('engineer', '/collect show web-01'));
    expect(known).toContain('Collect it first: /collect web-01');
    expect(known).not.toContain('Did you mean');
    const unknown = wordsOf(await team.ask('engineer', '/collect show web-99'));
    expect(unknown).toContain('no host is called so. Did you mean web-01?');
    expect(unknown).not.toContain('Collect it first');
  });

  it('answers with one message that becomes a table of what they are', async () => {
    await type('/collect all');
    const message = await said('3 of 3 answered');
    expect(wordsOf(message)).toContain('web-01');
    expect(wordsOf(message)).toContain('Seen for the first time: 3');
    expect(runOf(message)?.state).toBe('succeeded');
    expect(wordsOf(message)).not.toContain('Nothing changed');
    expect((await team.slack.messages()).filter(({ text }) => /\ball\b/.test(text))).toHaveLength(1);
  });

  it('takes the name of an environment for its hosts', async () => {
    await type('/collect staging --what system');
    await said('staging: ');
    expect(wordsOf(await team.ask('engineer', '/collect stagin'))).toContain('Did you mean staging?');
  });

  it('says what changed since last time, and shows a host in full', async () => {
    await type('/collect web-01');
    await said('1 of 1 answered');
    const shown = wordsOf(await team.ask('engineer', '/collect show web-01'));
    expect(shown).toContain('web-01');
    expect(shown).toMatch(/Memory|Interfaces/);
    expect(shown).not.toContain(`${hostname()} `);
    expect(wordsOf(await team.ask('engineer', '/collect history web-01'))).toMatch(/\d versions? kept/);
    expect(wordsOf(await team.ask('engineer', '/collect diff web-01 --from 7d'))).toContain('are not compared');
  });

  it('says what is known of a host for the first time, and gives all of it', async () => {
    await type('/collect web-01 --what packages');
    expect(wordsOf(await said('packages known for the first time'))).not.toContain('Nothing changed');
    await type('/collect show web-01 packages');
    const message = await team.until('the packages', async () =>
      (await team.slack.messages()).findLast(({ files }) => files.some(({ name }) => name === 'web-01-packages.txt')),
    );
    const content = await team.slack.file({ id: message.files[0]?.id ?? '' });
    expect(Buffer.from(content.content, 'base64').toString()).toMatch(/^bash \d/m);
    expect(wordsOf(await team.ask('engineer', '/collect show web-01 vlan'))).toContain('Did you mean vlans?');
    expect(wordsOf(await team.ask('engineer', '/ops audit'))).toContain('began to collect web-01');
  });

  it('says what a host has nothing of', async () => {
    await type('/collect web-01 --what config');
    await said('no config to collect, for none is intended that files.yaml places there');
  });

  it('shows a host that is down as a row with its reason; the others are not delayed', async () => {
    await team.host('web-02').set({ down: true });
    await type('/collect all --what system');
    const message = await said('2 of 3 answered');
    expect(wordsOf(message)).toContain('Not collected: 1');
    expect(runOf(message)?.state).toBe('partly-succeeded');
    expect(wordsOf(await team.ask('engineer', '/collect show web-02'))).toContain('not reached since');
    await team.host('web-02').set({ down: false });
  });

  it.each([
    ['/collect', 'needs hosts'],
    ['/collect web-1', 'web-01'],
    ['/collect all --what interface', 'Did you mean interfaces?'],
    ['/collect web-01 --command "rm -rf /"', 'Linux host'],
    ['/collect show nobody', 'Nothing was collected'],
    ['/collect all --every "61 * * * *"', '61'],
    ['/collect all --command "display version" --every "0 2 * * *"', 'Linux host'],
    ['/collect aliyun --every "0 2 * * *"', 'no Alibaba Cloud account'],
    ['/collect http-json --every "0 2 * * *"', 'There are no sources'],
  ])('%s is refused clearly', async (text, words) => {
    await type(text);
    await said(words).catch(async () => expect(wordsOf(await team.ask('engineer', text))).toContain(words));
  });

  it('is refused to who may not', async () => {
    expect((await team.ask('outsider', '/collect all')).text).toContain('may not');
  });
});

describe('what was collected', () => {
  it('goes out as files', async () => {
    await type('/collect export all --to csv,json');
    const message = await team.until('the files', async () =>
      (await team.slack.messages()).findLast(
        ({ from, files }) => from === 'changeops' && files.some(({ name }) => name === 'facts.json'),
      ),
    );
    expect(message.files.map(({ name }) => name)).toContain('facts-hosts.csv');
    const file = message.files.find(({ name }) => name === 'facts.json');
    const content = Buffer.from((await team.slack.file({ id: file?.id ?? '' })).content, 'base64').toString();
    expect(JSON.parse(content).map(({ key }: { key: string }) => key)).toEqual(['web-01', 'web-02', 'web-03']);
  });

  it('is held against the inventory; a button proposes what was found, for approval', async () => {
    await team.edit({ hosts: ({ hosts }) => Object.assign(hosts['web-01'].labels, { os_version: '0.1' }) });
    const before = new Set((await team.slack.messages()).map(({ ts }) => ts));
    await type('/collect web-01 --what system');
    await team.until('a new answer', async () =>
      (await team.slack.messages()).find((one) => !before.has(one.ts) && wordsOf(one).includes('1 of 1 answered')),
    );
    const shown = await team.ask('engineer', '/inventory diff --live');
    expect(wordsOf(shown)).toContain('0.1');
    const done = await team.slack.click({ as: 'engineer', in: shown.channel, ts: shown.ts, button: 'collect.correct' });
    expect(done.ok).toBe(true);
    const card = await team.until('the proposal', async () =>
      (await team.slack.messages()).findLast((one) => proposalOf(one)?.state === 'awaiting-approval'),
    );
    expect(wordsOf(card)).toContain('os_version: 0.1 →');
    expect(wordsOf(card)).toContain('Save to the inventory: web-01 (/inventory diff --live)');
  });
});

describe('stopping the bot in the middle of a collection', () => {
  it('keeps and shows what had come, says what was given up, and does not wait for the rest', async () => {
    await team.host('web-03').set({ slowExec: 60_000 });
    await type('/collect all --what system');
    await said('▓▓▓▓▓▓░░░░ 2 of 3');
    await team.restart();
    const message = wordsOf(await said('The bot is stopping'));
    expect(message).toContain('2 of 3 answered');
    expect(message).toContain('what had been found is kept');
    await team.host('web-03').set({ slowExec: 0 });
  });
});

describe('a bot whose snapshots and schedules are damaged', () => {
  it('deploys all the same, and says of them what to do', async () => {
    const lines: string[] = [];
    const hurt = await startSandboxTeam({
      edits: { general: (general) => Object.assign(general, { language: 'en' }) },
      log: (line) => lines.push(line),
      before: (dataDir) => {
        for (const folder of ['snapshots', 'state']) mkdirSync(join(dataDir, folder), { recursive: true });
        writeFileSync(join(dataDir, 'snapshots/snapshots.db'), 'no database, and long enough to be seen'.repeat(100));
        writeFileSync(join(dataDir, 'state/schedules.json'), '{"next":');
      },
    });
    try {
      await hurt.slack.type({ as: 'engineer', text: '/collect all' });
      await hurt.until('the collection to say why not', async () =>
        (await hurt.slack.messages()).find((one) => /Not collected: .*Opening .*snapshots\.db/s.test(wordsOf(one))),
      );
      for (const text of ['/collect show web-01', '/collect schedules', '/inventory diff --live', '/ops status']) {
        const answer = wordsOf(await hurt.ask('engineer', text));
        expect(answer).toMatch(/Opening .*snapshots\.db|Reading .*schedules\.json/);
        expect(answer).toContain('backup');
      }
      await hurt.slack.type({ as: 'engineer', text: '/ops status' });
      await hurt.until('the status to say so', async () =>
        (await hurt.slack.messages({ as: 'engineer' })).find((one) =>
          /What was collected cannot be used.*The schedules cannot be used/s.test(wordsOf(one)),
        ),
      );
      expect(lines.filter((line) => line.includes('the bot goes on without'))).toHaveLength(2);
      await hurt.slack.type({ as: 'engineer', text: '/deploy hello@1.1.0 staging --dry-run' });
      await hurt.until('the plan', async () =>
        (await hurt.slack.messages({ as: 'engineer' })).find((one) => wordsOf(one).includes('hello')),
      );
    } finally {
      await hurt.stop();
    }
  }, 120_000);
});

describe('schedules', () => {
  it('are made, listed with their next times, paused and removed', async () => {
    await type('/collect all --every "0 2 * * *" --tz Asia/Shanghai --changes-only');
    const made = wordsOf(await said('Made'));
    expect(made).toContain('0 2 * * *');
    expect(made).toContain('Asia/Shanghai');
    expect(wordsOf(await team.ask('engineer', '/collect schedules'))).toContain('tells of changes only');
    await type('/collect pause 1', 'engineer2');
    expect(wordsOf(await said('was paused by'))).toContain('which <@U0ENGINEER> made, was paused by <@U0ENGINEER2>.');
    expect(wordsOf(await team.ask('engineer', '/collect pause 1'))).toContain('Paused already');
    expect(wordsOf(await team.ask('engineer', '/collect remove 1'))).toContain('Removed');
    expect(wordsOf(await team.ask('engineer', '/collect schedules'))).toContain('no schedule');
  });
});
