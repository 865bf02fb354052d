import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ByteSource, firstBytes, heldBytes, joinedBytes } from '../../../src/core/io/byte-source.ts';

async function drained(source: ByteSource, step: number): Promise<string> {
  const buffer = Buffer.alloc(step);
  let text = '';
  for (let length = await source.read(buffer); length > 0; length = await source.read(buffer)) {
    text += buffer.toString('latin1', 0, length);
  }
  return text;
}

describe('byte sources', () => {
  it('joined give all of their bytes in order, whatever the reader asks for at a time', async () => {
    const texts = fc.array(fc.string({ unit: 'binary-ascii' }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 20 }), async (parts, step) => {
        const source = joinedBytes(parts.map((part) => heldBytes(Buffer.from(part, 'latin1'))));
        expect(await drained(source, step)).toBe(parts.join(''));
      }),
    );
  });

  it('can be cut to their first bytes', async () => {
    expect(await drained(firstBytes(5, heldBytes(Buffer.from('123456789'))), 3)).toBe('12345');
    expect(await drained(firstBytes(5, heldBytes(Buffer.from('123'))), 3)).toBe('123');
  });

  it('joined are closed when they are done, and those left when it is given up', async () => {
    const closed: string[] = [];
    const named = (name: string): ByteSource => ({
      ...heldBytes(Buffer.from(name)),
      close: async () => void closed.push(name),
    });
    const source = joinedBytes([named('a'), named('b'), named('c')]);
    const buffer = Buffer.alloc(10);
    await source.read(buffer);
    await source.read(buffer);
    expect(closed).toEqual(['a']);
    await source.close();
    expect(closed).toEqual(['a', 'b', 'c']);
  });
});
