import { processKind } from '../../process/index.ts';

/** What files hold, by path: the lines of each, as far as facts.sh could read them. */
export type Files = ReadonlyMap<string, readonly string[]>;

/** Lines of `path:line`. Names of udev's files have a colon in them themselves (`b8:0`). */
export function readFiles(text = ''): Files {
  const files = new Map<string, string[]>();
  for (const line of linesOf(text)) {
    const found = /^(\/run\/udev\/data\/b\d+:\d+|\/[^:]*):(.*)$/.exec(line);
    if (!found) continue;
    const [, path = '', content = ''] = found;
    const lines = files.get(path);
    if (lines) lines.push(content);
    else files.set(path, [content]);
  }
  return files;
}

/** The lines that have something in them. */
export function linesOf(text = ''): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** The first line of a file, where it is there and says something. */
export function lineOf(files: Files, path: string): string | undefined {
  return told(files.get(path)?.[0]);
}

/**
 * What makers leave in DMI fields that they do not fill (AMI's, Phoenix's and others' templates); compared in lower case
 * and without spaces, dots and hyphens.
 */
const unfilled =
  /^(?:tobefilledby(?:oem)?|tobefilled|defaultstring|notspecified|notapplicable|notavailable|notprovided|notsettable|systemproductname|systemmanufacturer|systemserialnumber|systemversion|chassisserialnumber|baseboardserialnumber|productname|oem|oemstring|empty|none|null|unknown|undefined|invalid|na|n\/a|0+|f+|x+|123456789|0123456789|1234567890|\*+)$/;

/** A value as it is written, spaces folded; undefined where it says nothing. */
export function told(raw: string | undefined): string | undefined {
  const value = (raw ?? '').replace(/\s+/g, ' ').trim();
  return value === '' || unfilled.test(value.toLowerCase().replace(/[ ._-]/g, '')) ? undefined : value;
}

/** The number that a value begins with. */
export function numberIn(raw: string | undefined): number | undefined {
  const found = /^\s*(-?\d+(?:\.\d+)?)/.exec(raw ?? '');
  return found ? Number(found[1]) : undefined;
}

/** A MAC address in the usual notation; undefined for none, for all zeros and for longer hardware addresses. */
export function macOf(raw: string | undefined): string | undefined {
  const value = processKind('mac', raw ?? '', {}).value;
  return /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/.test(value) && !/^[0:]+$/.test(value) ? value : undefined;
}

/** The object without what is undefined. */
export function known<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}
