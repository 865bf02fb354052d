import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import { blobId, type Edit, type GitStore, type NewCommit } from '../io/git-store/index.ts';
import { bot, commitMessage, jobKey, slackAuthor } from './message.ts';
import { pathOf } from './refs.ts';
import type { ConfigChange, ConfigFile, Saved, SaveJob } from './types.ts';

/** Milliseconds that a job may take, what its files' source needs included. */
const longest = 600_000;

/** Saves jobs, each once: those that were are known by the trailers in the history, read when first needed. */
export function createSave(git: GitStore, clock: Clock): (job: SaveJob) => Promise<Saved> {
  const jobs = createJobs(git);
  return (job) => {
    const author = { ...slackAuthor(job.author), when: clock.now() };
    const key = jobKey(job.id);
    return git.writing(async (head, put) => {
      const before = await jobs.find(key, head);
      if (before !== undefined) return { revision: before, repeated: true, changes: [] };
      const changes: ConfigChange[] = [];
      const edits = await begun(editsOf(job.files, await blobsOf(git, head), changes));
      if (!edits) return { repeated: false, changes };
      const committer = { ...bot, when: clock.now() };
      const commit: NewCommit = { author, committer, message: commitMessage(job), edits };
      const revision = await put([{ commit }], longest);
      jobs.add(key, revision);
      return { revision, repeated: false, changes };
    });
  };
}

function createJobs(git: GitStore) {
  const known = new Map<string, string>();
  let upTo: string | undefined;
  return {
    async find(key: string, head: string | undefined): Promise<string | undefined> {
      if (head !== upTo) for (const [job, commit] of await git.trailers('Job', upTo)) known.set(job, commit);
      upTo = head;
      return known.get(key);
    },
    add(key: string, commit: string): void {
      known.set(key, commit);
      upTo = commit;
    },
  };
}

async function blobsOf(git: GitStore, head: string | undefined): Promise<ReadonlyMap<string, string>> {
  const files = head === undefined ? [] : await git.files(head);
  return new Map(files.map(({ path, blob }) => [path, blob]));
}

/** What differs from `there`; notes it in `changes`. Throws at its end where a file would take a folder's place. */
async function* editsOf(
  files: SaveJob['files'],
  there: ReadonlyMap<string, string>,
  changes: ConfigChange[],
): AsyncGenerator<Edit> {
  const given = new Set<string>();
  for await (const file of files) {
    const path = pathOf(file);
    if (given.has(path)) throw taken(path, { en: 'it is in the job twice', zh: '在同一作业中出现两次' });
    given.add(path);
    const edit = editOf(path, file, there.get(path));
    if (!edit) continue;
    changes.push({ ref: refIn(file), change: 'removed' in edit ? 'removed' : there.has(path) ? 'changed' : 'new' });
    yield edit;
  }
  checkFolders(new Set([...there.keys(), ...given]));
}

function editOf(path: string, file: ConfigFile, blob: string | undefined): Edit | undefined {
  if ('removed' in file) return blob === undefined ? undefined : { path, removed: true };
  const bytes = Buffer.from(file.text);
  return blobId(bytes) === blob ? undefined : { path, bytes };
}

function refIn(file: ConfigFile): ConfigChange['ref'] {
  const { kind, name } = file;
  return kind === 'template' ? { kind, name } : { kind, host: file.host, name };
}

/** Error `config-name-taken` where one path is a folder of another: git would drop the folder without a word. */
export function checkFolders(paths: ReadonlySet<string>): void {
  for (const path of paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (!paths.has(folder)) continue;
      throw taken(folder, {
        en: `there is also ${path}, which makes it a folder`,
        zh: `同时存在 ${path}，使其成为目录`,
      });
    }
  }
}

/** The same, once it is sure that there is something in it. */
async function begun<T>(source: AsyncGenerator<T>): Promise<AsyncGenerator<T> | undefined> {
  const first = await source.next();
  if (first.done) return undefined;
  return (async function* () {
    yield first.value;
    yield* source;
  })();
}

function taken(path: string, why: { en: string; zh: string }): OpsError {
  return new OpsError('config-name-taken', {
    en: `Saving configs: ${path} cannot be saved, because ${why.en}. Give one of them another name, or remove it in a job of its own first.`,
    zh: `保存配置：无法保存 ${path}，因为${why.zh}。请为其中之一改名，或先用单独的作业删除它。`,
  });
}
