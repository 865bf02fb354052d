import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildPage, pageFolder } from '../../../src/sandbox/web/built.ts';

test('the built page is under 500 kB compressed', { timeout: 90_000 }, async () => {
  await buildPage();
  const files = await readdir(pageFolder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    files
      .filter((file) => file.isFile() && file.name !== 'stamp')
      .map(async ({ parentPath, name }) => gzipSync(await readFile(join(parentPath, name))).length),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(10_000);
  expect(total).toBeLessThan(500_000);
});
