import { OpsError } from '../errors.ts';
import { blobId, type CommitNote, type GitStore, type GitStoreOptions, openGitStore } from '../io/git-store/index.ts';
import { importOxidized } from './oxidized.ts';
import { pathOf, refOf, shownRef } from './refs.ts';
import { createRevisions } from './revisions.ts';
import { createSave } from './save.ts';
import { among, createFind } from './search.ts';
import type { ConfigEntry, ConfigStore, ConfigVersion } from './types.ts';

export type { ConfigStore } from './types.ts';

interface ConfigStoreOptions extends GitStoreOptions {
  /** The IANA zone of dates that say none; default UTC. */
  readonly zone?: () => string;
}

/** Opens the configs. Errors: `repository-locked`, `git-failed`, `tool-missing` without git. */
export async function createConfigStore(options: ConfigStoreOptions): Promise<ConfigStore> {
  const { clock, zone = () => 'UTC' } = options;
  const git = await openGitStore(options);
  const revision = createRevisions({ git, clock, zone });
  const list: ConfigStore['list'] = async (which = {}, text) => {
    const commit = text === undefined ? await git.head() : await revision(text);
    if (commit === undefined) return [];
    const wanted = among(which);
    return entriesOf(await git.files(commit)).filter(({ ref }) => wanted(ref));
  };
  return {
    save: createSave(git, clock),
    list,
    tree: (text) => list({}, text),
    revision,
    async read(ref, text) {
      const path = pathOf(ref);
      const commit = text === undefined ? await git.head() : await revision(text, ref);
      if (commit === undefined) return undefined;
      const bytes = await git.file(commit, path);
      // Git says of a file that it cannot read what it says of one that is not there.
      if (!bytes && (await git.files(commit)).some((file) => file.path === path)) throw damaged(path);
      return bytes?.toString('utf8');
    },
    readAll: (entries, take) => readAll(git, entries, take),
    history: async (ref, { limit } = {}) => (await git.versions(pathOf(ref), limit)).map(versionOf),
    async blame(ref, text) {
      const path = pathOf(ref);
      const commit = text === undefined ? await git.head() : await revision(text, ref);
      if (commit === undefined || !(await git.file(commit, path))) throw noSuchConfig(shownRef(ref));
      return git.blame(commit, path);
    },
    search: createFind(git, revision),
    async compare(files) {
      const there = new Map((await list()).map(({ ref, blob }) => [pathOf(ref), blob]));
      const blobs = files.map((file) => [file, there.get(pathOf(file))] as const);
      const other = blobs.filter(([file, blob]) => blob !== blobId(Buffer.from(file.text)));
      const changes = other.map(([{ text: _, ...ref }, blob]) => ({ ref, change: blob ? 'changed' : 'new' }) as const);
      return { files, changes, unchanged: files.length - changes.length };
    },
    importOxidized: (source, how) => importOxidized(git, clock, source, how),
    idle: git.idle,
    troubles: git.troubles,
    wake: git.wake,
  };
}

function entriesOf(files: Awaited<ReturnType<GitStore['files']>>): readonly ConfigEntry[] {
  return files.flatMap(({ path, blob, size }) => {
    const ref = refOf(path);
    return ref ? [{ ref, blob, size }] : [];
  });
}

async function readAll(git: GitStore, entries: readonly ConfigEntry[], take: Parameters<ConfigStore['readAll']>[1]) {
  const ids = entries.map(({ blob }) => blob);
  await git.blobs(ids, async (bytes, index) => {
    const entry = entries[index];
    if (entry && !bytes) throw damaged(pathOf(entry.ref));
    if (entry && bytes) await take(entry, bytes);
  });
}

function versionOf(note: CommitNote): ConfigVersion {
  const id = /^([\w.-]+)@slack$/.exec(note.author.email)?.[1];
  return { ...note, short: note.id.slice(0, 10), author: { ...note.author, ...(id ? { id } : {}) } };
}

function damaged(path: string): OpsError {
  return new OpsError('configs-damaged', {
    en: `Reading ${path} from the configs: it is in the repository and cannot be read, so the repository is damaged. Bring DATA_DIR/configs back from a backup or its remote.`,
    zh: `从配置库读取 ${path}：仓库中有该文件但无法读取，仓库已损坏。请从备份或远端恢复 DATA_DIR/configs。`,
  });
}

function noSuchConfig(what: string): OpsError {
  return new OpsError('config-unknown', {
    en: `There is no config ${what} in that revision. /config list shows what there is.`,
    zh: `该版本中没有配置 ${what}。可用 /config list 查看现有配置。`,
  });
}
