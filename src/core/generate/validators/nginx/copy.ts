import type { Finding } from '../../types.ts';
import { emptied, lineAt, notPart } from '../program/copy.ts';
import { bare, type Directive, directives } from './directives.ts';
import { createStandIns, resolving, type StandIns } from './names.ts';

/** A copy of the same lines that `nginx -t` can read anywhere. */
export interface NginxCopy {
  readonly text: string;
  readonly findings: readonly Finding[];
  /** True where it is a whole nginx.conf; false where it belongs into `http`. */
  readonly whole: boolean;
  /** True where something was left out that could define what the rest refers to. */
  readonly partial: boolean;
  /** True where a module was not loaded, so that its directives are unknown. */
  readonly modules: boolean;
  /** Puts names back into what nginx says of the copy. */
  readonly restore: (words: string) => string;
}

type Edit = readonly [start: number, end: number, by: string];

/** Files that come with nginx and define nothing that another directive refers to. */
const wellKnown = /(?:^|\/)(?:mime\.types|(?:fastcgi|proxy|scgi|uwsgi)_params|fastcgi\.conf|koi-\w+|win-utf)$/;
const leftOut = /^(?:include|load_module|ssl_engine)$/;
/** Files of the host that are read while checking; without them the rest means the same. */
const dropped =
  /^(?:user|ssl_dhparam|ssl_stapling_file|ssl_session_ticket_key|ssl_password_file|\w+_ssl_password_file|ssl_crl|\w+_ssl_crl)$/;
/** nginx reads certificates whose path has a variable only when it needs them (since 1.15.9). */
const ownCertificates = /^(?:\w+_)?ssl_certificate(?:_key)?$/;
const trusted = /^(?:\w+_)?ssl_(?:trusted|client)_certificate$/;
const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path`);

/**
 * Makes the copy. Left out are `include`, `load_module` and `ssl_engine`, so that nothing else is read and no code is
 * loaded (a warning, but for files that come with nginx). Logs, caches and temporary files are put into the check's
 * folder, certificates are not read, and names of other hosts become addresses, so that none is looked up.
 */
export function copyForCheck(source: string): NginxCopy {
  const all = directives(source);
  const names = createStandIns(all);
  const findings: Finding[] = [];
  let partial = false;
  const edits = all.flatMap((one): Edit[] => {
    if (leftOut.test(one.name)) {
      const [start, end] = [one.words[0]?.start ?? 0, one.end + 1];
      if (one.name === 'include' && wellKnown.test(bare(one.words[1]?.text ?? ''))) return [[start, end, '']];
      findings.push(notPart(source.slice(start, end), lineAt(source, start)));
      partial = true;
      return [[start, end, '']];
    }
    return adapted(one, names);
  });
  const whole = all.some(({ within, name }) => within.length === 0 && /^(?:http|events|stream|mail)$/.test(name));
  const ready = whole ? [...edits, ...defaults(all)] : edits;
  const modules = all.some(({ name }) => name === 'load_module');
  return { text: applied(source, ready), findings, whole, partial, modules, restore: names.restore };
}

/** What a whole configuration says where it does not say it itself; in the same place, so that lines stay. */
export const ofHttp = ` access_log off; ${temporary.map((name) => `${name} ${name};`).join(' ')} `;

function defaults(all: readonly Directive[]): Edit[] {
  const http = all.find(({ name, within, block }) => name === 'http' && within.length === 0 && block);
  const has = (name: string) => all.some((one) => one.name === name && one.within.join() === 'http');
  const own = temporary.filter((name) => !has(name)).map((name) => `${name} ${name};`);
  const more = ` ${has('access_log') ? '' : 'access_log off;'} ${own.join(' ')} `;
  const pid: Edit[] = all.some(({ name }) => name === 'pid') ? [] : [[0, 0, 'pid nginx.pid; ']];
  return http ? [...pid, [http.end + 1, http.end + 1, more]] : pid;
}

function adapted(one: Directive, names: StandIns): Edit[] {
  const [head, first] = one.words;
  if (!head || !first) return [];
  const path = (by: string): Edit[] => [[first.start, first.end, by]];
  if (dropped.test(one.name)) return [[head.start, one.end + 1, '']];
  if (one.name === 'error_log') return path('stderr');
  if (one.name === 'access_log') return bare(first.text) === 'off' ? [] : path('access.log');
  if (one.name === 'pid' || one.name === 'lock_file') return path(`nginx.${one.name}`);
  if (temporary.includes(one.name)) return path(one.name);
  if (/^(?:proxy|fastcgi|scgi|uwsgi)_cache_path$/.test(one.name)) return path(`cache-${first.start}`);
  if (ownCertificates.test(one.name)) return path('$ssl_server_name');
  if (trusted.test(one.name)) return path('ca.pem');
  if (!resolving(one)) return [];
  return one.words.slice(1).map((word): Edit => [word.start, word.end, names.standIn(one.name, word.text)]);
}

/** Later edits first, so that places stay right; what is replaced keeps its line ends. */
function applied(source: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b[0] - a[0])
    .reduce((text, [start, end, by]) => {
      const ends = by === '' ? emptied(source.slice(start, end)) : by + source.slice(start, end).replace(/[^\n]/g, '');
      return text.slice(0, start) + ends + text.slice(end);
    }, source);
}
