import { relative, resolve, sep } from 'node:path';
import { OpsError } from '../../errors.ts';
import { folderIfThere } from '../../io/archive-copy.ts';
import { listIfThere } from '../../io/files.ts';
import type { Source } from './source.ts';
import { newestFirst, placeholder, versionsIn } from './versions.ts';

export interface FolderOptions {
  /** Where relative paths start; it may not lie inside a source. */
  readonly dataDir: string;
}

/** Versions that lie in folders: `path` may hold `{version}`, in any part and more than once. */
export function folderSource(app: string, path: string, { dataDir }: FolderOptions): Source {
  const versioned = path.includes(placeholder);
  const folderOf = (version: string) => folderIfThere(resolve(dataDir, path.replaceAll(placeholder, version)));

  return {
    versioned,
    async versions() {
      const parts = path.split('/');
      const first = parts.findIndex((part) => part.includes(placeholder));
      const base = resolve(dataDir, parts.slice(0, first).join('/') || (path.startsWith('/') ? '/' : '.'));
      if (!(await folderIfThere(base))) throw sourceMissing(app, base);
      const named = versionsIn(parts[first] ?? '', await listIfThere(base));
      const there = await Promise.all(named.map(folderOf));
      return newestFirst(named.filter((_, index) => there[index] !== undefined));
    },
    async find(version) {
      const folder = await folderOf(version);
      if (folder === undefined && !versioned) throw sourceMissing(app, resolve(dataDir, path));
      if (folder === undefined) return undefined;
      if (holds(folder, (await folderIfThere(dataDir)) ?? dataDir)) throw holdsData(app, folder);
      return { warnings: [], place: async () => ({ folder, ours: false }) };
    },
  };
}

function holds(folder: string, inner: string): boolean {
  const way = relative(folder, inner);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way);
}

function sourceMissing(app: string, folder: string): OpsError {
  return new OpsError('source-missing', {
    en: `Building ${app}: its source ${folder} is not there or is not a folder. Create it, or correct source in apps.yaml.`,
    zh: `构建 ${app}：源目录 ${folder} 不存在或不是目录。请创建该目录，或修正 apps.yaml 中的 source。`,
  });
}

function holdsData(app: string, folder: string): OpsError {
  return new OpsError('source-holds-data', {
    en: `Building ${app}: its source ${folder} holds the bot's own data (DATA_DIR), which must not be packed. Move the source into a folder of its own.`,
    zh: `构建 ${app}：源目录 ${folder} 中包含机器人自身的数据（DATA_DIR），不能打包。请将源放到独立的目录。`,
  });
}
