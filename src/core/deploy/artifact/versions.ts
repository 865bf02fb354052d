import { distance } from 'fastest-levenshtein';
import semver from 'semver';
import { OpsError } from '../../errors.ts';

export const placeholder = '{version}';

/** A name that is safe as part of a path, a git ref and a file name everywhere. */
const versionName = /^[\p{L}\p{N}_][\p{L}\p{N}_.+-]{0,63}$/u;

const natural = new Intl.Collator('en', { numeric: true });

/** Whether a text can be a version's name: letters, digits and `_ . + -`, at most 64, no `..`, no `.` at the end. */
export function isVersionName(text: string): boolean {
  return versionName.test(text) && !text.includes('..') && !text.endsWith('.') && !text.endsWith('.lock');
}

/** Error `version-malformed` unless it is a version's name. */
export function checkVersionName(app: string, version: string): void {
  if (isVersionName(version)) return;
  throw new OpsError('version-malformed', {
    en: `Building ${app}: ${JSON.stringify(version)} cannot be a version. Use letters, digits and _ . + -, such as ${app}@1.4.2.`,
    zh: `构建 ${app}：${JSON.stringify(version)} 不能作为版本号。请使用字母、数字及 _ . + -，例如 ${app}@1.4.2。`,
  });
}

/** The versions among `names` that `template` (with `{version}` in it, perhaps twice) stands for. */
export function versionsIn(template: string, names: Iterable<string>): string[] {
  const [head = '', ...rest] = template.split(placeholder).map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const pattern = new RegExp(`^${head}(?<version>.+)${rest.join('\\k<version>')}$`, 'u');
  const found = [...names].map((name) => pattern.exec(name)?.groups?.version ?? '');
  return [...new Set(found.filter(isVersionName))];
}

/** Newest first: semantic versions by their precedence, then all others, numbers within them counted as numbers. */
export function newestFirst(versions: readonly string[]): string[] {
  return versions.toSorted((a, b) => {
    const [left, right] = [semver.valid(a), semver.valid(b)];
    if (left && right) return semver.compareBuild(b, a) || byName(b, a);
    if (left || right) return left ? -1 : 1;
    return byName(b, a);
  });
}

/** The newest semantic version of a list that is newest first. Errors `no-versions`, `version-needed`. */
export function newestSemantic(app: string, versions: readonly string[]): string {
  const first = versions[0];
  if (first === undefined) throw noVersions(app);
  if (semver.valid(first)) return first;
  const some = versions.slice(0, 5).join(', ');
  throw new OpsError('version-needed', {
    en: `Building ${app}: none of its versions is a semantic one (1.4.2), so which is the newest cannot be told. Name one: ${some}.`,
    zh: `构建 ${app}：没有符合语义化版本（如 1.4.2）的版本，无法判断哪个最新。请指定一个：${some}。`,
  });
}

/** The error where a source without `{version}` is asked for its newest. */
export function versionNeeded(app: string): OpsError {
  return new OpsError('version-needed', {
    en: `Building ${app}: its source has no {version} in it, so say what to call this one: ${app}@1.4.2.`,
    zh: `构建 ${app}：其源中没有 {version}，请说明本次的版本号，例如 ${app}@1.4.2。`,
  });
}

/** Error `version-unknown`, naming the nearest version, or `no-versions` where there is none at all. */
export function unknownVersion(app: string, version: string, versions: readonly string[]): OpsError {
  const nearest = versions.toSorted((a, b) => distance(a, version) - distance(b, version))[0];
  if (nearest === undefined) return noVersions(app);
  const newest = versions[0];
  const same = nearest === newest;
  const en = same ? `The nearest is the newest, ${newest}.` : `The nearest is ${nearest}; the newest is ${newest}.`;
  const zh = same ? `最接近的是最新版本 ${newest}。` : `最接近的是 ${nearest}，最新的是 ${newest}。`;
  return new OpsError('version-unknown', {
    en: `${app} has no version ${version}. ${en} Correct the version, or provide it at the source.`,
    zh: `${app} 没有版本 ${version}。${zh}请更正版本号，或在源中提供该版本。`,
  });
}

function noVersions(app: string): OpsError {
  return new OpsError('no-versions', {
    en: `${app} has no versions yet: nothing at its source matches. Add a folder or tag for one, or correct source in apps.yaml.`,
    zh: `${app} 还没有任何版本：源中没有匹配项。请添加对应的目录或标签，或修正 apps.yaml 中的 source。`,
  });
}

function byName(a: string, b: string): number {
  return natural.compare(a, b) || (a < b ? -1 : Number(a > b));
}
