import type { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import { runConfined } from '../io/confined.ts';
import { readTree } from '../io/read-tree.ts';
import type { Text } from '../text.ts';
import { checkedManifest, type Manifest, manifestName } from './archive/manifest.ts';
import { type LeftOut, type Placed, placeFiles } from './archive/placing.ts';
import { type ArchiveLimits, createMeter, entryPath, isLink, refusal, usualLimits } from './archive/refusals.ts';
import type { Unpacked } from './archive/unpack.ts';
import { configText } from './text/decode.ts';
import type { ConfigKind, ConfigStore, Incoming } from './types.ts';

interface ImportOptions {
  /** What files are that lie in no folder `intended` or `running`. */
  readonly kind: ConfigKind;
  /** The names of the inventory's hosts. */
  readonly hosts: readonly string[];
  /** Takes the secrets out of what runs on a host: it is kept without. */
  readonly strip: (text: string, host: string) => string;
  /** Whether a text has marks in place of secrets, so that it is not the config itself. */
  readonly isStripped: (text: string) => boolean;
  readonly limits?: ArchiveLimits;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

export interface Imported extends Incoming {
  /** Where the archive had one; every file was as it says. */
  readonly manifest?: Manifest;
  /** How the files that are imported were understood, in the order of `files`. */
  readonly placed: readonly Placed[];
  /** Files that are not, and why. */
  readonly leftOut: readonly LeftOut[];
}

type Store = Pick<ConfigStore, 'compare' | 'list'>;

/** What an archive may unpack to is bounded by its limits; this is for the process that unpacks it. */
const confined = { time: 120_000, memory: 768 << 20 };

/**
 * Reads configs from a tar, tar.gz or zip (bytes), or from a folder (its path), tells whose they are (`placeFiles`), and
 * says what would change; nothing is saved: give `files` to `save`. Bytes are unpacked in a confined process. What
 * cannot be placed, templates, and what is to run but has marks in place of secrets are left out. Anything else that is
 * wrong refuses all of it: errors `import-path-refused`, `import-link-refused`, `import-too-large`, `import-unreadable`,
 * `import-not-text`, `import-altered` (checksums), `import-unplaced` where nothing is left, each naming the entry, and
 * those of `runConfined`.
 */
export async function importConfigs(store: Store, source: Buffer | string, options: ImportOptions): Promise<Imported> {
  const limits = options.limits ?? usualLimits;
  const read = typeof source === 'string' ? await fromFolder(source, limits) : await fromBytes(source, limits, options);
  const files = unwrapped(read);
  const manifest = checkedManifest(files);
  const configs = files.filter(({ path }) => path !== manifestName);
  if (configs.length === 0)
    throw refusal('import-unreadable', undefined, { en: 'no config is in it.', zh: '其中没有配置。' });
  const texts = new Map(configs.map(({ path, bytes }) => [path, textOf(path, bytes)]));
  const kept = (await store.list({ kinds: ['intended', 'running'] })).flatMap(({ ref }) =>
    ref.kind === 'template' ? [] : [ref],
  );
  const { placed, leftOut } = placeFiles([...texts.keys()], { ...options, kept });
  const isWhole = ({ path, ref }: Placed) => ref.kind === 'running' || !options.isStripped(texts.get(path) ?? '');
  const whole = placed.filter(isWhole);
  const left = [...leftOut, ...placed.filter((one) => !isWhole(one)).map(({ path }) => ({ path, why: stripped }))];
  const [first] = left;
  if (whole.length === 0 && first) throw unplaced(first, left.length - 1);
  const given = whole.map(({ path, ref }) => {
    const text = texts.get(path) ?? '';
    return { ...ref, text: ref.kind === 'running' ? options.strip(text, ref.host) : text };
  });
  return { ...(await store.compare(given)), placed: whole, leftOut: left, ...(manifest ? { manifest } : {}) };
}

const stripped: Text = {
  en: 'it has [redacted] in place of secrets, which would be lost. Put the real ones back in',
  zh: '其中的敏感信息已替换为 [redacted]，导入会丢失它们。请先填回真实值',
};

function unplaced({ path, why }: LeftOut, more: number): OpsError {
  return refusal('import-unplaced', path, {
    en: `${why.en}.${more > 0 ? ` So it is with ${more} more.` : ''}`,
    zh: `${why.zh}。${more > 0 ? `另有 ${more} 个同样如此。` : ''}`,
  });
}

/** Without the folder around all of it, where the manifest lies in that: an export that was unpacked and packed again. */
function unwrapped(files: readonly Unpacked[]): readonly Unpacked[] {
  const inner = files.find(({ path }) => path.endsWith(`/${manifestName}`) && path.split('/').length === 2);
  const folder = inner?.path.slice(0, -manifestName.length);
  if (folder === undefined || !files.every(({ path }) => path.startsWith(folder))) return files;
  return files.map(({ path, bytes }) => ({ path: path.slice(folder.length), bytes }));
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

function textOf(path: string, bytes: Buffer): string {
  const text = configText(bytes);
  if (text !== undefined) return text;
  throw refusal('import-not-text', path, { en: 'it is no text.', zh: '它不是文本。' });
}
