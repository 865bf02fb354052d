import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadValidators } from '../../src/core/generate/load-validators.ts';
import type { RenderedConfig, Verdict } from '../../src/core/generate/types.ts';
import { fixtures, hasProgramOf, programs, validatorDeps } from '../support/validating.ts';

const validators = await loadValidators();

const schemas = new Map<string, object>([
  ['host', JSON.parse(readFileSync('test/fixtures/validators/json-schema/schema.json', 'utf8'))],
]);
/** What a template writes after the validator's name. */
const argumentOf: Readonly<Record<string, string>> = { 'json-schema': 'host' };

describe.each([...validators])('the validator %s', (name, validator) => {
  const deps = validatorDeps({ schemas });
  const check = (config: RenderedConfig) => validator.validate(config, deps, argumentOf[name]);
  const here = hasProgramOf(name);
  const good = fixtures(name, 'good');
  const bad = fixtures(name, 'bad-');

  test.skipIf(!here).each(good)('finds nothing in $file', async (config) => {
    expect(await check(config)).toEqual({ checked: true, findings: [] });
  });

  test.skipIf(!here).each(bad)(
    'finds the first error in $file on the line that is not as in a good one',
    async (config) => {
      const lines = errorLines(await check(config)).filter((line) => line !== undefined);
      expect(lines.toSorted((a, b) => a - b)[0]).toBe(brokenLine(config, good));
    },
  );

  test('has something good and something bad to be tried on', () => {
    expect([good.length > 0, bad.length > 0]).toEqual([true, true]);
  });

  test.runIf(programs[name])('says "not checked", with program and package, where its program is missing', async () => {
    const missing = validatorDeps({ program: async () => undefined });
    const verdict = await validator.validate(good[0] as RenderedConfig, missing);
    expect(verdict).toMatchObject({ checked: false });
    const words = verdict.checked ? '' : `${verdict.why.en} ${verdict.why.zh}`;
    expect(words).toContain(`Debian package ${programs[name]?.[1]}`);
    expect(words).toContain(`Debian 软件包 ${programs[name]?.[1]}`);
  });

  test.runIf(programs[name])('says "not checked" where its program did not end in time', async () => {
    const slow = validatorDeps({ program: async () => ({ code: null, output: '', late: true }) });
    expect(await validator.validate(good[0] as RenderedConfig, slow)).toMatchObject({ checked: false });
  });

  test.runIf(programs[name])('does not take a failure that it cannot read for "valid"', async () => {
    const broken = validatorDeps({ program: async () => ({ code: 139, output: 'root:x:0:0:root:/root:/bin/sh' }) });
    const verdict = await validator.validate(good[0] as RenderedConfig, broken);
    expect(errorLines(verdict)).toHaveLength(1);
    expect(JSON.stringify(verdict)).not.toContain('root:x:0');
  });
});

function errorLines(verdict: Verdict): readonly (number | undefined)[] {
  if (!verdict.checked) throw new Error(verdict.why.en);
  return verdict.findings.filter(({ severity }) => severity === 'error').map(({ line }) => line);
}

/** The first line, from 1, in which a config is not as the good one that it is nearest to. */
function brokenLine(config: RenderedConfig, good: readonly RenderedConfig[]): number {
  const lines = config.text.split('\n');
  const differing = good.map(({ text }) => {
    const other = text.split('\n');
    return lines.flatMap((line, index) => (line === other[index] ? [] : [index + 1]));
  });
  const nearest = differing.toSorted((a, b) => a.length - b.length)[0] ?? [];
  if (nearest.length !== 1) throw new Error(`${config.file} is to differ from a good one in one line`);
  return nearest[0] as number;
}
