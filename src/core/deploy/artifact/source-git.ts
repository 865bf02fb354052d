import { createHash } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { OpsError } from '../../errors.ts';
import { folderIfThere } from '../../io/archive-copy.ts';
import type { Clock } from '../../io/clock.ts';
import { makeFolder } from '../../io/files.ts';
import { createMirror, type Mirror } from '../../io/git.ts';
import { gitAddress, shownAddress } from '../../io/git-address.ts';
import type { Text } from '../../text.ts';
import type { Turns } from '../../turns.ts';
import type { Found, Source } from './source.ts';
import { newestFirst, placeholder, versionsIn } from './versions.ts';

export interface GitOptions {
  /** Where relative paths start. */
  readonly dataDir: string;
  /** Where copies of repositories are kept, by the hash of their address. */
  readonly mirrors: string;
  readonly clock: Clock;
  /** Milliseconds that one git command may take. */
  readonly gitTimeout: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly turns: Turns;
}

/**
 * Versions that are tags or branches of a repository (a tag goes before a branch of the same name); without `{version}`
 * in it, `ref` may also be a full commit id. The repository is fetched once, when something is first asked.
 */
export function gitSource(app: string, { git, ref }: { git: string; ref: string }, options: GitOptions): Source {
  const address = gitAddress(git, options.dataDir);
  const folder = join(options.mirrors, `${createHash('sha256').update(address).digest('hex').slice(0, 32)}.git`);
  const mirror = createMirror({ ...options, folder, address, timeout: options.gitTimeout });
  const versioned = ref.includes(placeholder);
  let fetched: Promise<void> | undefined;

  const fetch = (signal?: AbortSignal) => {
    fetched ??= options.turns(folder, async () => {
      if (isAbsolute(address) && !(await folderIfThere(address))) throw repositoryMissing(app, address);
      await mirror.fetch(signal);
    });
    return fetched;
  };

  return {
    versioned,
    async versions(signal) {
      await fetch(signal);
      const names = await mirror.refs(signal);
      return newestFirst(versionsIn(ref, ref.startsWith('refs/') ? names : names.map(shortName)));
    },
    async find(version, signal) {
      await fetch(signal);
      const commit = await commitOf(mirror, ref.replaceAll(placeholder, version), signal);
      if (commit === undefined && !versioned) throw refMissing(app, address, ref);
      return commit === undefined ? undefined : foundAt(app, mirror, commit, signal);
    },
  };
}

async function foundAt(app: string, mirror: Mirror, commit: string, signal?: AbortSignal): Promise<Found> {
  if (await mirror.usesLfs(commit, signal)) throw lfs(app, commit);
  const submodules = await mirror.submodules(commit, signal);
  return {
    warnings: submodules.length > 0 ? [submodulesLeftOut(app, submodules)] : [],
    async place(target, more) {
      await makeFolder(target);
      await mirror.export(commit, target, more);
      return { folder: target, ours: true };
    },
  };
}

async function commitOf(mirror: Mirror, ref: string, signal?: AbortSignal): Promise<string | undefined> {
  const candidates = ref.startsWith('refs/') ? [ref] : [`refs/tags/${ref}`, `refs/heads/${ref}`, ref];
  for (const candidate of candidates) {
    const commit = await mirror.commit(candidate, signal);
    if (commit !== undefined) return commit;
  }
  return undefined;
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}

function submodulesLeftOut(app: string, paths: readonly string[]): Text {
  const some = paths.slice(0, 5).join(', ');
  return {
    en: `${app} has git submodules (${some}); their files are not packed. Have the build fetch them, or keep them in the repository.`,
    zh: `${app} 含有 git 子模块（${some}），其文件不会被打包。请在构建中获取，或直接放入仓库。`,
  };
}

function repositoryMissing(app: string, address: string): OpsError {
  return new OpsError('source-missing', {
    en: `Building ${app}: its repository ${address} is not there. Create it, or correct source in apps.yaml.`,
    zh: `构建 ${app}：仓库 ${address} 不存在。请创建，或修正 apps.yaml 中的 source。`,
  });
}

function refMissing(app: string, address: string, ref: string): OpsError {
  return new OpsError('source-missing', {
    en: `Building ${app}: ${shownAddress(address)} has no tag, branch or commit ${ref}. Push it, or correct ref in apps.yaml.`,
    zh: `构建 ${app}：${shownAddress(address)} 中没有标签、分支或提交 ${ref}。请推送，或修正 apps.yaml 中的 ref。`,
  });
}

function lfs(app: string, commit: string): OpsError {
  return new OpsError('lfs-unsupported', {
    en: `Building ${app} from commit ${commit.slice(0, 12)}: the repository keeps files in Git LFS, which the bot does not fetch; pointers would be deployed in their place. Keep the files in git, or fetch them in the build from elsewhere.`,
    zh: `从提交 ${commit.slice(0, 12)} 构建 ${app}：仓库使用 Git LFS，机器人不会获取其内容，部署的将只是指针文件。请将文件直接放入 git，或在构建中从别处获取。`,
  });
}
