import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalFile, ReadFilter } from '../../../src/core/io/journal.ts';
import { createJournal } from '../../../src/core/io/journal.ts';
import type { Entry, OtherEvent } from '../../../src/core/runs/events.ts';
import { manualClock } from '../../support/clock.ts';

const child = join(import.meta.dirname, 'children', 'append.ts');
let folder: string;
let clock: ReturnType<typeof manualClock>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  clock = manualClock(Date.UTC(2026, 10, 23, 12));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const open = () => createJournal({ folder, clock });
const event = (what: string): OtherEvent => ({ type: 'refused', by: 'U1', what, text: { en: what, zh: what } });
const file = (name: string) => join(folder, name);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function entries(journal: JournalFile, filter?: ReadFilter): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const entry of journal.read(filter)) all.push(entry);
  return all;
}

async function filled(count: number): Promise<JournalFile> {
  const journal = await open();
  for (let index = 1; index <= count; index += 1) await journal.append(event(`entry ${index}`));
  return journal;
}

describe('the journal', () => {
  it('writes canonical JSON lines, each with the SHA-256 of the line before', async () => {
    const journal = await open();
    await journal.append({ type: 'queued' }, '261123-abcde');
    await journal.append({ type: 'bot-started' });
    await journal.close();
    const at = clock.now();
    const first = `{"at":${at},"event":{"type":"queued"},"prev":"${'0'.repeat(64)}","run":"261123-abcde","seq":1}`;
    const second = `{"at":${at},"event":{"type":"bot-started"},"prev":"${sha256(first)}","seq":2}`;
    expect(await readFile(file('2026-11.jsonl'), 'utf8')).toBe(`${first}\n${second}\n`);
  });

  it('goes on with the chain after it was closed and opened again', async () => {
    await (await filled(3)).close();
    const journal = await open();
    expect((await journal.append(event('later'))).seq).toBe(4);
    expect((await entries(journal)).map((entry) => entry.seq)).toEqual([1, 2, 3, 4]);
    expect(await journal.verify()).toBe(4);
    await journal.close();
  });

  it('keeps the order of entries that are appended at the same time', async () => {
    const journal = await open();
    const names = Array.from({ length: 500 }, (_, index) => `entry ${index}`);
    const acknowledged = await Promise.all(names.map((name) => journal.append(event(name))));
    expect(acknowledged.map((entry) => entry.seq)).toEqual(names.map((_, index) => index + 1));
    const read = await entries(journal);
    expect(read).toEqual(acknowledged);
    await journal.close();
  });

  it('begins a file a month and reads over all of them', async () => {
    const journal = await filled(2);
    await clock.advance(Date.UTC(2026, 11, 1) - clock.now());
    await Promise.all([journal.append(event('december')), journal.append(event('as well'))]);
    await journal.close();
    expect(await readdir(folder)).toEqual(['2026-11.jsonl', '2026-12.jsonl']);
    const again = await open();
    expect((await entries(again)).map((entry) => entry.seq)).toEqual([1, 2, 3, 4]);
    expect((await entries(again, { since: Date.UTC(2026, 11, 1) })).map((entry) => entry.seq)).toEqual([3, 4]);
    await again.close();
  });

  it('does not go back to an older file when the clock is put back over the end of a month', async () => {
    clock = manualClock(Date.UTC(2026, 11, 1));
    await (await filled(1)).close();
    clock = manualClock(Date.UTC(2026, 10, 30));
    const journal = await open();
    await journal.append(event('earlier by the clock'));
    expect(await readdir(folder)).toEqual(['2026-12.jsonl']);
    expect((await entries(journal, { month: clock.now() })).length).toBe(2);
    await journal.close();
  });

  it('reads the entries of one run alone', async () => {
    const journal = await open();
    await journal.append({ type: 'queued' }, 'a');
    await journal.append({ type: 'queued' }, 'b');
    await journal.append({ type: 'started' }, 'a');
    expect((await entries(journal, { run: 'a' })).map((entry) => entry.event.type)).toEqual(['queued', 'started']);
    await journal.close();
  });

  it('reads on after a position, and refuses one that is not of this journal', async () => {
    const journal = await filled(2);
    const position = journal.position();
    expect(await entries(journal, { after: position })).toEqual([]);
    await journal.append(event('third'));
    expect((await entries(journal, { after: position })).map((entry) => entry.seq)).toEqual([3]);
    const foreign = { ...position, hash: 'f'.repeat(64) };
    await expect(entries(journal, { after: foreign })).rejects.toMatchObject({ code: 'journal-broken' });
    await expect(entries(journal, { after: { ...foreign, seq: 9 } })).rejects.toMatchObject({ code: 'journal-broken' });
    await journal.close();
  });

  it('stores text that is not well-formed Unicode', async () => {
    const journal = await open();
    await journal.append(event('half an emoji: \ud83d'));
    expect((await entries(journal))[0]?.event).toMatchObject({ what: 'half an emoji: \ufffd' });
    await journal.close();
  });

  it('takes no more entries once closed', async () => {
    const journal = await filled(1);
    await journal.close();
    await expect(journal.append(event('late'))).rejects.toMatchObject({ code: 'journal-closed' });
  });
});

