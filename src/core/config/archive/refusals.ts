import { OpsError } from '../../errors.ts';
import { pathTrouble } from '../../io/git-store/index.ts';
import type { Text } from '../../text.ts';

/** What an archive of configs may have. Bytes, but for `entries`. */
export interface ArchiveLimits {
  readonly entries: number;
  readonly file: number;
  readonly total: number;
}

export const usualLimits: ArchiveLimits = { entries: 50_000, file: 8 << 20, total: 256 << 20 };

type Code =
  | 'import-altered'
  | 'import-link-refused'
  | 'import-not-text'
  | 'import-path-refused'
  | 'import-too-large'
  | 'import-unplaced'
  | 'import-unreadable';

/** Why nothing of an archive is imported, naming its entry. */
export function refusal(code: Code, entry: string | undefined, why: Text, cause?: unknown): OpsError {
  const name = entry === undefined ? undefined : JSON.stringify(entry.slice(0, 200));
  return new OpsError(
    code,
    {
      en: `Importing configs: ${name ? `${name} is refused: ` : ''}${why.en} Nothing was imported.`,
      zh: `导入配置：${name ? `拒绝 ${name}：` : ''}${why.zh}未导入任何内容。`,
    },
    { cause },
  );
}

/** The entry's name as a path that stays inside. Error `import-path-refused`. */
export function entryPath(name: string): string {
  const path = name.replace(/^(?:\.\/)+/, '').replace(/\/$/, '');
  const trouble = pathTrouble(path);
  if (!trouble) return path;
  throw refusal('import-path-refused', name, { en: `as a path, ${trouble.en}.`, zh: `作为路径${trouble.zh}。` });
}

/** Counts what comes out of an archive. */
export interface Meter {
  entry(name: string): void;
  /** So many bytes more of it, or, before they are unpacked, `said` altogether. */
  bytes(name: string, count: number): void;
  said(name: string, size: number): void;
}

/** Errors `import-too-large`, naming the entry at which a limit was passed. */
export function createMeter(limits: ArchiveLimits): Meter {
  const counts = { entries: 0, total: 0, file: 0 };
  const check = (kind: keyof ArchiveLimits, value: number, name: string) => {
    if (value > limits[kind]) throw tooLarge(kind, limits[kind], name);
  };
  return {
    entry(name) {
      counts.entries += 1;
      counts.file = 0;
      check('entries', counts.entries, name);
    },
    bytes(name, count) {
      counts.file += count;
      counts.total += count;
      check('file', counts.file, name);
      check('total', counts.total, name);
    },
    said(name, size) {
      check('file', size, name);
      check('total', counts.total + size, name);
    },
  };
}

export function isLink(name: string): OpsError {
  return refusal('import-link-refused', name, {
    en: 'it is a link or a device; only files and folders are taken.',
    zh: '它是链接或设备；只接受文件和目录。',
  });
}

function tooLarge(kind: keyof ArchiveLimits, limit: number, name: string): OpsError {
  const size = `${Math.round((limit / (1 << 20)) * 100) / 100} MiB`;
  const words = {
    entries: { en: `there are more than ${limit} entries.`, zh: `条目超过 ${limit} 个。` },
    file: { en: `it unpacks to more than ${size}.`, zh: `解压后超过 ${size}。` },
    total: { en: `with it the archive unpacks to more than ${size}.`, zh: `加上它，整个归档解压后超过 ${size}。` },
  };
  return refusal('import-too-large', name, words[kind]);
}
