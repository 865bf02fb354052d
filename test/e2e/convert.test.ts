import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utils, write } from 'xlsx';
import { parse } from 'yaml';
import type { Shown } from '../../src/sandbox/slack/people/reading.ts';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';
import { proposalOf, wordsOf } from '../support/watching.ts';

const secret = 'Huawei@12345-never-out';
/** A ledger as people have it: a title, a header in row 2, a total, a password column, a row without an address. */
const ledger = (more: readonly string[] = []) =>
  [
    '核心机房设备台账,,,,,,,',
    '序号,设备名称,管理IP,厂家型号,机房,位置编码,登录密码,管理口令',
    `1,BJ-SW-01,10.1.1.1,华为 S5735-L48T4X-A1,北京,P-01,${secret},${secret}`,
    `2,BJ-SW-02,10.1.1.2,华为 S5735-L48T4X-A1,北京,P-02,${secret},${secret}`,
    `3,BJ-FW-01,10.1.1.3,华为 USG6525E,上海,P-03,${secret},${secret}`,
    `4,BJ-SW-04,待定,华为 S5735-L48T4X-A1,上海,P-04,${secret},${secret}`,
    ...more,
    '合计,4,,,,,,',
  ].join('\n');

let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam({ edits: { general: (general) => Object.assign(general, { language: 'en' }) } });
});
afterAll(() => team.stop());

const drop = async (name: string, text = ledger()) => {
  const content = Buffer.from(text).toString('base64');
  return (await team.slack.upload({ as: 'engineer', name, content })).ts ?? '';
};
const messages = () => team.slack.messages();
const answer = (thread: string, words: string): Promise<Shown> =>
  team.until(`an answer with ${words}`, async () =>
    (await messages()).find(
      (one) => one.threadTs === thread && one.from === 'changeops' && wordsOf(one).includes(words),
    ),
  );
const dialog = (words: string) =>
  team.until(`a dialog with ${words}`, async () => {
    const shown = JSON.stringify(await team.slack.views({ as: 'engineer' }));
    return shown.includes(words) ? shown : undefined;
  });
const press = async (card: Shown, button: string, words: string) => {
  const done = await team.slack.click({ as: 'engineer', in: card.channel, ts: card.ts, button });
  if (!done.ok) throw new Error(`${button}: ${done.error}`);
  return dialog(words);
};
const submit = async (values: Record<string, string>) => {
  const done = await team.slack.submit({ as: 'engineer', values });
  if (!done.ok) throw new Error(JSON.stringify(done));
};
const fileNamed = (thread: string, name: string) =>
  team.until(`the file ${name}`, async () => {
    const all = (await messages()).filter(({ threadTs }) => threadTs === thread).flatMap(({ files }) => files);
    const found = all.findLast((file) => file.name === name);
    return found && Buffer.from((await team.slack.file({ id: found.id })).content, 'base64');
  });

