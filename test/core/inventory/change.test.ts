import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { OpsError } from '../../../src/core/errors.ts';
import { mergeChange, restoreChange } from '../../../src/core/inventory/change.ts';
import { differenceOf, isNothing } from '../../../src/core/inventory/difference.ts';
import type { HostEntries } from '../../../src/core/inventory/entries.ts';
import { createHostsFiles } from '../../../src/core/inventory/hosts-file.ts';
import { deviceTypes } from '../../../src/core/settings/device-types.ts';

async function filesWith(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'hosts-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'hosts.yaml'), text);
  let reloads = 0;
  const files = createHostsFiles(folder, async () => {
    reloads += 1;
  });
  return { files, folder, reloads: () => reloads, text: () => readFile(join(folder, 'hosts.yaml'), 'utf8') };
}

const name = fc.stringMatching(/^[a-z交换][a-z0-9机_.-]{0,8}x$/u);
const word = fc.oneof(
  fc.constantFrom(
    'on',
    'yes',
    '00123',
    '12:30:45',
    '1.10',
    'null',
    '~',
    'a: b',
    '# c',
    '- x',
    '{a}',
    '[b',
    '"q"',
    "it's",
    '北京',
  ),
  fc.stringMatching(/^[^\p{C}]{1,12}$/u).filter((text) => text.trim() !== ''),
);
const label = fc.oneof(word, fc.integer({ min: -9, max: 99_999 }), fc.boolean());
const entry = fc.record(
  {
    address: fc.ipV4(),
    port: fc.integer({ min: 1, max: 65_535 }),
    platform: fc.constantFrom('linux', 'huawei-vrp'),
    type: fc.constantFrom(...deviceTypes),
    groups: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
    become: fc.constantFrom('sudo', 'su', { method: 'su', user: 'app' } as const),
    ssh: fc.record({ legacy: fc.boolean() }),
    labels: fc.dictionary(name, label, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  },
  { requiredKeys: ['address'], noNullPrototype: true },
);
const inventory = fc.dictionary(name, entry, { maxKeys: 6, noNullPrototype: true });
const layout = fc.record({
  collectionStyle: fc.constantFrom('block', 'flow', 'any'),
  indent: fc.constantFrom(2, 3, 4),
  lineWidth: fc.constantFrom(0, 30, 80),
  comment: fc.boolean(),
  eol: fc.constantFrom('\n', '\r\n'),
} as const);

/** hosts.yaml of these hosts, laid out and commented in one of many ways. */
function laidOut(hosts: object, { comment, eol, ...options }: typeof layout extends fc.Arbitrary<infer T> ? T : never) {
  const text = stringify({ hosts }, { ...options, aliasDuplicateObjects: false });
  const block = options.collectionStyle !== 'flow';
  const lines = text
    .split('\n')
    .map((line) => (comment && block && /^ +[\w\p{L}.-]+:$/u.test(line) ? `${line} # kept` : line));
  return (comment ? ['# first', ...lines] : lines).join(eol);
}

describe('a merge into hosts.yaml', () => {
  it('of anything, into any layout, comes to what it says, keeps comments, and is none the second time', async () => {
    const known = await filesWith('hosts: {}\n');
    await fc.assert(
      fc.asyncProperty(inventory, inventory, layout, fc.boolean(), async (before, incoming, how, complete) => {
        const text = laidOut(before, how);
        await writeFile(join(known.folder, 'hosts.yaml'), text);
        const { change } = await mergeChange(known.files, incoming as HostEntries, { complete });
        if (!change) return;
        const { hosts } = await known.files.trial(change.after.text);
        expect(isNothing(differenceOf(hosts, incoming as HostEntries, { complete }))).toBe(true);
        const kept = (all: string) => all.split('# kept').length;
        if (change.difference.gone.length === 0) expect(kept(change.after.text)).toBe(kept(text));
        if (how.comment) expect(change.after.text.startsWith('# first')).toBe(true);
        expect(await known.files.replace(change.before.digest, change.after.text)).toBe(true);
        expect((await mergeChange(known.files, incoming as HostEntries, { complete })).change).toBeUndefined();
        const back = await restoreChange(known.files, text);
        expect(await known.files.replace(back.before.digest, back.after.text)).toBe(true);
        expect(await known.text()).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  it('writes only into the file that it was made from, and only what the bot takes', async () => {
    const { files, text, reloads } = await filesWith('hosts:\n  a: { address: 10.0.0.1 }\n');
    const digest = await files.digest();
    const next = 'hosts:\n  a: { address: 10.0.0.2 }\n';
    expect(await files.replace('0'.repeat(64), next)).toBe(false);
    await expect(files.replace(digest, 'hosts: { a: { adress: x } }')).rejects.toThrow(OpsError);
    expect([await text(), reloads()]).toEqual(['hosts:\n  a: { address: 10.0.0.1 }\n', 0]);
    expect(await files.replace(digest, next)).toBe(true);
    expect([await text(), reloads()]).toEqual([next, 1]);
  });

  it('begins a file that is not there', async () => {
    const { files, folder, text } = await filesWith('');
    await rm(join(folder, 'hosts.yaml'));
    await writeFile(join(folder, 'general.yaml'), 'language: en\n');
    const { change } = await mergeChange(files, { a: { address: '10.0.0.1' } }, { complete: false });
    expect(await files.replace(change?.before.digest ?? '', change?.after.text ?? '')).toBe(true);
    expect(await text()).toBe('hosts:\n  a: { address: 10.0.0.1 }\n');
  });

  it('is refused where changing one host would change another that shares its values', async () => {
    const { files } = await filesWith(
      'hosts:\n  a: { address: 10.0.0.1, labels: &l { site: x } }\n  b: { address: 10.0.0.2, labels: *l }\n',
    );
    const merge = (incoming: HostEntries) => mergeChange(files, incoming, { complete: false });
    await expect(merge({ a: { labels: { site: 'z' } } })).rejects.toMatchObject({ code: 'inventory-layout' });
    const { change } = await merge({ b: { labels: { site: 'z' } } });
    expect(change?.after.text).toContain('b: { address: 10.0.0.2, labels: { site: z } }');
  });

  it('names what is wrong with the files as they are', async () => {
    const { files } = await filesWith('hosts:\n  a: { adress: x }\n');
    await expect(mergeChange(files, {}, { complete: false })).rejects.toMatchObject({ code: 'settings-invalid' });
  });
});
