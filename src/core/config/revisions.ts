import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import { type CommitNote, type GitStore, revisionRefused } from '../io/git-store/index.ts';
import { zoneOf } from '../schedules/zone.ts';
import type { Text } from '../text.ts';
import { type ConfigRef, pathOf, shownRef } from './refs.ts';

interface RevisionOptions {
  readonly git: GitStore;
  readonly clock: Clock;
  /** The IANA zone that dates without one are in. */
  readonly zone: () => string;
}

type Asked =
  | { readonly kind: 'head' }
  | { readonly kind: 'back'; readonly count: number }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'time'; readonly at: number };

/** Resolves texts to commits, as `ConfigStore.revision` says. */
export function createRevisions({ git, clock, zone }: RevisionOptions) {
  return async (text: string, ref?: ConfigRef): Promise<string> => {
    const asked = parse(text.trim(), clock.now(), zone());
    const found = await find(git, asked, ref, text);
    if (found !== undefined) return found;
    const versions = ref ? await git.versions(pathOf(ref), 5) : [];
    throw unknown(text, ref, versions, asked);
  };
}

async function find(
  git: GitStore,
  asked: Asked,
  ref: ConfigRef | undefined,
  text: string,
): Promise<string | undefined> {
  if (asked.kind === 'head') return git.head();
  if (asked.kind === 'id') return git.commit(asked.id);
  if (asked.kind === 'time') return ref ? versionAt(await git.versions(pathOf(ref)), asked.at) : git.commitAt(asked.at);
  if (!ref) throw needsFile(text);
  return (await git.versions(pathOf(ref), asked.count + 1))[asked.count]?.id;
}

/** Imported versions come later in the line than they were made: the latest by its own date counts. */
function versionAt(versions: readonly CommitNote[], at: number): string | undefined {
  const past = versions.filter(({ when }) => when <= at);
  const latest = Math.max(...past.map(({ when }) => when));
  return past.find(({ when }) => when === latest)?.id;
}

const minute = 60_000;
const units: Readonly<Record<string, number>> = { m: minute, h: 60 * minute, d: 1440 * minute, w: 10_080 * minute };

/** Everything that is none of these forms is refused before git could see it. */
function parse(text: string, now: number, zone: string): Asked {
  if (/^head$/i.test(text)) return { kind: 'head' };
  const count = /^(?:~|HEAD~)?(\d{1,4})$|^(?:HEAD)?@\{(\d{1,4})\}$/.exec(text);
  if (count) return { kind: 'back', count: Number(count[1] ?? count[2]) };
  const age = /^(\d{1,3})([mhdw])$/.exec(text);
  if (age) return { kind: 'time', at: now - Number(age[1]) * (units[age[2] ?? ''] ?? 0) };
  if (/^[0-9a-f]{6,40}$/i.test(text)) return { kind: 'id', id: text.toLowerCase() };
  const at = timeOf(text, zone);
  if (at === undefined) throw revisionRefused(text);
  return { kind: 'time', at };
}

/** ISO 8601: a day (its end), or a time to the minute or second, with an offset or in the given zone. */
function timeOf(text: string, zone: string): number | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (!found || (found[3] && !found[2])) return undefined;
  const [, day = '', time, offset] = found;
  const wall = Date.parse(`${day}T${time ?? '00:00'}Z`);
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== day) return undefined;
  if (offset) return Date.parse(`${day}T${time}${offset}`);
  return time ? zoneOf(zone).instantAt(wall) : zoneOf(zone).instantAt(wall + 1440 * minute) - 1;
}

function unknown(text: string, ref: ConfigRef | undefined, newest: readonly CommitNote[], asked: Asked): OpsError {
  const what = ref ? shownRef(ref) : undefined;
  const shown = newest.map(({ id, when }) => `${id.slice(0, 10)} (${new Date(when).toISOString().slice(0, 16)}Z)`);
  const hint: Text =
    shown.length === 0
      ? { en: what ? `Nothing was ever saved as ${what}.` : '', zh: what ? `从未保存过 ${what}。` : '' }
      : { en: `The newest versions of ${what}: ${shown.join(', ')}.`, zh: `${what} 的最近版本：${shown.join('、')}。` };
  const why: Text =
    asked.kind === 'time'
      ? { en: 'there was none at that time', zh: '当时还没有版本' }
      : asked.kind === 'head'
        ? { en: 'nothing was saved yet', zh: '尚未保存任何内容' }
        : asked.kind === 'back'
          ? { en: 'it has no version that far back', zh: '没有那么早的版本' }
          : { en: 'there is none of that name', zh: '没有这样的版本' };
  return new OpsError('revision-unknown', {
    en: `Looking for the revision ${text}${what ? ` of ${what}` : ''}: ${why.en}. ${hint.en}`.trim(),
    zh: `查找${what ? ` ${what} 的` : ''}版本 ${text}：${why.zh}。${hint.zh}`,
  });
}

function needsFile(text: string): OpsError {
  return new OpsError('revision-refused', {
    en: `${text} counts the versions of one config, and none was named. Name the config, or give a commit or a date.`,
    zh: `${text} 是按某个配置的版本数计的，但未指明配置。请指明配置，或给出提交号或日期。`,
  });
}
