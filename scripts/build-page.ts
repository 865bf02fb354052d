// Builds the page of the sandbox (src/sandbox/ui) with Vite. As postinstall (with --if-possible) only where it is not
// there yet, and failing costs one line, never the install: the bot itself does not need it.
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage, pageFolder, sourceStamp, stampFile } from '../src/sandbox/web/built.ts';

if (process.argv.includes('--if-possible')) await buildIfPossible();
else await build();

async function buildIfPossible(): Promise<void> {
  try {
    await buildPage();
  } catch (error) {
    const { message } = error as Error;
    console.warn(`changeops: the sandbox's page was not built; npm start tries again (${message})`);
  }
}

/** Built aside and then put in place whole, so that nobody is served half of it, and two may build at once. */
async function build(): Promise<void> {
  const draft = `${pageFolder}.${process.pid}`;
  const stamp = await sourceStamp();
  // Else a build that a test asks for would hold React for developing.
  process.env.NODE_ENV = 'production';
  const vite = await import('vite');
  await vite.build({
    root: fileURLToPath(new URL('../src/sandbox/ui', import.meta.url)),
    configFile: false,
    logLevel: 'warn',
    build: { outDir: draft, emptyOutDir: true, target: 'es2024', modulePreload: false, assetsInlineLimit: 0 },
  });
  await writeFile(join(draft, basename(stampFile)), stamp);
  await rm(pageFolder, { recursive: true, force: true });
  // Where another has put its own there in this moment, that is as good.
  await rename(draft, pageFolder).catch(() => rm(draft, { recursive: true, force: true }));
}
