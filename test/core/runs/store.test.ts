import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalFile } from '../../../src/core/io/journal.ts';
import { createJournal } from '../../../src/core/io/journal.ts';
import type { OtherEvent, RunEvent } from '../../../src/core/runs/events.ts';
import type { RunStore } from '../../../src/core/runs/store.ts';
import { createRunStore } from '../../../src/core/runs/store.ts';
import { manualClock } from '../../support/clock.ts';
import { samplePlan } from './samples.ts';

let root: string;
let journal: JournalFile;
let warnings: string[];
let stores: RunStore[];
const clock = manualClock();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'store-'));
  journal = await createJournal({ folder: join(root, 'journal'), clock });
  warnings = [];
  stores = [];
});

afterEach(async () => {
  await Promise.all(stores.map((store) => store.flush()));
  await journal.close();
  await rm(root, { recursive: true, force: true });
});

const runs = () => join(root, 'runs');
const log = { warn: (_: object, message: string) => warnings.push(message) };

async function opened(keep?: number): Promise<RunStore> {
  const store = createRunStore({ folder: runs(), keep, log });
  stores.push(store);
  await store.open(journal);
  return store;
}

async function happen(store: RunStore, id: string, ...events: RunEvent[]): Promise<void> {
  for (const event of events) store.take(await journal.append(event, id));
}

const request = (app = 'web'): RunEvent => ({
  type: 'requested',
  kind: 'deploy',
  request: { app, environment: 'staging' },
  by: 'UENG',
  channel: 'C1',
});
const planned: RunEvent = { type: 'planned', plan: samplePlan('staging'), digest: 'd1' };
const over: RunEvent = { type: 'ended', state: 'refused', why: { en: 'no', zh: '否' } };
const held: OtherEvent = { type: 'held', app: 'web', environment: 'staging', run: 'a' };

