import { isUtf8 } from 'node:buffer';
import { decodeText } from '../convert/read/encoding.ts';
import type { Clock } from '../io/clock.ts';
import { runConfined } from '../io/confined.ts';
import { readTree } from '../io/read-tree.ts';
import { checkedManifest, type Manifest, manifestName } from './archive/manifest.ts';
import { type ArchiveLimits, createMeter, entryPath, isLink, refusal, usualLimits } from './archive/refusals.ts';
import type { Unpacked } from './archive/unpack.ts';
import { pathOf, refOf } from './refs.ts';
import type { ConfigKind, ConfigRef, ConfigStore, Incoming } from './types.ts';

interface ImportOptions {
  /** What files are that lie at `<host>/<name>`, without `intended`, `running` or `templates` above. */
  readonly kind: ConfigKind;
  readonly limits?: ArchiveLimits;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

interface Imported extends Incoming {
  /** Where the archive had one; every file was as it says. */
  readonly manifest?: Manifest;
}

/** What an archive may unpack to is bounded by its limits; this is for the process that unpacks it. */
const confined = { time: 120_000, memory: 768 << 20 };

/**
 * Reads configs from a tar, tar.gz or zip (bytes), or from a folder (its path), and says what would change; nothing is
 * saved: give `files` to `save`. Bytes are unpacked in a confined process. All of it or nothing: errors
 * `import-path-refused`, `import-link-refused`, `import-too-large`, `import-unreadable`, `import-not-text`,
 * `import-altered` (checksums), each naming the entry, and those of `runConfined`.
 */
export async function importConfigs(
  store: Pick<ConfigStore, 'compare'>,
  source: Buffer | string,
  options: ImportOptions,
): Promise<Imported> {
  const limits = options.limits ?? usualLimits;
  const files =
    typeof source === 'string' ? await fromFolder(source, limits) : await fromBytes(source, limits, options);
  const manifest = checkedManifest(files);
  const configs = files.filter(({ path }) => path !== manifestName);
  if (configs.length === 0)
    throw refusal('import-unreadable', undefined, { en: 'no config is in it.', zh: '其中没有配置。' });
  const given = configs.map(({ path, bytes }) => ({ ...refIn(path, options.kind), text: textOf(path, bytes) }));
  return { ...(await store.compare(given)), ...(manifest ? { manifest } : {}) };
}

async function fromBytes(input: Buffer, limits: ArchiveLimits, { clock, signal }: ImportOptions) {
  const files: Unpacked[] = [];
  await runConfined({
    entry: new URL('./archive/child.ts', import.meta.url),
    options: limits,
    input,
    read: [],
    limits: { ...confined, output: limits.total + limits.entries * 2048 },
    onFrame: ({ body }) => {
      const end = body.indexOf(10);
      files.push({ path: entryPath(JSON.parse(body.toString('utf8', 0, end))), bytes: body.subarray(end + 1) });
    },
    task: { en: 'Importing configs', zh: '导入配置' },
    ...(clock ? { clock } : {}),
    ...(signal ? { signal } : {}),
  });
  return files;
}

async function fromFolder(folder: string, limits: ArchiveLimits): Promise<readonly Unpacked[]> {
  const meter = createMeter(limits);
  const files: Unpacked[] = [];
  for await (const entry of readTree(folder)) {
    meter.entry(entry.path);
    const path = entryPath(entry.path);
    if (entry.type === 'link') throw isLink(entry.path);
    meter.said(path, entry.size);
    const bytes = await entry.read();
    meter.bytes(path, bytes.length);
    files.push({ path, bytes });
  }
  return files;
}

function refIn(path: string, kind: ConfigKind): ConfigRef {
  const ref = refOf(path) ?? (path.startsWith('templates/') ? undefined : refOf(`${kind}/${path}`));
  if (!ref) {
    throw refusal('import-path-refused', path, {
      en: 'it is neither <host>/<name> nor below intended, running or templates (as <name>.hbs).',
      zh: '它既不是 <主机>/<名称>，也不在 intended、running 或 templates（<名称>.hbs）之下。',
    });
  }
  pathOf(ref);
  return ref;
}

/** UTF-8 as it is, to the last byte; other encodings by what they look like. */
function textOf(path: string, bytes: Buffer): string {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : decodeText(bytes).text;
  if (!text.includes('\0')) return text;
  throw refusal('import-not-text', path, { en: 'it is no text.', zh: '它不是文本。' });
}
