import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Converting } from '../../../src/core/convert/index.ts';
import { OpsError } from '../../../src/core/errors.ts';
import { type BadFile, badFiles, goodFile } from './support/bad-files.ts';
import { watchChildren } from './support/child-memory.ts';
import { type Opened, openConversions } from './support/conversions.ts';

const asker = { by: 'U0ENGINEER', channel: 'C0CHANGES' };
const gigabyte = 1024 ** 3;

let opened: Opened;
const figures: string[] = [];
beforeAll(async () => {
  opened = await openConversions();
});
afterAll(() => {
  console.log(figures.join('\n'));
  opened.close();
});

function convert(name: string, bytes: Buffer): Promise<Converting> {
  const wanted = { formats: ['ansible-yaml', 'xlsx'], entries: true };
  return opened.conversions.convert({ ref: 'F0', name }, async () => bytes, asker, {}, wanted);
}

/** What came of a file, how long it took and the most memory the child had. */
async function measured({ name, bytes }: BadFile) {
  const file = bytes();
  const watch = watchChildren();
  const started = performance.now();
  const came = await convert(name, file).catch((error: unknown) => error);
  return { came, seconds: (performance.now() - started) / 1000, ...watch.stop(), size: file.length };
}

describe('a file from a list of bad ones ends within 20 s with less than 1 GB, with a message that names it', () => {
  it.each(badFiles.map((file) => [file.title, file] as const))(
    '%s',
    async (title, file) => {
      const { came, seconds, peak, size } = await measured(file);
      figures.push(
        `${title}: ${(size / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s, ${(peak / 1e6).toFixed(0)} MB at most`,
      );
      expect(seconds).toBeLessThan(20);
      expect(peak).toBeLessThan(gigabyte);
      if (typeof file.ends === 'number') {
        expect(came instanceof Error ? came.message : undefined).toBeUndefined();
        expect((came as Converting).conversion.summary.counts.hosts).toBe(file.ends);
      } else {
        expect(came).toBeInstanceOf(OpsError);
        expect(came).toMatchObject({ code: file.ends });
        expect((came as OpsError).text.en).toContain(file.name);
        expect((came as OpsError).text.zh).toContain(file.name);
      }
    },
    60_000,
  );
});

describe('the service', () => {
  it('works on after a conversion that failed, and keeps nothing of that one', async () => {
    const before = (await opened.conversions.list(100)).length;
    await expect(convert('台账.xlsx', Buffer.from('PK\x03\x04'))).rejects.toBeInstanceOf(OpsError);
    const { conversion } = await convert('台账.xlsx', goodFile());
    expect(conversion.summary.counts.hosts).toBe(200);
    expect(await opened.conversions.list(100)).toHaveLength(before + 1);
  });

  it('works on after the file could not be fetched', async () => {
    const lost = async () => Promise.reject(new Error('no such file'));
    for (let times = 0; times < 3; times++)
      await expect(opened.conversions.convert({ ref: 'F0', name: 'a' }, lost, asker, {})).rejects.toThrow('no such');
    expect((await convert('台账.xlsx', goodFile())).conversion.summary.counts.hosts).toBe(200);
  });

  it('converts two files at once; a third waits', async () => {
    const waiting: (() => void)[] = [];
    const fetched = () => new Promise<Buffer>((resolve) => waiting.push(() => resolve(goodFile())));
    const three = [1, 2, 3].map((at) =>
      opened.conversions.convert({ ref: `F${at}`, name: `${at}.xlsx` }, fetched, asker, {}),
    );
    await expect.poll(() => waiting.length).toBe(2);
    waiting[0]?.();
    await three[0];
    await expect.poll(() => waiting.length).toBe(3);
    for (const go of waiting) go();
    for (const one of await Promise.all(three)) expect(one.conversion.summary.counts.hosts).toBe(200);
  });
});
