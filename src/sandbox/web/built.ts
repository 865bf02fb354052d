import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OpsError } from '../../core/errors.ts';
import { readTextIfThere } from '../../core/io/files.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where the page is built to; `npm ci` begins anew with it. */
export const pageFolder = join(root, 'node_modules', '.cache', 'changeops-page');
/** The file in it that says of which source it was built. */
export const stampFile = join(pageFolder, 'stamp');

/** Builds the page unless it is there as its source is now; error `page-not-built`. */
export async function buildPage(): Promise<void> {
  if ((await readTextIfThere(stampFile)) === (await sourceStamp())) return;
  try {
    await promisify(execFile)(process.execPath, [join(root, 'scripts', 'build-page.ts')], { timeout: 60_000 });
  } catch (cause) {
    throw new OpsError(
      'page-not-built',
      {
        en: `Building the sandbox's page failed, so there is none; npm run say works all the same. Run npm ci (with development dependencies), then node scripts/build-page.ts to see why.`,
        zh: `沙箱页面构建失败，因此无法使用网页；npm run say 仍可使用。请执行 npm ci（包含开发依赖），再用 node scripts/build-page.ts 查看原因。`,
      },
      { cause },
    );
  }
}

/** A hash over the files that the page is made of. */
export async function sourceStamp(): Promise<string> {
  const hash = createHash('sha256');
  for (const part of ['ui', 'slack']) {
    const folder = join(root, 'src', 'sandbox', part);
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
    for (const path of paths.sort()) hash.update(`${path}\0`).update(await readFile(path));
  }
  return hash.digest('hex');
}
