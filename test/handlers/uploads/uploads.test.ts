import { expect, test } from 'vitest';
import { defineUpload, type SharedFile, type UploadRequest } from '../../../src/handlers/define.ts';
import { answerUpload, takesUpload } from '../../../src/handlers/dispatch.ts';
import { loadRegistry } from '../../../src/handlers/registry.ts';
import { by, fakeDeps } from '../fakes.ts';

const file = (name: string, filetype: string): SharedFile => ({ id: 'F1', name, filetype, mimetype: '', size: 1 });
const request: UploadRequest = { ...by(), thread: '1.0', text: '' };

const kind = (word: string, ...types: string[]) =>
  defineUpload({
    takes: ({ filetype }) => types.includes(filetype),
    handle: async () => ({ kind: 'in-channel', message: { text: word, blocks: [] } }),
  });

async function depsWith(uploads: Record<string, ReturnType<typeof kind>>) {
  const registry = { ...(await loadRegistry()), uploads: new Map(Object.entries(uploads)) };
  return (await fakeDeps({ deps: { registry } })).deps;
}

test('the first kind that takes a file has it', async () => {
  const deps = await depsWith({ a: kind('a', 'csv'), b: kind('b', 'csv', 'png') });
  const words = async (filetype: string) => {
    const reply = await answerUpload(file('x', filetype), request, deps);
    return reply.kind === 'in-channel' ? reply.message.text : reply.kind;
  };
  expect([await words('csv'), await words('png')]).toEqual(['a', 'b']);
  expect([takesUpload(file('x', 'png'), deps), takesUpload(file('x', 'zip'), deps)]).toEqual([true, false]);
});

test('a file that no kind takes is an error that names it, however long its name is', async () => {
  const deps = await depsWith({});
  await expect(answerUpload(file('photo.png', 'png'), request, deps)).rejects.toMatchObject({
    code: 'file-not-taken',
    text: { en: expect.stringContaining('photo.png'), zh: expect.stringContaining('photo.png') },
  });
  await expect(answerUpload(file('x'.repeat(5000), 'png'), request, deps)).rejects.toThrow(/^x{60}… is no/);
});

const { uploads } = await loadRegistry();
const strange = [
  file('', ''),
  file('__proto__', '__proto__'),
  { id: 'F1', name: 'x'.repeat(10_000), filetype: 'x'.repeat(1000), mimetype: '\u0000', size: -1 },
  { id: '', name: '../../etc/passwd', filetype: 'csv', mimetype: 'text/html', size: Number.MAX_SAFE_INTEGER },
];

test.each([...uploads])('every kind of upload tells by any file at all whether it takes it: %s', (_, { takes }) => {
  for (const each of strange) expect(typeof takes(each)).toBe('boolean');
});
