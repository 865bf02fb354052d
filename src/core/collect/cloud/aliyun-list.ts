import { OpsError } from '../../errors.ts';
import type { Json } from '../types.ts';
import { type CloudKind, endpointOf, products } from './aliyun-kinds.ts';
import { isObject } from './plain.ts';
import type { CloudParams, CloudTransport } from './transport.ts';

/** An entry of a list, as the API says it. */
type Entry = { readonly [key: string]: Json };

/** More pages than any account has: a list that does not end is ended here. */
const mostPages = 10_000;

/**
 * Every entry of one kind in a region, page by page; what came before an error stands. Errors: those of the transport,
 * `cloud-no-permission` also where the API answered with an empty list only for want of a permission (a dry run tells,
 * where the action has one), `cloud-answer-unknown` for an answer without the documented list, `cloud-incomplete` where
 * pages end before the total or do not end.
 */
export async function* listAll(
  transport: CloudTransport,
  kind: CloudKind,
  region: string,
  signal: AbortSignal,
): AsyncGenerator<Entry> {
  const place = { endpoint: endpointOf(kind.product, region), version: products[kind.product].version, signal };
  const base = { RegionId: region, ...kind.params };
  let seen = 0;
  let page: CloudParams | undefined = first(kind);
  for (let number = 1; page; number++) {
    if (number > mostPages) throw incomplete(kind, region);
    const answer = await transport.call(kind.action, { ...base, ...page }, place);
    const entries = entriesOf(answer, kind);
    yield* entries;
    seen += entries.length;
    page = next(kind, region, page, answer, { seen, count: entries.length });
  }
  if (seen === 0 && kind.dryRun) await transport.call(kind.action, { ...base, DryRun: true }, place);
}

function first({ paging, size }: CloudKind): CloudParams {
  return paging === 'token' ? { MaxResults: size } : { PageSize: size, PageNumber: 1 };
}

function next(
  kind: CloudKind,
  region: string,
  page: CloudParams,
  answer: Json,
  { seen, count }: { seen: number; count: number },
): CloudParams | undefined {
  const { NextToken: token, TotalCount: total } = isObject(answer) ? answer : {};
  if (kind.paging === 'token') {
    if (typeof token !== 'string' || token === '') return undefined;
    if (token === page.NextToken) throw incomplete(kind, region);
    return { ...page, NextToken: token };
  }
  const known = typeof total === 'number';
  if (known ? seen >= total : count < kind.size) return undefined;
  if (count === 0) throw incomplete(kind, region);
  return { ...page, PageNumber: Number(page.PageNumber) + 1 };
}

function entriesOf(answer: Json, kind: CloudKind): readonly Entry[] {
  const [outer, inner] = kind.list;
  const around = isObject(answer) ? answer[outer] : undefined;
  const list = isObject(around) ? (around[inner] ?? []) : undefined;
  if (Array.isArray(list) && list.every((one) => isObject(one) && typeof one[kind.id] === 'string')) return list;
  throw new OpsError('cloud-answer-unknown', {
    en: `Reading the answer to ${kind.action}: it has no list ${outer}.${inner} with ${kind.id}, as the API documents it.`,
    zh: `读取 ${kind.action} 的应答：其中没有接口文档所述、含 ${kind.id} 的列表 ${outer}.${inner}。`,
  });
}

function incomplete({ action }: CloudKind, region: string): OpsError {
  return new OpsError('cloud-incomplete', {
    en: `Reading ${action} in ${region}: the pages do not add up to the whole list. What came is kept. Try again.`,
    zh: `读取 ${region} 的 ${action}：各页合计与列表总数不符，已得到的结果予以保留，请重试。`,
  });
}

/** The regions that an account has, as ECS lists them. Errors: those of the transport, `cloud-answer-unknown`. */
export async function regionsOf(transport: CloudTransport, signal: AbortSignal): Promise<readonly string[]> {
  const place = { endpoint: endpointOf('ecs'), version: products.ecs.version, signal };
  const kind = { action: 'DescribeRegions', list: ['Regions', 'Region'], id: 'RegionId' } as const;
  const answer = await transport.call(kind.action, {}, place);
  return entriesOf(answer, { ...kind, product: 'ecs', paging: 'page', size: 100, dryRun: false }).map((region) =>
    String(region.RegionId),
  );
}
