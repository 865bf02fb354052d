import { createHash } from 'node:crypto';
import { z } from 'zod';
import { refusal } from './refusals.ts';
import type { Unpacked } from './unpack.ts';

export const manifestName = 'manifest.json';

const schema = z.object({
  format: z.literal('changeops-configs/1'),
  /** The commit the files are of. */
  revision: z.string(),
  /** When it was exported, ISO 8601, and by whom. */
  at: z.string(),
  by: z.string(),
  files: z.array(z.object({ path: z.string(), size: z.number(), sha256: z.string() })),
});

/** What is in an archive of configs: every file with its bytes and SHA-256 (hex). */
export type Manifest = Readonly<z.infer<typeof schema>>;

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The manifest among the files, where there is one, after every file was held against it. Error `import-altered`, naming
 * the first file that is other, missing or not listed.
 */
export function checkedManifest(files: readonly Unpacked[]): Manifest | undefined {
  const found = files.find(({ path }) => path === manifestName);
  if (!found) return undefined;
  const manifest = parsed(found.bytes);
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  for (const { path, bytes } of files) {
    if (path === manifestName) continue;
    const file = listed.get(path);
    if (!file) throw altered(path, { en: 'the manifest does not list it.', zh: '清单中没有它。' });
    if (file.sha256 !== sha256(bytes)) {
      throw altered(path, { en: 'its checksum is not the one in the manifest.', zh: '校验和与清单不符。' });
    }
    listed.delete(path);
  }
  const [missing] = listed.keys();
  if (missing !== undefined)
    throw altered(missing, { en: 'the manifest lists it, but it is not there.', zh: '清单中有它，但文件缺失。' });
  return manifest;
}

function parsed(bytes: Buffer): Manifest {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw refusal(
      'import-altered',
      manifestName,
      { en: 'it is no manifest of configs.', zh: '它不是配置清单。' },
      cause,
    );
  }
}

function altered(path: string, why: { en: string; zh: string }) {
  return refusal('import-altered', path, why);
}
