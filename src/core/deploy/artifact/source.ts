import type { App } from '../../settings/types.ts';
import type { Text } from '../../text.ts';
import { type FolderOptions, folderSource } from './source-folder.ts';
import { type GitOptions, gitSource } from './source-git.ts';

/** Where an app's versions come from, as it is seen by one build. */
export interface Source {
  /** False where the same folder or ref stands for every version: then a version is only a name for it. */
  readonly versioned: boolean;
  /** Newest first. Errors `source-missing`, `git-failed`. */
  versions(signal?: AbortSignal): Promise<readonly string[]>;
  /** Undefined where the source has no such version. Errors `source-missing`, `git-failed`. */
  find(version: string, signal?: AbortSignal): Promise<Found | undefined>;
}

export interface Found {
  /** What whoever asked should be told. */
  readonly warnings: readonly Text[];
  /** The folder with the files: made anew at `target` (`ours`), or where the user keeps them. */
  place(target: string, signal?: AbortSignal): Promise<{ readonly folder: string; readonly ours: boolean }>;
}

/** The source of an app. */
export function sourceOf(app: App, options: FolderOptions & GitOptions): Source {
  if ('path' in app.source) return folderSource(app.name, app.source.path, options);
  return gitSource(app.name, app.source, options);
}
