import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FactKind, factKinds } from '../../src/core/collect/types.ts';
import type { Platform } from '../../src/core/platforms/define.ts';
import { loadPlatforms } from '../../src/core/platforms/load.ts';

const platforms = await loadPlatforms();

/** Texts on which patterns that try too much take for ever: one sign, two in turn, and what devices are full of. */
const hard = (size: number) =>
  [
    ...['a', ' ', '-', '0', '<', '\n', '\t', '.', ':', '#', '"'],
    ...['a ', ' \n', 'a-', '- ', '0 ', '1.', '%^', 'a\n', '  a', '::', '[y', '--More', '$1', 'display ', 'show '],
    ...['password ', 'cipher ', 'key ', 'snmp-server community ', 'description ', 'set '],
  ].map((piece) => piece.repeat(size / piece.length));
/** What a pattern of an output may see. What grows with the square of it shows at a tenth, and is not tried further. */
const sizes = [
  { size: 10_000, most: 200 },
  { size: 100_000, most: 1_000 },
] as const;
/** What a pattern of the shell sees is the end of what has come, and the beginning of an answer. */
const tail = { size: 2_048, most: 50 } as const;

function shellPatterns({ shell }: Platform): readonly RegExp[] {
  if (!shell) return [];
  const raised = shell.enable ? [shell.enable.when, shell.enable.password] : [];
  return [shell.prompt, shell.more, ...shell.questions.map(([question]) => question), ...shell.refusals, ...raised];
}

function outputPatterns({ readOnly, secrets, noise, signs }: Platform): readonly RegExp[] {
  const stripped = secrets.map(([pattern]) => pattern);
  const shown = [...(signs.greeting ?? []), ...(signs.probe ?? [])];
  return [...stripped, ...noise, ...shown, ...(readOnly ? [readOnly] : [])];
}

/** What took longer than it may, of the first size at which anything did. */
function tooSlow<T>(
  works: readonly T[],
  steps: readonly { size: number; most: number }[],
  run: (work: T, text: string) => unknown,
) {
  for (const { size, most } of steps) {
    const slow = works.flatMap((work) => {
      const text = hard(size).find((one) => quickest(() => run(work, one), most) > most);
      return text === undefined ? [] : [`${work} on ${size} × ${JSON.stringify(text.slice(0, 10))}`];
    });
    if (slow.length > 0) return slow;
  }
  return [];
}

/** Milliseconds of the quickest of three, as a machine that does other things too is slow now and then. */
function quickest(work: () => unknown, enough: number): number {
  let best = took(work);
  for (let again = 0; again < 2 && best > enough; again++) best = Math.min(best, took(work));
  return best;
}

function took(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

describe.each([...platforms])('the platform %s', (name, platform) => {
  test('has no pattern that takes long on any text', () => {
    const match = (pattern: RegExp, text: string) => (pattern.global ? text.replace(pattern, '') : pattern.test(text));
    expect(tooSlow(shellPatterns(platform), [tail], match)).toEqual([]);
    expect(tooSlow(outputPatterns(platform), sizes, match)).toEqual([]);
  }, 120_000);

  test('reads of any text what it can, in time, and throws nothing', () => {
    const parse = (kind: FactKind, text: string) =>
      platform.parse(kind, Object.fromEntries((platform.commands[kind] ?? []).map((command) => [command, text])));
    for (const kind of factKinds) {
      for (const text of ['', '\n', 'nonsense', 'Error: no']) expect(parse(kind, text)).toBeTypeOf('object');
      expect(platform.parse(kind, {})).toBeTypeOf('object');
    }
    expect(tooSlow(factKinds, sizes, parse)).toEqual([]);
  }, 120_000);

  test('leaves a configuration as it is once its secrets are stripped', () => {
    const strip = (text: string) =>
      platform.secrets.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
    const text =
      'username a password 7 094F471A1A0A\n local-user b password cipher %^%#abc%^%#\nsnmp-server community c ro\n';
    expect(strip(strip(text))).toBe(strip(text));
  });

  test('runs with --command what only reads, and one line of it', () => {
    const refused = [
      ...[
        'reload',
        'configure terminal',
        'system-view',
        'delete flash:/a',
        'reset saved-configuration',
        'rm -rf /',
        '',
      ],
      ...['show version\nreload', 'display version\rreboot', 'show version; reload', 'display version && reboot'],
      ...['show running-config > flash:a', 'display version >> a.txt', 'show version | redirect tftp://10.0.0.1/a'],
      ...[
        'show version | append flash:a',
        'show running-config | tee a',
        'display version | tee a',
        'display current-configuration | include cipher',
        'dis cur | exclude BEGIN',
        'display saved-configuration | begin snmp',
        'display this | include password',
        'show `id`',
        'show $(id)',
      ],
    ];
    for (const command of refused) expect(platform.readOnly?.test(command) ?? false).toBe(false);
    const reads = ['show version', 'display version', 'show ip route', 'display lldp neighbor'];
    if (platform.readOnly) expect(reads.some((command) => platform.readOnly?.test(command))).toBe(true);
  });

  test('says in words what --command takes, in two languages', () => {
    expect(platform.readOnlyRule?.en).toEqual(platform.readOnly && expect.stringMatching(/^one line that begins with/));
    expect(platform.readOnlyRule?.zh).toEqual(platform.readOnly && expect.stringContaining('单行命令'));
  });

  test('names what it sets up, and itself in two languages', () => {
    expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(platform.title.zh).not.toBe('');
    expect(platform.sessions).toBeGreaterThan(0);
  });
});

describe('loading platforms', () => {
  const shell = "{ prompt: />$/, setup: [], more: /m/, moreAnswer: ' ', questions: [], refusals: [/e/], leave: 'q' }";
  const whole = (changes: string) =>
    `export default { title: { en: 'A', zh: 'A' }, transport: 'shell', sessions: 1, shell: ${shell}, commands: {}, parse() { return {}; }, secrets: [], noise: [], signs: {}, ${changes} };\n`;

  test.each([
    ['no default export', 'export const a = 1;\n', /no default export/],
    ['a shell that is missing', whole('shell: undefined'), /shell/],
    ['secrets that are found only once', whole("secrets: [[/a/, 'b']]"), /global/],
    ['a prompt that remembers where it was', whole(`shell: { ...${shell}, prompt: /a/g }`), /global/],
    ['a command of two lines', whole("commands: { system: ['a\\nb'] }"), /one line/],
    ['a kind that there is not', whole("commands: { weather: ['a'] }"), /weather/],
  ])('with %s stops with the name of the file', async (_, content, why) => {
    const folder = await mkdtemp(join(tmpdir(), 'platforms-'));
    try {
      await writeFile(join(folder, 'broken-os.ts'), content);
      await expect(loadPlatforms(folder)).rejects.toMatchObject({ code: 'platform-malformed' });
      await expect(loadPlatforms(folder)).rejects.toThrow(/broken-os\.ts/);
      await expect(loadPlatforms(folder)).rejects.toThrow(why);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
