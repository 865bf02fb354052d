import { z } from 'zod';
import type { SharedFile } from '../../handlers/define.ts';

/** What a file is to Slack, apart from its content. Fields: docs.slack.dev, "File object". */
const described = z.object({
  id: z.string(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  mimetype: z.string().nullish(),
  filetype: z.string().nullish(),
  size: z.number().nullish(),
  mode: z.string().nullish(),
  is_external: z.boolean().nullish(),
  file_access: z.string().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
});

export type Described = z.infer<typeof described>;

/** A file object of an event or of files.info; undefined for anything else. */
export function readFile(value: unknown): Described | undefined {
  return described.safeParse(value).data;
}

/** The files of a message, as far as they are told. */
export function filesOf(message: { readonly files?: unknown }): readonly Described[] {
  return Array.isArray(message.files) ? message.files.flatMap((each) => readFile(each) ?? []) : [];
}

/** In channels shared with other workspaces messages only name their files; files.info tells the rest. */
export function isToldLater({ file_access, name }: Described): boolean {
  return file_access === 'check_file_info' || (name ?? '') === '';
}

/** A deleted file leaves a tombstone; a free workspace hides files over its limit, or older than 90 days. */
export function isGone({ mode }: Described): boolean {
  return mode === 'tombstone';
}

export function isHidden({ mode }: Described): boolean {
  return mode === 'hidden_by_limit';
}

export function isExternal({ mode, is_external }: Described): boolean {
  return mode === 'external' || is_external === true;
}

/** The file as handlers see it. */
export function sharedFile(file: Described): SharedFile {
  const { id, name, title, mimetype, filetype, size } = file;
  return {
    id,
    name: name || title || id,
    mimetype: mimetype ?? '',
    filetype: filetype ?? '',
    size: size ?? 0,
  };
}
