import { afterEach, expect, test } from 'vitest';
import { createGenerator, type Generator, type HostData } from '../../../src/core/generate/generator.ts';
import { manualClock } from '../../support/clock.ts';
import { templateOf } from './support/templates.ts';

let generator: Generator | undefined;
afterEach(async () => {
  await generator?.close();
});

test('a thousand hosts, in their order, each with its own result', async () => {
  generator = createGenerator();
  const template = templateOf('sysname {{name}}\nmtu {{mtu}}', {});
  const hosts = Array.from(
    { length: 1_000 },
    (_, index): HostData => ({
      host: `sw-${index}`,
      data: index === 700 ? { name: 'x' } : { name: `sw-${index}`, mtu: index },
    }),
  );
  const results = await generator.generate(template, hosts);
  expect(results).toHaveLength(1_000);
  expect(results[999]).toEqual({ host: 'sw-999', file: 'sw-999.cfg', text: 'sysname sw-999\nmtu 999\n' });
  expect(results[700]).toMatchObject({ host: 'sw-700', findings: [{ rule: 'variable-missing', line: 6, column: 7 }] });
  expect(results.filter((result) => 'findings' in result)).toHaveLength(1);
});

/** Partials that each call the next one twice: more calls than anybody waits for, without any loop. */
const endless = templateOf(
  '{{#if hangs}}{{> p0}}{{/if}}{{name}}',
  Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`p${at}`, at < 39 ? `{{> p${at + 1}}}`.repeat(2) : '{{name}}']),
  ),
);
const named = (name: string, more: object = {}): HostData => ({ host: name, data: { name, ...more } });
const many = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => named(`${prefix}-${at}`));

test('a template that does not come to its end is ended at its deadline, naming the host, and the next one is rendered', async () => {
  generator = createGenerator({ deadline: 500, threads: 1 });
  const hosts = [named('good', { hangs: false }), named('bad', { hangs: true }), named('last', { hangs: false })];
  await expect(generator.generate(endless, hosts)).rejects.toMatchObject({
    code: 'template-late',
    text: {
      en: expect.stringContaining('Rendering the template main for bad took longer than 0.5 s and was stopped.'),
    },
  });
  expect(await generator.generate(templateOf('ok'), [named('x')])).toMatchObject([{ text: 'ok\n' }]);
});

test('two jobs on one thread take turns: the short one does not wait for the end of the long one', async () => {
  generator = createGenerator({ threads: 1, turn: 10 });
  const heard: string[] = [];
  const template = templateOf('{{name}}');
  const job = (name: string, count: number) =>
    generator?.generate(template, many(name, count), { heard: (done) => heard.push(`${name} ${done}`) });
  const [long, short] = await Promise.all([job('long', 50), job('short', 20)]);
  expect(heard).toEqual(['long 10', 'short 10', 'long 20', 'short 20', 'long 30', 'long 40', 'long 50']);
  expect(long?.map(({ host }) => host)).toEqual(many('long', 50).map(({ host }) => host));
  expect(short).toHaveLength(20);
});

test('a job whose configs hang leaves a thread to the jobs of others, and only it is ended', async () => {
  const clock = manualClock();
  generator = createGenerator({ clock, deadline: 10_000, turn: 1 });
  const hanging = generator.generate(
    endless,
    [1, 2, 3, 4].map((at) => named(`bad-${at}`, { hangs: true })),
  );
  const ended = expect(hanging).rejects.toMatchObject({ code: 'template-late' });
  // The clock stands still: nothing of the one that hangs is ended before this is done.
  expect(await generator.generate(templateOf('ok'), many('good', 5))).toHaveLength(5);
  await clock.advance(10_000);
  await ended;
});

test('a turn that takes long is cut short, and what is left of it comes with a later one', async () => {
  generator = createGenerator({ threads: 1 });
  const heard: number[] = [];
  const list = Array.from({ length: 900 }, (_, index) => index);
  const slow = templateOf('{{#each @root.list}}{{#each @root.list}}{{this}}{{/each}}{{/each}}');
  const hosts = many('x', 6).map(({ host }) => named(host, { list }));
  const results = await generator.generate(slow, hosts, { heard: (done) => heard.push(done) });
  expect(heard.length).toBeGreaterThan(1);
  expect(heard.at(-1)).toBe(6);
  expect(results.map(({ host }) => host)).toEqual(hosts.map(({ host }) => host));
});

test('a function cannot be sent, and no getter runs there', async () => {
  generator = createGenerator();
  const hosts = [{ host: 'x', data: { name: 'x', call: () => 1 } as never }];
  await expect(generator.generate(templateOf('{{name}}'), hosts)).rejects.toMatchObject({ code: 'template-failed' });
});

test('a job that nobody waits for any more is not begun', async () => {
  generator = createGenerator();
  const reason = new Error('nobody waits');
  const jobs = generator.generate(templateOf('x'), [{ host: 'x', data: { name: 'x' } }], {
    signal: AbortSignal.abort(reason),
  });
  await expect(jobs).rejects.toBe(reason);
});

test('no hosts, no configs', async () => {
  generator = createGenerator();
  expect(await generator.generate(templateOf('x'), [])).toEqual([]);
});
