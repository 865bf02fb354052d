import ignore from 'ignore';

/**
 * Version control's own folders: never packed, copied for a build, or part of what makes two sources the same.
 */
const versionControl = new Set(['.git', '.hg', '.svn']);

/**
 * Which paths of an app's folder are packed. `include` and `exclude` are lists of patterns in gitignore's syntax,
 * relative to the folder, case-sensitive: `dist/` a folder of that name anywhere, `/dist` only at the top, `*` and `?`
 * within a name (names beginning with a dot too), `**` across folders, a later `!pattern` takes back an earlier one
 * (not inside a folder that is left out itself). Everything is packed unless `include` is given; `exclude` wins over
 * `include`. `.git`, `.hg` and `.svn` never are.
 */
export function createSelection(include: readonly string[] | undefined, exclude: readonly string[]) {
  const left = patterns(exclude);
  const taken = include && patterns(include);
  return (path: string, folder: boolean): boolean => {
    if (isVersionControl(path)) return false;
    if (left.ignores(folder ? `${path}/` : path)) return false;
    return folder || taken === undefined || taken.ignores(path);
  };
}

/** Everything but version control's own folders: the source of a build. */
export function wholeSource(path: string): boolean {
  return !isVersionControl(path);
}

function isVersionControl(path: string): boolean {
  return versionControl.has(path.slice(path.lastIndexOf('/') + 1));
}

function patterns(list: readonly string[]) {
  // Names that are no valid relative path to the library are refused later, by name.
  return ignore({ ignorecase: false, allowRelativePaths: true }).add([...list]);
}
