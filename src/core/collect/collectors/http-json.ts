import { OpsError } from '../../errors.ts';
import { type HttpRequest, requestJson } from '../../io/http.ts';
import { secret } from '../../io/secret.ts';
import { readSecret } from '../../io/secrets.ts';
import { suggestion } from '../../settings/nearest.ts';
import type { SecretRef, Source } from '../../settings/types.ts';
import { foundIn, placeOf } from '../cloud/http-entries.ts';
import { incomplete, pagesOf } from '../cloud/http-paging.ts';
import type { CollectorDeps, Found } from '../types.ts';
import { defineCollector } from '../types.ts';

/** The sources of sources.yaml, or those named as resources; keys `http-json/<source>/<kind>/<key>`. */
export default defineCollector({
  title: { en: 'Lists over HTTP (CMDB, controllers)', zh: 'HTTP/JSON 清单（CMDB、控制器）' },
  concurrency: 4,
  deadline: 300_000,

  async targets({ resources = [] }, _hosts, deps) {
    const known = Object.keys(deps.settings.current().sources);
    const unknown = resources.find((name) => !known.includes(name));
    if (known.length === 0 || unknown !== undefined) throw noSource(unknown, known);
    const names = resources.length === 0 ? known : [...new Set(resources)];
    return names.map((name) => ({ key: `http-json/${name}`, about: name }));
  },

  async *collect(target, _request, deps, signal) {
    const source = deps.settings.current().sources[String(target.about)];
    if (!source) throw noSource(String(target.about), []);
    const login = await loginOf(source, deps);
    const keys = new Set<string>();
    let leftOut = 0;
    const ask = (url: URL) => requestJson(requestFor(source, url, login), { clock: deps.clock, signal });
    for await (const entries of pagesOf(source, ask)) {
      const page = new Map<string, Found>();
      for (const entry of entries) {
        const found = foundIn(source, entry, deps.redactor.redact);
        if (found && !page.has(found.key)) page.set(found.key, found);
        else leftOut += 1;
      }
      const fresh = [...page.values()].filter((found) => !keys.has(found.key));
      if (keys.size > 0 && page.size > 0 && fresh.length === 0) throw incomplete(source.name);
      for (const found of fresh) keys.add(found.key);
      yield* fresh;
    }
    if (leftOut > 0) throw withoutKey(source.name, leftOut);
    if (keys.size > 0) yield { listed: placeOf(source) };
  },
});

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

function noSource(name: string | undefined, known: readonly string[]): OpsError {
  if (name === undefined || known.length === 0) {
    return new OpsError('source-none', {
      en: 'There is no such source in sources.yaml. See docs/settings.md for what goes into it.',
      zh: 'sources.yaml 中没有这样的数据源。文件内容见 docs/settings.zh-CN.md。',
    });
  }
  const hint = suggestion(name, known);
  return new OpsError('source-unknown', {
    en: `There is no source called ${name} in sources.yaml.${hint.en}`,
    zh: `sources.yaml 中没有名为 ${name} 的数据源。${hint.zh}`,
  });
}

function withoutKey(name: string, count: number): OpsError {
  return new OpsError('source-left-out', {
    en: `Reading the source ${name}: ${count} entries have no key, or one that another has, and are left out. Check "key" in sources.yaml.`,
    zh: `读取数据源 ${name}：${count} 个条目没有标识或标识重复，未予保留。请检查 sources.yaml 中的 key。`,
  });
}
