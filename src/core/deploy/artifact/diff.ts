import type { Artifact, ArtifactFile } from '../types.ts';

interface ArtifactDiff {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** At most five paths, each after `+`, `~` or `-` and a space; changed ones first. */
  readonly sample: readonly string[];
}

/** How the files of `to` differ from those of `from`: content, mode, link target and kind count, order does not. */
export function diffArtifacts(from: Artifact, to: Artifact): ArtifactDiff {
  const before = new Map(from.files.map((file) => [file.path, identity(file)]));
  const after = new Map(to.files.map((file) => [file.path, identity(file)]));
  const added = [...after.keys()].filter((path) => !before.has(path));
  const removed = [...before.keys()].filter((path) => !after.has(path));
  const changed = [...after].filter(([path, is]) => before.has(path) && before.get(path) !== is).map(([path]) => path);
  const sample = [
    ...changed.map((path) => `~ ${path}`),
    ...added.map((path) => `+ ${path}`),
    ...removed.map((path) => `- ${path}`),
  ].slice(0, 5);
  return { added: added.length, changed: changed.length, removed: removed.length, sample };
}

function identity(file: ArtifactFile): string {
  return file.type === 'file' ? `${file.mode} ${file.hash}` : `link ${file.target}`;
}
