import { afterEach, expect, test } from 'vitest';
import { createGenerator, type Generator, type HostData } from '../../../src/core/generate/generator.ts';
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

test('a template that does not come to its end is ended at its deadline, and the next one is rendered', async () => {
  generator = createGenerator({ deadline: 1_000 });
  const list = Array.from({ length: 1_000 }, (_, index) => index);
  const open = '{{#each @root.list}}'.repeat(6);
  const endless = templateOf(`${open}{{name}}${'{{/each}}'.repeat(6)}`.replaceAll('{{name}}', '{{@root.name}}'));
  const data = { name: 'x', list };
  await expect(generator.generate(endless, [{ host: 'x', data }])).rejects.toMatchObject({
    code: 'template-late',
    text: { en: expect.stringContaining('Rendering the template main took longer than 1 s and was stopped.') },
  });
  expect(await generator.generate(templateOf('ok'), [{ host: 'x', data: { name: 'x' } }])).toMatchObject([
    { text: 'ok\n' },
  ]);
});

test('a function cannot be sent, and no getter runs there', async () => {
  generator = createGenerator();
  const hosts = [{ host: 'x', data: { name: 'x', call: () => 1 } as never }];
  await expect(generator.generate(templateOf('{{name}}'), hosts)).rejects.toMatchObject({ code: 'template-failed' });
});

test('a job that nobody waits for any more is not begun', async () => {
  generator = createGenerator();
  const reason = new Error('nobody waits');
  const jobs = generator.generate(templateOf('x'), [{ host: 'x', data: { name: 'x' } }], AbortSignal.abort(reason));
  await expect(jobs).rejects.toBe(reason);
});

test('no hosts, no configs', async () => {
  generator = createGenerator();
  expect(await generator.generate(templateOf('x'), [])).toEqual([]);
});
