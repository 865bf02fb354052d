// Builds the page of the sandbox (src/sandbox/ui) with Vite, unless it is there already. As postinstall (with
// --if-possible) failing costs one line, never the install: the bot itself does not need it.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildPage, pageFolder, sourceStamp, stampFile } from '../src/sandbox/web/built.ts';

const ifPossible = process.argv.includes('--if-possible');

try {
  if (ifPossible) await buildPage();
  else await build();
} catch (error) {
  const { message } = error as Error;
  if (!ifPossible) throw error;
  console.warn(`changeops: the sandbox's page was not built (${message}); npm start tries again`);
}

async function build(): Promise<void> {
  const stamp = await sourceStamp();
  // Else a build that a test asks for would hold React for developing.
  process.env.NODE_ENV = 'production';
  const vite = await import('vite');
  await vite.build({
    root: fileURLToPath(new URL('../src/sandbox/ui', import.meta.url)),
    configFile: false,
    logLevel: 'warn',
    build: { outDir: pageFolder, emptyOutDir: true, target: 'es2024', modulePreload: false, assetsInlineLimit: 0 },
  });
  await writeFile(stampFile, stamp);
}
