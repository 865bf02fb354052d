import type { Artifact } from '../types.ts';

/**
 * What `sha256sum -c` reads to check all regular files of an unpacked artifact: `<hash>  <path>` lines (GNU coreutils'
 * and busybox's format). Names that would need escaping there are refused when packing. Links are not in it.
 */
export function manifestText(artifact: Artifact): string {
  return artifact.files.map((file) => (file.type === 'file' ? `${file.hash}  ${file.path}\n` : '')).join('');
}