/** Everything under a folder as one text, to look for what must not be there. */
function everything(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('a spreadsheet dropped into the channel', () => {
  let thread: string;
  let card: Shown;
  beforeAll(async () => {
    thread = await drop('台账.csv');
    card = await answer(thread, '3 hosts');
  });

  it('is answered with what it says: sums, columns, types, quarantine and the first hosts', () => {
    const words = wordsOf(card);
    expect(words).toContain('7 rows = 3 accepted + 1 quarantined + 0 left out by the filter + 3 not data');
    for (const part of ['header in row 2', '设备名称', 'management address', 'vendor and model', '位置编码'])
      expect(words).toContain(part);
    expect(words).toContain('switch 2');
    expect(words).toContain('firewall 1');
    expect(words).toContain('It has no address.');
    expect(words).toContain('BJ-SW-01');
    expect(words).toContain('huawei-vrp');
  });

  it('comes with a report of every quarantined row', async () => {
    const report = await fileNamed(thread, 'quarantine.xlsx');
    expect(report.subarray(0, 2).toString()).toBe('PK');
  });

  it('never shows or stores a password', async () => {
    expect(wordsOf(card)).toContain('登录密码');
    await press(card, 'convert.formats', 'ansible-yaml');
    await submit({ formats: 'ansible-yaml,csv,json,xlsx,changeops' });
    await fileNamed(thread, 'hosts.yaml');
    const said = JSON.stringify(await messages());
    const files = (await messages()).filter(({ from }) => from === 'changeops').flatMap((one) => one.files);
    const contents = await Promise.all(files.map(async ({ id }) => (await team.slack.file({ id })).content));
    expect(contents.length).toBeGreaterThanOrEqual(6);
    const text = contents.map((content) => Buffer.from(content, 'base64').toString('latin1')).join('\n');
    for (const place of [said, text, everything(team.sandbox.dataDir)]) expect(place).not.toContain(secret);
  });

  it('is read anew when a column is corrected, and the next file with these headers is read so at once', async () => {
    const shown = await press(card, 'convert.columns', 'column-0-F');
    expect(shown).toContain('位置编码');
    expect(shown).not.toContain(secret);
    await submit({ 'column-0-F': 'asset_tag' });
    const again = await answer(thread, '位置编码` → asset tag');
    expect(again.ts).toBe(card.ts);
    const next = await answer(await drop('下月台账.csv'), '3 hosts');
    expect(wordsOf(next)).toContain('位置编码` → asset tag');
  });

  it('keeps a column with a password secret, whatever a person says it is', async () => {
    await press(card, 'convert.columns', 'column-0-G');
    await submit({ 'column-0-G': 'label', 'column-0-E': 'room' });
    const again = await answer(thread, '机房` → room');
    expect(wordsOf(again)).toContain(
      'Still a secret, whatever it is said to be, because its header says so: `登录密码`',
    );
    expect(JSON.stringify(await messages())).not.toContain(secret);
  });

  it('is narrowed by a filter on fields and headers; a filter that names no column is refused in the dialog', async () => {
    await press(card, 'convert.filter', 'where');
    const wrong = await team.slack.submit({ as: 'engineer', values: { where: '颜色=红', sheet: '*', slash: 'ask' } });
    expect(wrong).toMatchObject({ ok: false, errors: { where: expect.stringContaining('颜色') } });
    await submit({ where: '机房=北京 type=switch', sheet: '*', slash: 'ask' });
    const narrowed = await answer(thread, '2 accepted + 1 quarantined + 1 left out by the filter');
    expect(narrowed.ts).toBe(card.ts);
  });
});

describe('saving a spreadsheet to the inventory', () => {
  it('shows the difference, saves once approved, changes nothing the second time, and is undone', async () => {
    const path = join(team.sandbox.dataDir, 'settings/hosts.yaml');
    const before = readFileSync(path, 'utf8');
    const thread = await drop('save.csv', ledger(['5,BJ-SW-05,10.1.1.5,华为 S5735-L48T4X-A1,北京,P-05,x,x']));
    const card = await answer(thread, '4 hosts');
    await press(card, 'convert.save', 'complete');
    await submit({ reason: 'new room' });
    const asked = await team.until('the proposal', async () =>
      (await messages()).findLast((one) => proposalOf(one)?.state === 'awaiting-approval'),
    );
    expect(wordsOf(asked)).toContain('BJ-SW-05');
    const id = proposalOf(asked)?.proposal;
    await team.slack.click({ as: 'approver', in: asked.channel, ts: asked.ts, button: 'proposal.approve' });
    await team.until('it to be saved', async () =>
      (await messages()).find((one) => proposalOf(one)?.proposal === id && proposalOf(one)?.state === 'saved'),
    );
    const { hosts } = parse(readFileSync(path, 'utf8'));
    expect(hosts['BJ-SW-01']).toMatchObject({ address: '10.1.1.1', type: 'switch', platform: 'huawei-vrp' });
    expect(hosts['web-01']).toBeDefined();
    expect(readFileSync(path, 'utf8')).not.toContain(secret);

    const again = await team.ask('engineer', '/convert --save');
    expect(again.text).toMatch(/nothing to change/i);
    expect(wordsOf(again)).toContain('`save.csv`: 4 hosts, 1 row in quarantine stays out');

    await team.ask('engineer', '/inventory undo');
    const undo = await team.until('the undo', async () =>
      (await messages()).findLast((one) => proposalOf(one)?.state === 'awaiting-approval'),
    );
    await team.slack.click({ as: 'approver', in: undo.channel, ts: undo.ts, button: 'proposal.approve' });
    await team.until('the inventory to be as before', async () =>
      readFileSync(path, 'utf8') === before ? true : undefined,
    );
  });
});

describe('a save of a file that is said to be complete', () => {
  it('keeps the hosts whose rows are in quarantine, and takes no part of a file for all of it', async () => {
    const known = ['web-01', 'web-02', 'web-03'].map((name) => `9,${name},,,,,,`);
    await fileNamed(await drop('complete.csv', ledger(known)), 'quarantine.xlsx');
    const would = wordsOf(await team.ask('engineer', '/convert --save --complete --dry-run'));
    expect(would).toContain('`complete.csv`: 3 hosts, 4 rows in quarantine stay out');
    expect(would).toContain('3 as they were');
    expect(would).not.toContain('gone');
    const part = await team.ask('engineer', '/convert --where type=switch --save --complete --dry-run');
    expect(part.text).toContain('would count as gone');
    expect((await team.ask('engineer', '/convert --complete')).text).toContain('there is no --save');
  });

  it('is refused in the dialog while a filter is set', async () => {
    const card = await answer(await drop('part.csv'), '3 hosts');
    await press(card, 'convert.filter', 'where');
    await submit({ where: 'type=firewall', sheet: '*', slash: 'ask' });
    await answer(card.threadTs ?? '', '1 accepted + 1 quarantined + 2 left out by the filter');
    await press(card, 'convert.save', 'complete');
    const refused = await team.slack.submit({ as: 'engineer', values: { complete: 'complete', reason: 'all' } });
    expect(refused).toMatchObject({ ok: false, errors: { complete: expect.stringContaining('filter') } });
  });
});

describe('a filter', () => {
  it('that takes no host says which value is nearest', async () => {
    await fileNamed(await drop('typo.csv'), 'quarantine.xlsx');
    expect((await team.ask('engineer', '/convert --where type=swich')).text).toContain('Did you mean switch?');
  });

  it('lets another sheet be chosen after one was', async () => {
    const book = utils.book_new();
    for (const [sheet, host] of [
      ['north', 'n-1'],
      ['south', 's-1'],
    ] as const) {
      const rows = [
        ['name', 'ip', 'vendor'],
        [host, `10.3.0.${host.length}`, 'Huawei'],
      ];
      utils.book_append_sheet(book, utils.aoa_to_sheet(rows), sheet);
    }
    const content = Buffer.from(write(book, { type: 'buffer', bookType: 'xlsx' })).toString('base64');
    const { ts = '' } = await team.slack.upload({ as: 'engineer', name: 'two.xlsx', content });
    const card = await answer(ts, '2 sheets');
    await press(card, 'convert.filter', 'where');
    await submit({ sheet: 'north', slash: 'ask' });
    await answer(ts, 'sheet `north`');
    expect(await press(card, 'convert.filter', 'where')).toContain('south');
    await submit({ sheet: 'south', slash: 'ask' });
    await answer(ts, 'sheet `south`');
  });
});

it('a save by command gives the formats that were asked for with it', async () => {
  await fileNamed(await drop('both.csv'), 'quarantine.xlsx');
  await team.ask('engineer', '/convert --to csv --save');
  await team.until('the CSV', async () =>
    (await messages()).some(({ threadTs, files }) => !threadTs && files.some(({ name }) => name === 'inventory.csv')),
  );
});

describe('what cannot be converted', () => {
  it.each([
    ['ledger.xlsx', '<html><body><form action="/login">Password</form></body></html>', 'web page'],
    ['empty.csv', '\n\n\n', 'empty'],
    ['broken.xlsx', 'PK\u0003\u0004 and nothing more', 'broken.xlsx'],
  ])('%s is told in its thread', async (name, content, words) => {
    const thread = await drop(name, content);
    expect((await answer(thread, words)).ephemeral).toBeFalsy();
  });

  it('a person without the right gets no answer to a file, and is refused by command', async () => {
    const content = Buffer.from(ledger()).toString('base64');
    const { ts } = await team.slack.upload({ as: 'outsider', name: 'mine.csv', content });
    expect((await team.ask('outsider', '/convert')).text).toContain('may not');
    expect((await messages()).filter(({ threadTs }) => threadTs === ts)).toEqual([]);
  });
});

it('the log tells of every conversion, and of one in full', async () => {
  const list = wordsOf(await team.ask('engineer', '/convert log'));
  expect(list).toContain('台账.csv');
  const id = /\d{6}-\d{6}-[0-9a-z]{4}/.exec(list)?.[0] ?? '';
  expect(wordsOf(await team.ask('engineer', `/convert log ${id}`))).toContain(id);
  expect((await team.ask('engineer', '/convert log 261127-000000-zzzz')).text).toContain('no conversion');
});
