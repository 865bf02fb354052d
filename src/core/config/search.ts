import type { GitStore } from '../io/git-store/index.ts';
import { refOf } from './refs.ts';
import type { ConfigHit, ConfigRef, ConfigStore, Which } from './types.ts';

/** Hits shown where no limit is given. */
const usual = 200;
/** Hosts that git is told of one by one; of more, what it finds is looked through here. */
const named = 200;

/** Tells whether a file is among those that are meant. */
export function among({ kinds, hosts }: Which): (ref: ConfigRef) => boolean {
  const names = hosts && new Set(hosts);
  return (ref) => {
    if (kinds && !kinds.includes(ref.kind)) return false;
    return !names || (ref.kind !== 'template' && names.has(ref.host));
  };
}

export function createFind(git: GitStore, revision: ConfigStore['revision']): ConfigStore['search'] {
  return async (pattern, options = {}) => {
    const { limit = usual, regex, ignoreCase, revision: text } = options;
    const commit = text === undefined ? await git.head() : await revision(text);
    const hits: ConfigHit[] = [];
    let more = false;
    if (commit === undefined || options.hosts?.length === 0) return { hits, more };
    const wanted = among(options);
    const take = (hit: { path: string; line: number; text: string }) => {
      const ref = refOf(hit.path);
      if (!ref || !wanted(ref)) return true;
      more = hits.length >= limit;
      if (!more) hits.push({ ref, line: hit.line, text: hit.text });
      return !more;
    };
    await git.search(commit, pattern, { regex, ignoreCase, under: foldersOf(options), take });
    return { hits, more };
  };
}

function foldersOf({ kinds, hosts }: Which): readonly string[] {
  const folders = { intended: 'intended', running: 'running', template: 'templates' };
  const tops = (kinds ?? (hosts ? (['intended', 'running'] as const) : [])).map((kind) => folders[kind]);
  if (!hosts || hosts.length > named) return tops;
  return tops.filter((top) => top !== 'templates').flatMap((top) => hosts.map((host) => `${top}/${host}`));
}