describe('what a crash leaves', () => {
  it('is dropped, kept aside and told of, and the chain goes on', async () => {
    await (await filled(2)).close();
    const torn = '{"at":1,"event":{"type":"que';
    await appendFile(file('2026-11.jsonl'), torn);
    const journal = await open();
    expect(journal.torn).toEqual({ file: file('2026-11.2.torn'), bytes: torn.length });
    expect(await readFile(file('2026-11.2.torn'), 'utf8')).toBe(torn);
    await journal.append(event('after'));
    await journal.close();
    expect(await (await open()).verify()).toBe(3);
  });

  it.each(['\0\0\0\0', '\0\0\n\0\0\n', '{"seq"\n'])('is dropped when it is %j', async (rubbish) => {
    await (await filled(2)).close();
    await appendFile(file('2026-11.jsonl'), rubbish);
    const journal = await open();
    expect(journal.torn?.bytes).toBe(rubbish.length);
    expect((await entries(journal)).length).toBe(2);
    await journal.close();
  });

  it('may be a new file with nothing whole in it', async () => {
    await (await filled(2)).close();
    await writeFile(file('2026-12.jsonl'), '{"at"');
    const journal = await open();
    expect((await journal.append(event('third'))).seq).toBe(3);
    expect(await journal.verify()).toBe(3);
    await journal.close();
  });

  it('never holds back an entry that was acknowledged, when the process is killed while it appends', async () => {
    for (const after of [1, 40, 400]) {
      const acknowledged = await killedAfter(after);
      const journal = await open();
      const seqs = new Set((await entries(journal)).map((entry) => entry.seq));
      expect(acknowledged.length).toBeGreaterThanOrEqual(after);
      expect(acknowledged.filter((seq) => !seqs.has(seq))).toEqual([]);
      await journal.close();
    }
  });
});

describe('an altered journal', () => {
  it.each([
    ['a changed entry', (text: string) => text.replace('entry 2', 'entry X')],
    ['a removed line', (text: string) => text.split('\n').toSpliced(1, 1).join('\n')],
    ['two lines swapped', (text: string) => text.replace(/^(.*\n)(.*\n)/, '$2$1')],
    ['rubbish between good lines', (text: string) => text.replace('\n', '\nrubbish\n')],
  ])('with %s is not opened, and the error names file and line', async (_, alter) => {
    await (await filled(4)).close();
    const path = file('2026-11.jsonl');
    await writeFile(path, alter(await readFile(path, 'utf8')));
    const error = await open().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'journal-broken' });
    expect(String(error)).toMatch(/2026-11\.jsonl, line [123]/);
  });

  it('in an older file is found by verify and by reading', async () => {
    await (await filled(3)).close();
    clock = manualClock(Date.UTC(2026, 11, 5));
    await (await filled(1)).close();
    const path = file('2026-11.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replace('entry 3', 'entry Y'));
    const journal = await open();
    await expect(journal.verify()).rejects.toMatchObject({ code: 'journal-broken' });
    await expect(entries(journal)).rejects.toThrow('2026-12.jsonl, line 1');
    await journal.close();
  });

  it('cut short behind the back of a running bot is found by reading', async () => {
    const journal = await filled(3);
    await truncate(file('2026-11.jsonl'), 10);
    await expect(entries(journal)).rejects.toMatchObject({ code: 'journal-broken' });
    await journal.close();
  });
});

describe.skipIf(process.platform !== 'linux')('a journal that cannot be written', () => {
  it('says so for every entry, leaves no half line, and goes on when it can be written again', async () => {
    const process = spawnAppender(['sh', '-c', 'trap "" XFSZ; ulimit -S -f 16; exec "$@"', 'sh']);
    const lines = linesOf(process);
    await until(lines, (seen) => seen.filter((line) => line === 'journal-unwritable').length >= 8);
    const before = lines.seen.filter((line) => line !== 'journal-unwritable').map(Number);
    await done(spawn('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:'], { stdio: 'ignore' }));
    await until(lines, (seen) => Number(seen.at(-1)) > (before.at(-1) ?? 0) + 20);
    process.kill('SIGKILL');
    await done(process);
    const journal = await open();
    const seqs = (await entries(journal)).map((entry) => entry.seq);
    const acknowledged = lines.seen.filter((line) => /^\d+$/.test(line)).map(Number);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    expect(acknowledged.filter((seq) => !seqs.includes(seq))).toEqual([]);
    await journal.close();
  });
});

type Appender = ChildProcessByStdio<null, Readable, null>;

function spawnAppender(before: readonly string[] = []): Appender {
  const [command = '', ...args] = [...before, process.execPath, child, folder];
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Kills the appending process as soon as it has acknowledged `count` entries; all that it acknowledged. */
async function killedAfter(count: number): Promise<number[]> {
  const process = spawnAppender();
  const lines = linesOf(process);
  await until(lines, (seen) => seen.length >= count);
  process.kill('SIGKILL');
  await done(process);
  return lines.seen.map(Number);
}

function linesOf(process: Appender) {
  const seen: string[] = [];
  const reader = createInterface({ input: process.stdout });
  reader.on('line', (line) => seen.push(line));
  return { seen, reader };
}

function until({ seen, reader }: ReturnType<typeof linesOf>, enough: (seen: readonly string[]) => boolean) {
  return new Promise<void>((resolve, reject) => {
    const check = () => enough(seen) && resolve();
    reader.on('line', check);
    reader.once('close', () => reject(new Error('the process ended first')));
    check();
  });
}

function done(process: { once(event: 'close', listener: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => process.once('close', () => resolve()));
}
