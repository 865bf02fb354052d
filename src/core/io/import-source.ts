import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { OpsError } from '../errors.ts';
import { suggestion } from '../settings/nearest.ts';
import type { Text } from '../text.ts';
import { walkTree } from './archive-walk.ts';
import { listIfThere } from './files.ts';

/** Files by which one git repository reads another (gitrepository-layout(5)). */
const elsewhere = /(?:^|\/)(?:objects\/info\/(?:http-)?alternates|commondir|gitdir)$/;

/**
 * The path of what an administrator has put under `folder` (DATA_DIR/imports) as `name`: a git repository, a folder of
 * several, or a bundle. Error `import-source-refused` for a name that is none of its entries, naming the nearest, and for
 * what leads out of it: links, and the ways in which git reads another repository.
 */
export async function importSource(folder: string, name: string): Promise<string> {
  const there = await listIfThere(folder);
  if (!there.includes(name) || name.startsWith('.')) throw unknown(name, there);
  const path = join(folder, name);
  const found = await lstat(path);
  if (found.isSymbolicLink()) throw leadsOut(name, '', isLink);
  if (!found.isDirectory()) return path;
  for (const entry of await walked(path, name)) {
    if (entry.type === 'link') continue;
    if (elsewhere.test(entry.path) || /(?:^|\/)\.git$/.test(entry.path)) throw leadsOut(name, entry.path, isPointer);
  }
  return path;
}

async function walked(path: string, name: string) {
  try {
    return await walkTree(path, { wanted: () => true });
  } catch (cause) {
    if (cause instanceof OpsError) throw new OpsError('import-source-refused', refusedBy(name, cause.text), { cause });
    throw cause;
  }
}

const isLink: Text = { en: 'it is a link', zh: '它是链接' };
const isPointer: Text = {
  en: 'by this file git reads a repository that lies elsewhere; make a whole copy: git clone --bare',
  zh: '该文件使 git 读取其他位置的仓库；请制作完整副本：git clone --bare',
};

function refusedBy(name: string, why: Text): Text {
  return {
    en: `Importing from DATA_DIR/imports/${name}: ${why.en} Nothing was imported.`,
    zh: `从 DATA_DIR/imports/${name} 导入：${why.zh}未导入任何内容。`,
  };
}

function leadsOut(name: string, file: string, why: Text): OpsError {
  const [en, zh] = file === '' ? ['', ''] : [`${file}: `, `${file}：`];
  return new OpsError('import-source-refused', refusedBy(name, { en: `${en}${why.en}.`, zh: `${zh}${why.zh}。` }));
}

function unknown(name: string, there: readonly string[]): OpsError {
  const hint = suggestion(
    name,
    there.filter((one) => !one.startsWith('.')),
  );
  const shown = JSON.stringify(name.slice(0, 100));
  return new OpsError('import-source-refused', {
    en: `There is no ${shown} in DATA_DIR/imports.${hint.en} An administrator puts the repository (or a bundle) there, on the bot’s machine.`,
    zh: `DATA_DIR/imports 中没有 ${shown}。${hint.zh}请由管理员将仓库（或 bundle）放到机器人所在机器的该目录下。`,
  });
}
