import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { collectLinux } from '../../../src/core/collect/linux.ts';
import { type FactKind, factKinds } from '../../../src/core/collect/types.ts';
import { createSections } from '../../../src/core/platforms/linux/sections.ts';
import linux from '../../../src/core/platforms/linux.ts';
import { answering } from './answering.ts';

const folder = new URL('../../fixtures/linux/', import.meta.url).pathname;
const hosts = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

interface Expected {
  readonly kinds: readonly FactKind[];
  readonly facts: unknown;
  readonly warnings: readonly string[];
  readonly mustNot: readonly string[];
}

describe.each(hosts.map(({ name }) => name))('the answer of %s', (name) => {
  const output = readFileSync(join(folder, name, 'output.txt'), 'utf8');
  const expected = parse(readFileSync(join(folder, name, 'expected.yaml'), 'utf8')) as Expected;
  const collected = collectLinux(answering(output), expected.kinds, { timeout: 1000 });

  it('is read into its facts, all of them and no others', async () => {
    expect((await collected).facts).toEqual(expected.facts);
  });

  it('warns of what is not known, in both languages', async () => {
    const { warnings } = await collected;
    expect(warnings.map(({ en }) => expected.warnings.find((start) => en.startsWith(start)) ?? en)).toEqual(
      expected.warnings,
    );
    for (const { zh } of warnings) expect(zh).toMatch(/\p{Script=Han}/u);
  });

  it('leaves out what must not be there', async () => {
    const { facts } = await collected;
    for (const text of expected.mustNot) expect(JSON.stringify(facts)).not.toContain(text);
  });
});

describe('signs of Linux', () => {
  it.each([
    '-bash: display: command not found',
    'sh: 1: show: not found',
    '-ash: show: not found',
    'zsh: command not found: show',
    '/bin/sh: display: not found',
  ])('are what a shell says to a command of network gear: %s', (said) => {
    expect(linux.signs.probe?.some((sign) => sign.test(said))).toBe(true);
  });

  it.each([
    "Error: Unrecognized command found at '^' position.",
    '% Invalid input detected',
    'unknown command.',
    'ssh: host not found',
  ])('are not what network gear says: %s', (said) => {
    expect(linux.signs.probe?.some((sign) => sign.test(said))).toBe(false);
  });

  it.each(['Welcome to Ubuntu 22.04.4 LTS', '[root@db-07 ~]# ', 'Linux vm 6.1.0-18-amd64 #1 SMP Debian'])(
    'are in a greeting: %s',
    (said) => expect(linux.signs.greeting?.some((sign) => sign.test(said))).toBe(true),
  );

  it.each(['[H3C-core]', '<bj-sw-01>', 'core-1# ', 'Welcome to JUNOS'])(
    'are not in that of network gear: %s',
    (said) => {
      expect(linux.signs.greeting?.some((sign) => sign.test(said))).toBe(false);
    },
  );
});

describe('sections of an answer', () => {
  const answer = (text: string, most?: number) => {
    const sections = createSections('MARK', most);
    for (const byte of Buffer.from(text)) sections.push(Buffer.from([byte]));
    return sections.answer();
  };

  it('are what stands between lines that begin with the mark, whatever else is printed before and after', () => {
    const text =
      'motd\nmark section a\nnot MARK section a\n\nMARK section a\nMARKED section b\n中文\n\nMARK end\nMARK section c\nbye\n';
    expect(answer(text)).toEqual({ outputs: { a: 'MARKED section b\n中文' }, notes: [], cut: [] });
  });

  it('are cut at their most, and say so', () => {
    const { outputs, cut } = answer(`MARK section a\n${'123456789\n'.repeat(10)}MARK section b\n1\nMARK end\n`, 50);
    expect(outputs).toEqual({ a: '123456789\n'.repeat(5).trimEnd(), b: '1' });
    expect(cut).toEqual(['a']);
  });

  it('name the one that was under way when the output ended', () => {
    expect(answer('MARK section a\n1\nMARK section b\n2\n')).toMatchObject({ outputs: { a: '1' }, unfinished: 'b' });
  });

  it('keep notes once', () => {
    expect(answer('MARK section a\nMARK note x y\nMARK note x y\nMARK end\n').notes).toEqual(['x y']);
  });
});

describe('whatever a host answers', () => {
  const sectionNames = [...new Set(Object.values(linux.commands).flat())];
  const lines = hosts.flatMap(({ name }) => readFileSync(join(folder, name, 'output.txt'), 'utf8').split('\n'));
  const words = lines.flatMap((line) => line.split(/(?<=[ =:/])/));
  const line = fc.oneof(
    fc.constantFrom(...lines),
    fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((some) => some.join('')),
    fc.string({ unit: 'binary' }),
  );

  it('is read without an error, in any section, and is plain JSON', () => {
    const outputs = fc.record(
      Object.fromEntries(
        sectionNames.map((name) => [name, fc.array(line, { maxLength: 30 }).map((all) => all.join('\n'))]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(outputs, fc.constantFrom(...factKinds), (some, kind) => {
        const facts = linux.parse(kind, some as Record<string, string>);
        expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
      }),
      { numRuns: 500 },
    );
  });
});