describe('the store of runs', () => {
  it('knows after a restart what it knew before, without documents or index', async () => {
    const store = await opened();
    await happen(store, 'a', request(), planned);
    await happen(store, 'b', request('api'), over);
    store.take(await journal.append(held));
    const again = await opened();
    expect(again.active()).toEqual(store.active());
    expect(again.rows()).toEqual(store.rows());
    expect(again.holds()).toEqual(store.holds());
    expect(again.holds()).toEqual([{ app: 'web', environment: 'staging', run: 'a', since: clock.now() }]);
    expect(await again.get('b')).toEqual(await store.get('b'));
    expect(await again.get('c')).toBeUndefined();
  });

  it('reads only what came after the index was written', async () => {
    const store = await opened();
    await happen(store, 'a', request(), over);
    await store.flush();
    await happen(store, 'b', request(), planned);
    const read: unknown[] = [];
    const watched: JournalFile = {
      ...journal,
      read: async function* (filter) {
        for await (const entry of journal.read(filter)) {
          read.push(entry.seq);
          yield entry;
        }
      },
    };
    const again = createRunStore({ folder: runs(), log });
    await again.open(watched);
    expect(read).toEqual([3, 4]);
    expect(again.rows()).toEqual(store.rows());
    expect(again.active()).toEqual(store.active());
    expect(warnings).toEqual([]);
  });

  it.each([
    ['damaged', (text: string) => text.replace('"web"', '"wab"')],
    ['cut short', (text: string) => text.slice(0, -20)],
    ['empty', () => ''],
  ])('reads the whole journal when the index is %s', async (_, damage) => {
    const store = await opened();
    await happen(store, 'a', request(), planned);
    await store.flush();
    const index = join(runs(), 'index.jsonl');
    await writeFile(index, damage(await readFile(index, 'utf8')));
    expect((await opened()).rows()).toEqual(store.rows());
  });

  it('reads the whole journal, and says so, when the index is of another one', async () => {
    const store = await opened();
    await happen(store, 'a', request(), planned);
    await store.flush();
    await journal.close();
    await rm(join(root, 'journal'), { recursive: true });
    stores = [];
    journal = await createJournal({ folder: join(root, 'journal'), clock });
    await journal.append(request('other'), 'z');
    const again = await opened();
    expect(again.rows().map((row) => row.id)).toEqual(['z']);
    expect(warnings).toEqual(['the index of runs does not fit the journal; reading all of it']);
  });

  it('keeps a document a run, and rebuilds one that is missing, damaged or older than the journal', async () => {
    const store = await opened(1);
    await happen(store, 'a', request(), planned, over);
    const whole = await store.get('a');
    await happen(store, 'b', request(), over);
    await store.flush();
    const document = join(runs(), 'a.json');
    const good = await readFile(document, 'utf8');
    expect(JSON.parse(good)).toEqual({ seq: 3, run: JSON.parse(JSON.stringify(whole)) });
    const damages = [
      () => rm(document),
      () => writeFile(document, good.slice(0, 30)),
      () => writeFile(document, good.replace('"seq":3', '"seq":2').replace('"refused"', '"running"')),
      () => writeFile(document, good.replace('"id":"a"', '"id":"b"')),
    ];
    for (const damage of damages) {
      await damage();
      const again = await opened(1);
      expect(again.peek('a')).toBeUndefined();
      expect(await again.get('a')).toEqual(whole);
      await again.flush();
      expect(JSON.parse(await readFile(document, 'utf8'))).toEqual(JSON.parse(good));
    }
  });

  it('keeps few finished runs in memory and still finds every one', async () => {
    const store = await opened(3);
    const ids = Array.from({ length: 20 }, (_, index) => `r${index}`);
    for (const id of ids) await happen(store, id, request(), over);
    expect(ids.filter((id) => store.peek(id) !== undefined)).toEqual(['r17', 'r18', 'r19']);
    const found = await Promise.all(ids.map((id) => store.get(id)));
    expect(found.map((run) => run?.id)).toEqual(ids);
    const again = await opened(3);
    expect((await again.get('r0'))?.state).toBe('refused');
  });

  it('counts what happens to a run that it had forgotten', async () => {
    const store = await opened(1);
    await happen(store, 'a', request(), over);
    await happen(store, 'b', request(), over);
    expect(store.take(await journal.append({ type: 'told', channel: 'C1', ts: '7.1' }, 'a'))).toBeUndefined();
    expect((await store.get('a'))?.told).toEqual({ channel: 'C1', ts: '7.1' });
    expect((await (await opened(1)).get('a'))?.told).toEqual({ channel: 'C1', ts: '7.1' });
  });

  it('lists the newest first, by app, environment, activity and number', async () => {
    const store = await opened();
    await happen(store, 'a', request(), over);
    await happen(store, 'b', request('api'), planned);
    await happen(store, 'c', request(), planned);
    const ids = (filter: Parameters<RunStore['rows']>[0]) => store.rows(filter).map((row) => row.id);
    expect(ids(undefined)).toEqual(['c', 'b', 'a']);
    expect(ids({ limit: 2 })).toEqual(['c', 'b']);
    expect(ids({ app: 'web' })).toEqual(['c', 'a']);
    expect(ids({ active: true })).toEqual(['c', 'b']);
    expect(ids({ active: false })).toEqual(['a']);
    expect(ids({ environment: 'prod' })).toEqual([]);
  });

  it('goes on when documents and index cannot be written', async () => {
    await writeFile(runs(), 'a file where the folder should be');
    const store = await opened();
    await happen(store, 'a', request(), over);
    await store.flush();
    expect([...new Set(warnings)].toSorted()).toEqual([
      'a run document was not written',
      'the index of runs was not written',
    ]);
    expect((await store.get('a'))?.state).toBe('refused');
  });

  it('leaves no temporary files behind', async () => {
    const store = await opened();
    await happen(store, 'a', request(), planned, over);
    await store.flush();
    expect(await readdir(runs())).toEqual(['a.json', 'index.jsonl']);
  });
});
