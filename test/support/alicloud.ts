import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with one request, instead of an answer. */
export type Fault =
  | { readonly status: number; readonly code?: string; readonly message?: string }
  | 'silent'
  | 'slow-body'
  | 'cut'
  | 'html';

type Entry = Readonly<Record<string, unknown>>;

export interface AlicloudOptions {
  readonly id?: string;
  readonly secret?: string;
  readonly token?: string;
  readonly tokenExpired?: boolean;
  /** What there is, by action and region. */
  readonly things?: Readonly<Record<string, Readonly<Record<string, readonly Entry[]>>>>;
  /** Actions that this key may not call. */
  readonly denied?: readonly string[];
  /** What goes wrong, by the number of the request (from 1). */
  readonly faults?: Readonly<Record<number, Fault>>;
  /** Called where a request gets no answer, or half of one. */
  readonly onSilence?: () => void;
  /** Answers as they are, in place of the lists. */
  readonly instead?: Readonly<Record<string, unknown>>;
}

/** A request as it came. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
}

/** The lists of the API reference: their place in an answer, the largest page, which paging and dry run there is. */
const lists: Readonly<
  Record<string, { version: string; path: [string, string]; most: number; token: boolean; dryRun: boolean }>
> = {
  DescribeRegions: { version: '2014-05-26', path: ['Regions', 'Region'], most: 100, token: false, dryRun: false },
  DescribeInstances: { version: '2014-05-26', path: ['Instances', 'Instance'], most: 100, token: true, dryRun: true },
  DescribeDisks: { version: '2014-05-26', path: ['Disks', 'Disk'], most: 500, token: true, dryRun: true },
  DescribeImages: { version: '2014-05-26', path: ['Images', 'Image'], most: 100, token: false, dryRun: true },
  DescribeSecurityGroups: {
    ...{ version: '2014-05-26', path: ['SecurityGroups', 'SecurityGroup'], most: 100, token: true, dryRun: true },
  },
  DescribeVpcs: { version: '2016-04-28', path: ['Vpcs', 'Vpc'], most: 50, token: false, dryRun: true },
  DescribeVSwitches: { version: '2016-04-28', path: ['VSwitches', 'VSwitch'], most: 50, token: false, dryRun: true },
  DescribeEipAddresses: {
    ...{ version: '2016-04-28', path: ['EipAddresses', 'EipAddress'], most: 100, token: false, dryRun: true },
  },
  DescribeLoadBalancers: {
    ...{ version: '2014-05-15', path: ['LoadBalancers', 'LoadBalancer'], most: 100, token: false, dryRun: false },
  },
  DescribeDBInstances: {
    ...{ version: '2014-08-15', path: ['Items', 'DBInstance'], most: 100, token: true, dryRun: false },
  },
};

/**
 * A server that speaks Alibaba Cloud's RPC API as its documentation describes it: it checks the signature (HMAC-SHA1,
 * written from "Signature mechanism"), time stamp, nonce, token and page sizes, and answers with lists in pages.
 */
