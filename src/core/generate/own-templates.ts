import type { ConfigStore } from '../config/types.ts';
import type { LibraryFile } from './library.ts';

/** The team's own templates, as they are kept in git. */
export async function ownTemplates(store: Pick<ConfigStore, 'list' | 'readAll'>): Promise<readonly LibraryFile[]> {
  const entries = await store.list({ kinds: ['template'] });
  const files: LibraryFile[] = [];
  await store.readAll(entries, ({ ref }, bytes) => {
    files.push({ path: `${ref.name}.hbs`, origin: 'own', text: bytes.toString('utf8') });
  });
  return files;
}
