import { describe, expect, test } from 'vitest';
import type { KeptJob } from '../../src/core/schedules/index.ts';
import { rights } from '../../src/core/settings/rights.ts';
import type { Deps } from '../../src/handlers/deps.ts';
import { jobWords } from '../../src/handlers/jobs.ts';
import { loadRegistry } from '../../src/handlers/registry.ts';

const { jobs } = await loadRegistry();

/** Of every kind of job some, as schedules keep them. */
const samples: Readonly<Record<string, readonly Omit<KeptJob, 'kind'>[]>> = {
  collect: [
    { source: 'ssh', selector: 'core-*', what: ['config'], changesOnly: true },
    { source: 'aliyun', what: [], resources: ['ecs'], changesOnly: false },
    { source: 'ssh', selector: 'core-*', what: ['system'], command: 'display clock', changesOnly: false },
  ],
  drift: [
    { selector: 'core-*', mend: false },
    { selector: 'core-*', mend: true },
  ],
  generate: ['show', 'save', 'push'].map((act) => ({
    ...{ template: 'nginx-site', selector: 'core-*', set: { https_port: '8443' }, act },
  })),
};

test('every job has samples here', () => {
  expect([...jobs.keys()].toSorted()).toEqual(Object.keys(samples).toSorted());
});

const all = Object.entries(samples).flatMap(([kind, each]) => each.map((one): KeptJob => ({ kind, ...one })));

describe.each(all.map((kept) => [JSON.stringify(kept), kept] as const))('the job %s', (_, kept) => {
  const job = jobs.get(kept.kind);

  test('says what it does in both languages, in a few words, without values that were set', () => {
    const { en, zh } = jobWords(kept, { jobs });
    expect(zh).toMatch(/\p{Script=Han}/u);
    for (const words of [en, zh]) {
      expect(words.trim()).toBe(words);
      expect(words).toContain(job?.selector(kept) ?? kept.source);
      expect(words).not.toContain('8443');
      expect(words.length).toBeLessThan(100);
    }
  });

  test('needs rights that can be given', () => {
    expect(job?.rights(kept)).not.toEqual([]);
    for (const right of job?.rights(kept) ?? []) expect(rights).toContain(right);
  });

  test('is not run where it is not kept as it was written, and still has a name in lists', async () => {
    const [first = ''] = Object.keys(kept).filter((name) => name !== 'kind');
    const damaged = { ...kept, [first]: 7 };
    await expect(job?.run(damaged, {} as never, {} as Deps)).rejects.toMatchObject({ code: 'job-damaged' });
    expect(jobWords(damaged, { jobs })).toEqual({ en: kept.kind, zh: kept.kind });
  });
});

test('words of jobs that differ in what becomes of it differ', () => {
  const words = all.map((kept) => jobWords(kept, { jobs }));
  for (const language of ['en', 'zh'] as const)
    expect(new Set(words.map((one) => one[language])).size).toBe(all.length);
});
