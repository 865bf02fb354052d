import { OpsError } from '../../errors.ts';
import { valueAt } from '../../json-path.ts';
import type { Paging, Source } from '../../settings/types.ts';
import type { Json } from '../types.ts';
import { entriesOf } from './http-entries.ts';

/** More pages than any list has. */
const mostPages = 1000;

/** The entries of a source's list, page by page, as `ask` gets them. Errors: those of `ask`, `entriesOf`, `nextPage`. */
export async function* pagesOf(
  source: Source,
  ask: (url: URL) => Promise<{ readonly json: Json; readonly link?: string }>,
): AsyncGenerator<readonly Json[]> {
  const asked = new Set<string>();
  let seen = 0;
  for (let url: URL | undefined = firstPage(source); url; ) {
    if (asked.size === mostPages || asked.has(url.href)) throw incomplete(source.name);
    asked.add(url.href);
    const answer = await ask(url);
    const entries = entriesOf(source, answer.json);
    yield entries;
    seen += entries.length;
    url = nextPage(source, { ...answer, url, count: entries.length, seen });
  }
}

/** What came so far. */
interface Progress {
  readonly url: URL;
  readonly json: Json;
  readonly link?: string;
  /** Entries on this page, and on all up to it. */
  readonly count: number;
  readonly seen: number;
}

/** The address of the first page. */
function firstPage({ url, query, paging }: Source): URL {
  const first = new URL(url);
  for (const [name, value] of Object.entries(query)) first.searchParams.set(name, value);
  if (!paging) return first;
  if ('page' in paging) first.searchParams.set(paging.page, String(paging.first));
  if ('offset' in paging) first.searchParams.set(paging.offset, '0');
  if ('limit' in paging && paging.limit && paging.size) first.searchParams.set(paging.limit, String(paging.size));
  return first;
}

/**
 * The address of the page after this one, or undefined where it was the last. Errors: `source-leads-away` where an
 * answer names a page on another host, which would be sent the secret; `source-incomplete` where pages end too early.
 */
function nextPage({ name, paging }: Source, progress: Progress): URL | undefined {
  if (!paging) return undefined;
  if ('page' in paging) return counted(name, paging, paging.page, progress, (page) => page + 1);
  if ('offset' in paging) return counted(name, paging, paging.offset, progress, () => progress.seen);
  if ('cursor' in paging) {
    const cursor = valueAt(paging.from, progress.json);
    const more = typeof cursor === 'number' || (typeof cursor === 'string' && cursor !== '');
    return more ? withParameter(progress.url, paging.cursor, String(cursor)) : undefined;
  }
  const next = 'link' in paging ? nextLink(progress.link ?? '') : valueAt(paging.next, progress.json);
  if (typeof next !== 'string' || next === '') return undefined;
  const url = URL.parse(next, progress.url.href);
  if (url?.origin === progress.url.origin) return url;
  throw leadsAway(name);
}

function counted(
  name: string,
  { size, total }: Extract<Paging, { total?: string }>,
  parameter: string,
  { url, json, count, seen }: Progress,
  next: (now: number) => number,
): URL | undefined {
  const all = total === undefined ? undefined : valueAt(total, json);
  if (typeof all === 'number' ? seen >= all : count < (size ?? 1)) return undefined;
  if (count === 0) throw incomplete(name);
  return withParameter(url, parameter, String(next(Number(url.searchParams.get(parameter)))));
}

function withParameter(url: URL, name: string, value: string): URL {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next;
}

/** RFC 8288: `<address>; rel="next"`, among others. */
function nextLink(header: string): string | undefined {
  for (const [, address, parameters = ''] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    const rel = /;\s*rel\s*=\s*"?([^";,]*)/i.exec(parameters)?.[1];
    if (rel?.split(/\s+/).includes('next')) return address;
  }
  return undefined;
}

/** Pages that end before they should, or do not end. */
export function incomplete(name: string): OpsError {
  return new OpsError('source-incomplete', {
    en: `Reading the source ${name}: its pages do not add up to the whole list, or repeat themselves. What came is kept. Check "paging" in sources.yaml.`,
    zh: `读取数据源 ${name}：各页合计与总数不符，或各页重复。已得到的结果予以保留，请检查 sources.yaml 中的 paging。`,
  });
}

function leadsAway(name: string): OpsError {
  return new OpsError('source-leads-away', {
    en: `Reading the source ${name}: an answer names a next page on another host, which is not followed, as it would get the login.`,
    zh: `读取数据源 ${name}：应答给出的下一页位于另一主机。为避免泄露登录信息，不予跟随。`,
  });
}