export async function startAlicloud(options: AlicloudOptions = {}) {
  const seen: Seen[] = [];
  const nonces = new Set<string>();
  const server = createServer(async (request, response) => {
    const params = await paramsOf(request);
    seen.push({ method: request.method ?? '', url: request.url ?? '', params });
    const fault = options.faults?.[seen.length];
    if (fault) return fail(fault, response, options.onSilence ?? (() => {}));
    const refusal = refused(request, params, nonces, options);
    if (refusal) return answer(response, refusal[0], errorBody(refusal[1], refusal[2]));
    const [status, body] = listed(params, options);
    answer(response, status, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function paramsOf(request: IncomingMessage): Promise<Record<string, string>> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return Object.fromEntries(new URLSearchParams(body));
}

type Refusal = readonly [status: number, code: string, message: string];

function refused(
  request: IncomingMessage,
  params: Readonly<Record<string, string>>,
  nonces: Set<string>,
  { id, secret = '', token, tokenExpired }: AlicloudOptions,
): Refusal | undefined {
  if (request.method !== 'POST' || request.url !== '/')
    return [400, 'InvalidRequest', 'Parameters belong in the body.'];
  if (params.AccessKeyId !== id) return [404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.'];
  if (params.SecurityToken !== token) return [400, 'InvalidSecurityToken.Malformed', `Not ${params.SecurityToken}.`];
  if (params.Signature !== signatureOf('POST', params, secret)) {
    const said = `Specified signature is not matched with our calculation. server string to sign is:${stringToSign('POST', params)}`;
    return [400, 'SignatureDoesNotMatch', said];
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(params.Timestamp ?? '')) return [400, 'InvalidTimeStamp.Format', ''];
  if (Math.abs(Date.parse(params.Timestamp ?? '') - Date.now()) > 900_000) return [400, 'InvalidTimeStamp.Expired', ''];
  if (params.SignatureMethod !== 'HMAC-SHA1' || params.SignatureVersion !== '1.0') return [400, 'InvalidParameter', ''];
  if (nonces.has(params.SignatureNonce ?? '')) return [400, 'SignatureNonceUsed', 'The nonce was used before.'];
  nonces.add(params.SignatureNonce ?? '');
  if (tokenExpired) return [400, 'InvalidSecurityToken.Expired', `The token ${token} has expired.`];
  return undefined;
}

/** The signature that a request must carry. */
export function signatureOf(method: string, params: Readonly<Record<string, string>>, secret: string): string {
  return createHmac('sha1', `${secret}&`).update(stringToSign(method, params)).digest('base64');
}

/** The method & %2F & the parameters but the signature, sorted, each encoded, joined, and encoded once more. */
function stringToSign(method: string, params: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(params).filter(([name]) => name !== 'Signature');
  const sorted = pairs.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const query = sorted.map(([name, value]) => `${percent(name)}=${percent(value)}`).join('&');
  return `${method}&${percent('/')}&${percent(query)}`;
}

/** RFC 3986: all but letters, digits and - _ . ~ as %XY. */
function percent(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => String.fromCharCode(byte))
    .map((char) => (/[A-Za-z0-9._~-]/.test(char) ? char : `%${hex(char.charCodeAt(0))}`))
    .join('');
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

function listed(
  params: Readonly<Record<string, string>>,
  { things = {}, denied = [], instead = {} }: AlicloudOptions,
): readonly [number, unknown] {
  const action = params.Action ?? '';
  const list = lists[action];
  if (!list || params.Version !== list.version) return [404, errorBody('InvalidAction.NotFound', 'No such action.')];
  if (action in instead) return [200, instead[action]];
  const forbidden = denied.includes(action);
  if (forbidden && (!list.dryRun || params.DryRun === 'true')) return [403, errorBody('Forbidden.RAM', noRight)];
  if (params.DryRun === 'true') return [400, errorBody('DryRunOperation', 'Request validation has been passed.')];
  const region = action === 'DescribeRegions' ? '' : (params.RegionId ?? 'none');
  const all = forbidden ? [] : (things[action]?.[region] ?? []);
  return page(all, list, params);
}

const noRight = "User not authorized to operate on the specified resource, or this API doesn't support RAM.";

function page(
  all: readonly Entry[],
  { path: [outer, inner], most, token }: { path: [string, string]; most: number; token: boolean },
  params: Readonly<Record<string, string>>,
): readonly [number, unknown] {
  const wrapped = (entries: readonly Entry[]) => ({ RequestId: 'R-1', [outer]: { [inner]: entries } });
  if (params.Action === 'DescribeRegions') return [200, wrapped(all)];
  const size = Number((token ? params.MaxResults : params.PageSize) ?? 10);
  if (size > most) return [400, errorBody('InvalidParameter', 'The page is too large.')];
  if (token) {
    const from = params.NextToken ? Number(Buffer.from(params.NextToken, 'base64').toString()) : 0;
    const to = from + size;
    const next = to < all.length ? Buffer.from(String(to)).toString('base64') : '';
    return [200, { ...wrapped(all.slice(from, to)), NextToken: next, TotalCount: 0 }];
  }
  const number = Number(params.PageNumber ?? 1);
  const entries = all.slice((number - 1) * size, number * size);
  return [200, { ...wrapped(entries), PageNumber: number, PageSize: size, TotalCount: all.length }];
}

function errorBody(code: string | undefined, message: string): unknown {
  return { RequestId: 'R-9', HostId: 'ecs.example', Code: code, Message: message, Recommend: 'none' };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function fail(fault: Fault, response: ServerResponse, onSilence: () => void): void {
  if (fault === 'silent') onSilence();
  else if (fault === 'html') answer(response, 502, '<html><body>Bad Gateway</body></html>');
  else if (typeof fault === 'object') answer(response, fault.status, errorBody(fault.code, fault.message ?? ''));
  else {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"RequestId":"R-1","Instances":', () => (fault === 'cut' ? response.destroy() : onSilence()));
  }
}
