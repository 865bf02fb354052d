import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigStore } from '../../../src/core/config/types.ts';
import { createGenerating, type GenerateRequest, type Generating } from '../../../src/core/generate/index.ts';
import { createTemplates } from '../../../src/core/generate/library.ts';
import { createRender } from '../../../src/core/generate/render.ts';
import type { Host, Settings } from '../../../src/core/settings/types.ts';
import { day, intended, job, world } from '../config/world.ts';
import { helpers } from './support/templates.ts';

const request: GenerateRequest = { template: 'switch', selector: 'all', set: { mtu: '9000' }, by: 'U0ENGINEER' };
const noVars = { groups: {}, sites: {}, platforms: {} };
const author = { id: 'U0ENGINEER', name: 'engineer' };
const template = '---\ntitle: Switch\nfile: "{{name}}.cfg"\n---\n{{> head}}\nmtu {{mtu}}\nsite {{site}}\n';

let place: Awaited<ReturnType<typeof world>>;
let store: ConfigStore;
let settings: Pick<Settings, 'hosts' | 'environments' | 'vars'>;
let facts: Record<string, unknown>;
/** Hosts that were rendered, in order: what acts on what was made renders none. */
let rendered: string[];

beforeEach(async () => {
  place = await world();
  store = await place.open();
  await writeTemplate('switch.hbs', template);
  await writeTemplate('partials/head.hbs', '# {{name}}\n');
  settings = { environments: {}, vars: noVars, hosts: { 'sw-1': host('sw-1'), 'sw-2': host('sw-2') } };
  facts = {};
  rendered = [];
});
afterEach(() => place.end());

function host(name: string, labels: Host['labels'] = { site: 'bj' }): Host {
  const about = { name, address: '10.0.0.1', port: 22, platform: 'huawei-vrp', type: 'switch', groups: [] };
  return { ...about, ssh: { legacy: false }, labels };
}

async function writeTemplate(name: string, text: string): Promise<void> {
  const file = join(place.folder, 'shipped', name);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
}

/** The same folders with nothing remembered, as after a restart of the bot. */
function generating(): Generating {
  return createGenerating({
    folder: generations(),
    templates: createTemplates({ shipped: join(place.folder, 'shipped') }),
    ...{ helpers, store, clock: place.clock, signal: place.abort.signal, env: process.env },
    validators: new Map(),
    program: async () => undefined,
    schemas: new Map(),
    hiding: { patterns: [], hide: (text) => text, hideLines: (text) => text.split('\n') },
    pins: { of: () => undefined },
    snapshots: {
      latestOf: async function* (keys) {
        for (const key of keys ?? []) if (facts[key]) yield { key, data: facts[key] } as never;
      },
    },
    settings: { current: () => settings as Settings },
    journal: { append: async () => ({}) as never },
    generator: {
      generate: async (made, hosts) => {
        const render = createRender(made, helpers);
        return hosts.map(({ host: name, data, breaks }) => {
          rendered.push(name);
          return { host: name, ...render(data, breaks) };
        });
      },
    },
  });
}

const generations = () => join(place.folder, 'generated');
const kept = () => readdirSync(generations());
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'no refusal',
    (error) => `${error.code}: ${error.text.en}`,
  );

describe('what was generated', () => {
  it('is read after a restart as it was shown, and not made again', async () => {
    const made = await generating().generate(request);
    expect(rendered).toEqual(['sw-1', 'sw-2']);
    const { basis, ...read } = (await generating().kept(made.id)) as typeof made & { basis: unknown };
    expect(read).toEqual(made);
    expect(rendered).toEqual(['sw-1', 'sw-2']);
  });

  it('is in one file that only the bot reads', async () => {
    await generating().generate(request);
    const [name = '', ...others] = kept();
    expect(others).toEqual([]);
    expect(statSync(join(generations(), name)).mode & 0o777).toBe(0o600);
    expect(statSync(generations()).mode & 0o777).toBe(0o700);
  });

  it('is saved as it was shown, in one commit, and a second time gives the same one', async () => {
    const { id } = await generating().generate(request);
    const first = await generating().save(id, author);
    expect(first.saved.map(({ host: name }) => name)).toEqual(['sw-1', 'sw-2']);
    expect(await store.read({ kind: 'intended', host: 'sw-1', name: 'sw-1.cfg' })).toBe('# sw-1\nmtu 9000\nsite bj\n');
    const again = await generating().save(id, author);
    expect(again.revision).toBe(first.revision);
    expect(place.git('rev-list', '--count', 'main').trim()).toBe('1');
    expect(rendered).toEqual(['sw-1', 'sw-2']);
  });

  it('compares with what is kept: new, changed, unchanged', async () => {
    await store.save(
      job('a', [
        intended('sw-1', 'sw-1.cfg', '# sw-1\nmtu 9000\nsite bj\n'),
        intended('sw-2', 'sw-2.cfg', '# sw-2\nmtu 1500\nsite bj\n'),
      ]),
    );
    settings = { ...settings, hosts: { ...settings.hosts, 'sw-3': host('sw-3') } };
    const { results } = await generating().generate(request);
    expect(results.map(({ state, added, removed }) => [state, added, removed])).toEqual([
      ['unchanged', 0, 0],
      ['changed', 1, 1],
      ['new', 3, 0],
    ]);
    expect(results[1]?.hunks.flatMap(({ lines }) => lines)).toContain('-mtu 1500');
  });
});

