import type { z } from 'zod';
import { accessFile } from './access.ts';
import { appsFile } from './apps.ts';
import { credentialsFile } from './credentials.ts';
import { environmentsFile } from './environments.ts';
import { filesFile } from './files.ts';
import { generalFile } from './general.ts';
import { hostsFile } from './hosts.ts';
import { sourcesFile } from './sources.ts';
import { varsFile } from './vars.ts';

/** Every settings file and its schema. */
export const settingsFiles = {
  'hosts.yaml': hostsFile,
  'credentials.yaml': credentialsFile,
  'apps.yaml': appsFile,
  'environments.yaml': environmentsFile,
  'access.yaml': accessFile,
  'sources.yaml': sourcesFile,
  'vars.yaml': varsFile,
  'files.yaml': filesFile,
  'general.yaml': generalFile,
} as const;

export type FileName = keyof typeof settingsFiles;

/** What each file holds once validated; absent where it could not be. */
export type RawSettings = { readonly [Name in FileName]?: z.output<(typeof settingsFiles)[Name]> };

export const fileNames = Object.keys(settingsFiles) as readonly FileName[];
