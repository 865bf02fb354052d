import { OpsError } from '../../errors.ts';
import { type HttpRequest, requestJson } from '../../io/http.ts';
import { secret } from '../../io/secret.ts';
import { readSecret } from '../../io/secrets.ts';
import { suggestion } from '../../settings/nearest.ts';
import type { SecretRef, Source } from '../../settings/types.ts';
import type { Text } from '../../text.ts';
import { foundIn, placeOf } from '../cloud/http-entries.ts';
import { incomplete, pagesOf } from '../cloud/http-paging.ts';
import type { CollectorDeps, CollectRequest, Found } from '../types.ts';
import { defineCollector } from '../types.ts';

/** The sources of sources.yaml, or those named as resources; keys `http-json/<source>/<kind>/<key>`. */
export default defineCollector({
  title: { en: 'Lists over HTTP (CMDB, controllers)', zh: 'HTTP/JSON 清单（CMDB、控制器）' },
  concurrency: 4,
  deadline: 300_000,

  check(request, _hosts, deps) {
    namesIn(request, deps);
  },

  async targets(request, _hosts, deps) {
    return namesIn(request, deps).map((name) => ({ key: `http-json/${name}`, about: name }));
  },

  async *collect(target, _request, deps, signal) {
    const source = deps.settings.current().sources[String(target.about)];
    if (!source) throw noSource(String(target.about), []);
    const login = await loginOf(source, deps);
    const keys = new Set<string>();
    const leftOut = { withoutKey: 0, twice: 0 };
    let last: Found | undefined;
    const ask = (url: URL) => requestJson(requestFor(source, url, login), { clock: deps.clock, signal });
    try {
      for await (const entries of pagesOf(source, ask)) {
        const page = new Map<string, Found>();
        for (const entry of entries) {
          const found = foundIn(source, entry, deps.redactor.redact);
          if (!found) leftOut.withoutKey += 1;
          else if (page.has(found.key)) leftOut.twice += 1;
          else page.set(found.key, found);
        }
        const fresh = [...page.values()].filter((found) => !keys.has(found.key));
        if (keys.size > 0 && page.size > 0 && fresh.length === 0) throw incomplete(source.name);
        for (const found of fresh) {
          keys.add(found.key);
          if (last) yield last;
          last = found;
        }
      }
    } catch (error) {
      if (last) yield last;
      throw error;
    }
    const warnings = leftOutTexts(source.name, leftOut);
    if (!last && warnings[0]) throw new OpsError('source-left-out', warnings[0]);
    if (last) yield { ...last, warnings };
    // What has no key may be what is missing from the list.
    if (last && leftOut.withoutKey === 0) yield { listed: placeOf(source) };
  },
});

function namesIn({ resources = [] }: CollectRequest, deps: CollectorDeps): readonly string[] {
  const known = Object.keys(deps.settings.current().sources);
  if (known.length === 0) throw noSources();
  const unknown = resources.find((name) => !known.includes(name));
  if (unknown !== undefined) throw noSource(unknown, known);
  return resources.length === 0 ? known : [...new Set(resources)];
}

function requestFor({ method, headers, body, timeout }: Source, url: URL, login: HttpRequest['login']): HttpRequest {
  const json = body ?? (method === 'POST' ? {} : undefined);
  return { url, method, headers, timeout, login, ...(json && { body: JSON.stringify(json) }) };
}

async function loginOf({ auth }: Source, deps: CollectorDeps): Promise<HttpRequest['login']> {
  if (!auth) return undefined;
  const reveal = async (ref: SecretRef) => {
    const value = await readSecret(ref, deps.env);
    deps.redactor.add(value);
    return value.reveal();
  };
  const authorization = (value: string) => ({ in: 'header', name: 'authorization', value: secret(value) }) as const;
  if ('bearer' in auth) return authorization(`Bearer ${await reveal(auth.bearer)}`);
  if ('basic' in auth) {
    const pair = `${auth.basic.user}:${await reveal(auth.basic.password)}`;
    return authorization(`Basic ${Buffer.from(pair).toString('base64')}`);
  }
  const value = secret(await reveal(auth.value));
  return 'header' in auth ? { in: 'header', name: auth.header, value } : { in: 'query', name: auth.query, value };
}

function noSources(): OpsError {
  return new OpsError('source-none', {
    en: 'There are no sources: sources.yaml is missing or empty. See docs/settings.md for what goes into it.',
    zh: '没有任何数据源：sources.yaml 不存在或为空。文件内容见 docs/settings.zh-CN.md。',
  });
}

function noSource(name: string, known: readonly string[]): OpsError {
  const hint = suggestion(name, known);
  return new OpsError('source-unknown', {
    en: `There is no source called ${name} in sources.yaml.${hint.en}`,
    zh: `sources.yaml 中没有名为 ${name} 的数据源。${hint.zh}`,
  });
}

/** What of a list could not be kept; the rest is. */
function leftOutTexts(name: string, { withoutKey, twice }: { withoutKey: number; twice: number }): readonly Text[] {
  const without = {
    en: `The source ${name}: ${entries(withoutKey)} left out for want of a key, so nothing of it is taken to be gone. Check "key" in sources.yaml.`,
    zh: `数据源 ${name}：${withoutKey} 个条目没有标识，未予保留，因此也不会将任何内容视为消失。请检查 sources.yaml 中的 key。`,
  };
  const again = {
    en: `The source ${name}: ${entries(twice)} left out, whose key another one has already. Check "key" in sources.yaml.`,
    zh: `数据源 ${name}：${twice} 个条目的标识与其他条目重复，未予保留。请检查 sources.yaml 中的 key。`,
  };
  return [...(withoutKey > 0 ? [without] : []), ...(twice > 0 ? [again] : [])];
}

function entries(count: number): string {
  return count === 1 ? '1 entry was' : `${count} entries were`;
}