describe('what was generated is refused as moved, and nothing is done,', () => {
  const moves: readonly (readonly [string, () => Promise<void> | void, string])[] = [
    ['once the template was edited', () => writeTemplate('switch.hbs', `${template}!\n`), 'The template switch or its'],
    [
      'once a partial that it calls was edited',
      () => writeTemplate('partials/head.hbs', '!\n'),
      'The template switch or its',
    ],
    ['once the template has gone', () => writeTemplate('switch.hbs', ''), 'The template switch or its partials'],
    [
      'once a label of a host is another',
      () => {
        settings = { ...settings, hosts: { ...settings.hosts, 'sw-2': host('sw-2', { site: 'sh' }) } };
      },
      'The inventory or the variables of sw-2 have changed since',
    ],
    [
      'once a variable is another',
      () => {
        settings = { ...settings, vars: { ...noVars, sites: { bj: { ntp: '10.0.0.1' } } } };
      },
      'The inventory or the variables of sw-1, sw-2 have changed since',
    ],
    [
      'once a host has left the inventory',
      () => {
        settings = { ...settings, hosts: { 'sw-1': host('sw-1') } };
      },
      'The inventory or the variables of sw-2 have changed since',
    ],
    [
      'once somebody has saved another config',
      async () => void (await store.save(job('b', [intended('sw-1', 'sw-1.cfg', 'other\n')]))),
      'The configs kept of sw-1 have changed since',
    ],
  ];

  it.each(moves)('%s', async (_, move, why) => {
    const { id } = await generating().generate(request);
    await move();
    for (const act of [() => generating().kept(id), () => generating().save(id, author)]) {
      const said = await refusal(act());
      expect(said).toContain(`generation-moved: ${why}`);
      expect(said).toContain('Nothing was done. Look again: /generate switch all --set mtu=9000');
    }
    expect(await store.read({ kind: 'intended', host: 'sw-2', name: 'sw-2.cfg' })).toBeUndefined();
  });

  it('also where that happens between the look and the save', async () => {
    const { id } = await generating().generate(request);
    const looked = store;
    store = {
      ...looked,
      save: async (asked) => {
        await looked.save(job('c', [intended('sw-1', 'sw-1.cfg', 'other\n')]));
        return looked.save(asked);
      },
    };
    expect(await refusal(generating().save(id, author))).toContain('The configs kept of sw-1 have changed since');
    expect(await looked.read({ kind: 'intended', host: 'sw-1', name: 'sw-1.cfg' })).toBe('other\n');
  });
});

it('what was collected since refuses nothing: it is otherwise every time, and what was shown is what is saved', async () => {
  const { id } = await generating().generate(request);
  facts = { 'sw-1': { uptime: 1 } };
  await writeTemplate('partials/unused.hbs', 'x\n');
  expect((await generating().save(id, author)).saved).toHaveLength(2);
});

describe('what is kept no longer', () => {
  it('says so, and what to do', async () => {
    const { id } = await generating().generate(request);
    place.clock.advance(7 * day + 1_000);
    expect(await refusal(generating().kept(id))).toBe(
      `generation-unknown: What was generated as ${id} is not there any more: the newest 100 are kept, for 7 days. Nothing was done. Give the same /generate once more and use the buttons of its answer.`,
    );
    for (const strange of ['../../etc/passwd', '', '991231-000000-aaaa'])
      expect(await refusal(generating().kept(strange))).toContain('generation-unknown');
  });

  it('is forgotten on disk too: what is too old, what is too many, what a killed bot left', async () => {
    const first = await generating().generate(request);
    place.clock.advance(7 * day + 1_000);
    const names = Array.from({ length: 120 }, (_, at) => `261108-0900${String(at % 60).padStart(2, '0')}-${1000 + at}`);
    for (const name of names) writeFileSync(join(generations(), `${name}.json.gz`), 'x');
    writeFileSync(join(generations(), '.261108-090000-0000.json.gz.abc.tmp'), 'password');
    place.clock.advance(3_600_000 * 2);
    const last = await generating().generate(request);
    expect(kept()).toHaveLength(100);
    expect(kept()).toContain(`${last.id}.json.gz`);
    expect(kept()).not.toContain(`${first.id}.json.gz`);
    expect(kept().filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('is what damage or another hand made otherwise', async () => {
    const made = await generating().generate(request);
    const file = join(generations(), `${made.id}.json.gz`);
    const whole = readFileSync(file);
    const other = await generating().generate({ ...request, set: { mtu: '1500' } });
    for (const bytes of [
      whole.subarray(0, 40),
      Buffer.from('{}'),
      readFileSync(join(generations(), `${other.id}.json.gz`)),
    ]) {
      writeFileSync(file, bytes);
      expect(await refusal(generating().kept(made.id))).toContain('generation-unknown');
    }
  });
});

it('says how far it has come', async () => {
  const heard: string[] = [];
  await generating().generate(request, ({ rendered: done, checked, all }) => heard.push(`${done} ${checked} ${all}`));
  expect(heard.at(0)).toBe('2 0 2');
  expect(heard.at(-1)).toBe('2 2 2');
});

it('is given up when the bot stops, and nothing is kept of it', async () => {
  const reason = new Error('the bot is stopping');
  place.abort.abort(reason);
  await expect(generating().generate(request)).rejects.toBe(reason);
  expect(readdirSync(place.folder)).not.toContain('generated');
});
