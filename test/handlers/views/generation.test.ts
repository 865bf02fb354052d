import { describe, expect, test } from 'vitest';
import type { HostResult } from '../../../src/core/generate/index.ts';
import { verbatim } from '../../../src/core/text.ts';
import { generationDetails, generationMessage, wouldSaveMessage } from '../../../src/handlers/views/generation.ts';
import { allFindings } from '../../../src/handlers/views/generation-findings.ts';
import { generating, generationLost, notGenerated } from '../../../src/handlers/views/generation-progress.ts';
import {
  sampleGeneration as generation,
  resultsOf as hosts,
  invalidResult as invalid,
  sampleResult as result,
} from '../../../src/sandbox/gallery/fixtures/generations.ts';
import { messageProblems, modalProblems } from '../../support/blocks.ts';
import { hostile } from '../samples.ts';

const hiding = { hide: (text: string) => text.replaceAll('hunter2', '[redacted]') };

const words = (results: readonly HostResult[]) => JSON.stringify(generationMessage(generation(results), 'en').blocks);
const fileOf = (results: readonly HostResult[]) => allFindings(generation(results), hiding, 'en')?.content;

describe('300 hosts that are invalid for the same reason', () => {
  const same = hosts(300, (host, at) => invalid(host, `${host}.cfg:${10 + at}: vlan 7 of ${host} is not defined.`));

  test('are one line with the reason and the hosts, not a wall', () => {
    const shown = words(same);
    expect(shown.match(/is not defined/g)).toHaveLength(1);
    expect(shown).toContain('300 hosts: ❌ sw-000.cfg:10: vlan 7 of sw-000 is not defined.');
    expect(shown).toContain('`sw-000`, `sw-001`');
    expect(shown).toContain('… and 292 more');
    expect(shown).not.toContain('⛔ invalid `sw-');
  });

  test('are all in a file, host by host', () => {
    const file = String(fileOf(same));
    expect(file.match(/is not defined/g)).toHaveLength(300);
    expect(file).toContain('sw-299  sw-299.cfg  invalid\n  error: sw-299.cfg:309: vlan 7 of sw-299 is not defined.\n');
  });

  test('and one that is invalid for a reason of its own stands by itself', () => {
    const shown = words([...same, invalid('core-1', 'core-1.cfg:3: mtu is missing.')]);
    expect(shown).toContain('⛔ invalid `core-1`');
    expect(shown).toContain('mtu is missing');
  });
});

test('two reasons are two lines, the one of more hosts first; what was not checked comes after errors', () => {
  const some = hosts(10, (host, at) => ({
    ...(at < 4 ? invalid(host, 'a is missing.', 'b is missing.') : invalid(host, 'b is missing.')),
    notChecked: [verbatim('nginx is not installed.')],
  }));
  const [first, second, third] = ['10 hosts: ❌ b is', '4 hosts: ❌ a is', '10 hosts: not checked: nginx is'].map(
    (one) => words(some).indexOf(one),
  );
  expect([first, second, third].every((at) => (at ?? -1) >= 0)).toBe(true);
  expect((first ?? 0) < (second ?? 0) && (second ?? 0) < (third ?? 0)).toBe(true);
});

test('few hosts are told one by one, with all that is wrong with each, and need no file', () => {
  const few = [invalid('sw-1', 'a is missing.', 'b is missing.', 'c is missing.', 'd is missing.'), result('sw-2')];
  expect(words(few)).toContain('d is missing');
  expect(words(few)).toContain('🆕 new `sw-2`');
  expect(fileOf(few)).toBeUndefined();
});

test('secrets that findings quote are not in the file', () => {
  const many = hosts(300, (host) => invalid(host, 'snmp community hunter2 is weak.'));
  expect(fileOf(many)).not.toContain('hunter2');
});

test('a dry run says what would be saved, and what would not', () => {
  const shown = JSON.stringify(wouldSaveMessage(generation([result('sw-1'), invalid('sw-2', 'x')]), 'en').blocks);
  expect(shown).toContain('--save would save 1 config in one revision: `sw-1`. Nothing was saved.');
  expect(shown).toContain('Not these, since they have errors: `sw-2`');
});

test('progress says for how many hosts, and how many of them are rendered and checked', () => {
  const about = { template: 'switch', hosts: 300, save: false };
  const at = (rendered: number, checked: number) =>
    JSON.stringify(generating(about, { rendered, checked, all: 300 }, 'en').blocks);
  expect(JSON.stringify(generating(about, undefined, 'en').blocks)).toContain('Generating `switch` for 300 hosts…');
  expect(at(120, 0)).toContain('▓▓▓▓░░░░░░ rendered 120 of 300');
  expect(at(300, 150)).toContain('▓▓▓▓▓░░░░░ all rendered, checked 150 of 300');
});

describe.each(['en', 'zh-CN'] as const)('in %s, whatever stands in the texts', (language) => {
  test.each([
    ['ordinary', 'x is missing.'],
    ['hostile', hostile],
    ['signs', '<&>'.repeat(700)],
    ['long', '长'.repeat(4_000)],
  ])('%s: every view keeps to the limits', (_, text) => {
    for (const count of [0, 1, 3, 500]) {
      const all = generation([
        ...hosts(count, (host, at) => invalid(`${host}`, `${text} ${at % 40}`, `${text} ${at}`)),
        ...hosts(count, (host) => result(`ok-${host}`, { notChecked: [verbatim(text)] })),
      ]);
      const about = { template: text, hosts: count, save: true };
      expect(messageProblems(generationMessage(all, language))).toEqual([]);
      expect(messageProblems(wouldSaveMessage(all, language))).toEqual([]);
      expect(messageProblems(generating(about, { rendered: 0, checked: 0, all: count }, language))).toEqual([]);
      expect(messageProblems(generationLost(about, language))).toEqual([]);
      expect(messageProblems(notGenerated(about, new Error(text), language))).toEqual([]);
      expect(modalProblems(generationDetails(all, language))).toEqual([]);
    }
  });
});
