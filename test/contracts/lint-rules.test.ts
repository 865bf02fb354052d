import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadLintRules } from '../../src/core/generate/load-lint-rules.ts';
import { loadValidators } from '../../src/core/generate/load-validators.ts';
import type { Finding } from '../../src/core/generate/types.ts';
import { rendered, validatorDeps } from '../support/validating.ts';

const [rules, validators] = await Promise.all([loadLintRules(), loadValidators()]);
const folder = join(import.meta.dirname, '../fixtures/lint');
/** What stands at the end of the line that trips the rule. */
const here = / <-- here$/;
const platforms = ['huawei-vrp', 'h3c-comware', 'cisco-ios'] as const;

async function findings(platform: string, text: string): Promise<readonly Finding[]> {
  const config = { ...rendered('sw-1.cfg', text), platform };
  const verdict = await validators.get(`lint-${platform}`)?.validate(config, validatorDeps());
  if (!verdict?.checked) throw new Error(`lint-${platform} has not checked`);
  return verdict.findings;
}

test('every fixture is of a rule', () => {
  expect(readdirSync(folder).toSorted()).toEqual([...rules.keys()]);
});

describe.each([...rules])('the rule %s', (name, rule) => {
  test('has a title in both languages, short enough for a heading', () => {
    for (const words of [rule.title.en, rule.title.zh]) expect(words.length).toBeLessThanOrEqual(40);
    expect(rule.title.zh).toMatch(/\p{Script=Han}/u);
  });

  test.each(platforms)(
    'is the only one that a configuration of %s trips, once, on the marked line',
    async (platform) => {
      const lines = readFileSync(join(folder, name, `${platform}.cfg`), 'utf8').split('\n');
      const found = await findings(platform, lines.map((line) => line.replace(here, '')).join('\n'));
      expect(found.map(({ rule, line }) => ({ rule, line }))).toEqual([
        { rule: name, line: lines.findIndex((line) => here.test(line)) + 1 },
      ]);
      expect(found[0]?.text.en).toMatch(/\.$|: \S/);
      expect(found[0]?.text.zh).toMatch(/\p{Script=Han}/u);
    },
  );

  test.each(platforms)('finds nothing in a configuration of %s whose marked line is not there', async (platform) => {
    const lines = readFileSync(join(folder, name, `${platform}.cfg`), 'utf8').split('\n');
    const found = await findings(platform, lines.filter((line) => !here.test(line)).join('\n'));
    expect(found.filter(({ rule }) => rule === name)).toEqual([]);
  });
});
