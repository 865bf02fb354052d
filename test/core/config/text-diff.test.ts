import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lineMask } from '../../../src/core/config/text/secrets.ts';
import { textDiff, unified } from '../../../src/core/config/text-diff.ts';
import ios from '../../../src/core/platforms/cisco-ios.ts';
import vrp from '../../../src/core/platforms/huawei-vrp.ts';
import { hasTool } from '../../support/tools.ts';

const { env } = process;

test('a difference reads as diff -u writes it', async () => {
  const diff = await textDiff('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n', { env, context: 1 });
  expect(unified(diff)).toBe('@@ -1,4 +1,5 @@\n a\n-b\n+B\n c\n d\n+e\n');
  expect(diff).toMatchObject({ added: 2, removed: 1 });
});

test('line ends, the end of the last line and noise make no difference', async () => {
  const before = '!Last configuration was updated at 2026-11-20 11:02:45 by netops\r\nsysname a\r\n';
  const after = '!Last configuration was updated at 2026-11-27 09:00:00 by lee\nsysname a';
  expect(await textDiff(before, after, { env, noise: vrp.noise })).toEqual({ hunks: [], added: 0, removed: 0 });
});

describe.skipIf(!hasTool('patch'))('the program patch makes the one text out of the other with it', () => {
  test.each([
    ['few changes, which are compared in this process', 10_000, 100],
    ['so many that git compares', 10_000, 2],
    ['nothing but changes', 300, 1],
  ])('%s', async (_, length, every) => {
    const before = Array.from({ length }, (_line, at) => `line ${at % 97} of ${at % 31}\n`);
    const after = before.flatMap((line, at) =>
      at % every === 0 ? (at % 3 === 0 ? [] : [`${line.trim()} now ${at}\n`]) : [line],
    );
    const diff = await textDiff(before.join(''), after.join(''), { env });
    const folder = await mkdtemp(join(tmpdir(), 'patched-'));
    await writeFile(join(folder, 'text'), before.join(''));
    execFileSync('patch', ['--silent', 'text'], { cwd: folder, input: `--- text\n+++ text\n${unified(diff)}` });
    expect(await readFile(join(folder, 'text'), 'utf8')).toBe(after.join(''));
    await rm(folder, { recursive: true });
  });
});

test('secrets are the same or changed, never shown, and none is left on disk', async () => {
  const before = ['aaa', ' local-user ops password cipher OldSecret1', ' local-user lee password cipher Kept2'];
  const after = ['aaa', ' local-user ops password cipher NewSecret3', ' local-user li password cipher Kept2'];
  const was = (await readdir(tmpdir())).filter((name) => name.startsWith('changeops-diff-'));
  const diff = await textDiff(before.join('\n'), after.join('\n'), { env, secrets: vrp.secrets });
  expect(unified(diff)).toBe(
    [
      '@@ -1,3 +1,3 @@',
      ' aaa',
      '- local-user ops password cipher [redacted: changed]',
      '- local-user lee password cipher [redacted: same]',
      '+ local-user ops password cipher [redacted: changed]',
      '+ local-user li password cipher [redacted: same]\n',
    ].join('\n'),
  );
  expect((await readdir(tmpdir())).filter((name) => name.startsWith('changeops-diff-'))).toEqual(was);
});

test('a secret that stays in a line beside a change is no change, and reads [redacted]', async () => {
  const config = (name: string) => `hostname ${name}\nsnmp-server community S3cret RO 20\n`;
  const diff = await textDiff(config('a'), config('b'), { env, secrets: ios.secrets });
  expect(unified(diff)).toBe('@@ -1,2 +1,2 @@\n-hostname a\n+hostname b\n snmp-server community [redacted] RO 20\n');
});

test('where git compares, secrets are masked before it sees them', async () => {
  const config = (secret: string, change: number) =>
    Array.from({ length: 8_000 }, (_, at) =>
      at % 2 ? ` pre-shared-key cipher ${secret}${at}` : `peer ${at} ${at % 4 ? change : ''}`,
    ).join('\n');
  const text = unified(await textDiff(config('Old', 1), config('New', 2), { env, secrets: vrp.secrets }));
  expect(text).not.toMatch(/Old\d|New\d/);
  expect(text).toContain('[redacted: changed]');
});

test('a line is masked within a block and at the left edge', () => {
  expect(lineMask(vrp.secrets)('password OldPlainUser7')).toBe('password [redacted]');
  expect(lineMask(ios.secrets)('snmp-server community S3cret RO')).toBe('snmp-server community [redacted] RO');
  expect(lineMask(ios.secrets)('description password of the building')).toBe('description password [redacted]');
});
