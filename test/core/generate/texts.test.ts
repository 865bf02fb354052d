import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { rendered } from '../../support/templates.ts';
import { hasTool } from '../../support/tools.ts';

const shell = hasTool('sh', '-c', 'true');
const python = hasTool('python3', '-c', 'import yaml');
const nginx = hasTool('nginx', '-v');
const texts = fc.string({ unit: 'binary', maxLength: 30 });
const written = fc.oneof(
  texts,
  fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', '\n', '#', ':', '-', '{', ';') }),
);

test('a text in quotes for JSON and YAML is read back as it was', () => {
  fc.assert(
    fc.property(written, (text) => {
      expect(JSON.parse(rendered('{{quote text style="json"}}', { text }))).toBe(text);
      expect(parse(`a: ${rendered('{{quote text style="yaml"}}', { text })}`)).toEqual({ a: text });
    }),
  );
});

test.runIf(python)('PyYAML reads every one of them as it was', () => {
  const all = fc.sample(written, { numRuns: 300, seed: 7 }).filter((text) => text.isWellFormed());
  const input = all.map((text) => `- ${rendered('{{quote text style="yaml"}}', { text })}\n`).join('');
  const read = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read().decode())))';
  // PyYAML reads a surrogate pair that was escaped as two characters; put together again here by JSON.
  expect(JSON.parse(execFileSync('python3', ['-c', read], { input, encoding: 'utf8' }))).toEqual(all);
});

test.runIf(shell)('a text in quotes for the shell is one word to it, as it was', () => {
  const all = fc
    .sample(written, { numRuns: 200, seed: 7 })
    .filter((text) => !text.includes('\0') && text.isWellFormed());
  const words = all.map((text) => rendered('{{quote text style="shell"}}', { text }));
  const output = execFileSync('sh', ['-c', `printf '%s\\0' ${words.join(' ')}`], { encoding: 'utf8' });
  expect(output.split('\0').slice(0, -1)).toEqual(all);
});

test.runIf(nginx)('a text in quotes for nginx ends nowhere but at its end', () => {
  const all = fc
    .sample(written, { numRuns: 100, seed: 7 })
    .filter((text) => !/[\0$]/.test(text) && text.isWellFormed());
  const folder = mkdtempSync(join(tmpdir(), 'quote-'));
  const words = all.map((text) => `add_header X-Text ${rendered('{{quote text style="nginx"}}', { text })};`);
  const config = `error_log stderr; pid ${folder}/pid; events {} http { access_log off; ${words.join('\n')} }`;
  writeFileSync(join(folder, 'nginx.conf'), config);
  try {
    execFileSync('nginx', ['-t', '-q', '-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['quote "$host" style="nginx"', 'cannot be quoted for nginx'],
  ['quote "a" style="perl"', 'there are: json, yaml, shell, nginx'],
  ['quote list', 'must be a text'],
  ['indent "a" -1', 'not from 0 to 200'],
  ['date "2026-11-27T10:00:00"', 'is no instant'],
  ['date "2026-02-30"', 'is no instant'],
  ['date "yesterday"', 'is no instant'],
  ['date "2026-11-27" "YYYY"', 'is no format'],
  ['date "2026-11-27" "iso" tz="Mars/Base"', 'is no time zone'],
  ['first list', 'the list is empty'],
  ['last "text"', 'must be a list'],
  ['lt "a" 10', 'two numbers are needed'],
  ['replace "a" "" "b"', 'nothing to look for'],
  ['vlan-range 10 most=0', 'whole number from 1'],
  ['sort objects', 'can be sorted'],
])('%s is refused: %s', (call, why) => {
  expect(() => rendered(`{{${call}}}`, { list: [], objects: [{ a: 1 }] })).toThrow(why);
});

test('sorting goes by the value of numbers within names, addresses too', () => {
  const list = ['10.0.0.10', '10.0.0.9', 'ge1/0/10', 'ge1/0/2', '-3', '-20', 7];
  expect(rendered('{{join (sort list) " "}}', { list })).toBe('-20 -3 7 10.0.0.9 10.0.0.10 ge1/0/2 ge1/0/10');
});
