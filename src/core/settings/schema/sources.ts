import { z } from 'zod';
import { pathFault } from '../../json-path.ts';
import type { Text } from '../../text.ts';
import { secretRef } from './credentials.ts';
import { doc, guarded, isMapping, kind, rule } from './rule.ts';
import { duration, line, name, plainName, whole } from './scalars.ts';

const path = () => kind(line(500, pathFault), 'JSONPath', 'JSONPath');
const parameter = () => kind(line(100), 'parameter', '参数名');
const size = () => whole(1, 10_000);

const auth = guarded(
  {
    en: 'must be a mapping with one of basic, bearer, header and query',
    zh: '必须是含 basic、bearer、header、query 之一的映射',
  },
  isMapping,
  z.union([
    z.strictObject({
      basic: doc(
        z.strictObject({
          user: doc(line(200), 'The user.', '用户名。'),
          password: doc(secretRef, 'Where the password is.', '密码所在。'),
        }),
        'User and password.',
        '用户名和密码。',
      ),
    }),
    z.strictObject({ bearer: doc(secretRef, 'Where the bearer token is.', 'Bearer 令牌所在。') }),
    z.strictObject({
      header: doc(kind(line(100, headerFault), 'header', '请求头'), 'The header that takes it.', '承载密钥的请求头。'),
      value: doc(secretRef, 'Where its value is.', '其值所在。'),
    }),
    z.strictObject({
      query: doc(parameter(), 'The parameter of the URL that takes it.', '承载密钥的 URL 参数。'),
      value: doc(secretRef, 'Where its value is.', '其值所在。'),
    }),
  ]),
);

const limit = () => doc(parameter().optional(), 'The parameter for the size of a page.', '每页条数的参数名。');
const total = () =>
  doc(
    path().optional(),
    'Where the answer says how many there are in all; else a page that is not full is the last.',
    '应答中总条数的位置；缺省以未满的一页为最后一页。',
  );

const paging = guarded(
  {
    en: 'must be a mapping with one of page, offset, cursor, link and next',
    zh: '必须是含 page、offset、cursor、link、next 之一的映射',
  },
  isMapping,
  z.union([
    z.strictObject({
      page: doc(parameter(), 'Pages by number: the parameter.', '按页码翻页：参数名。'),
      first: doc(whole(0, 1).prefault(1), 'The number of the first page.', '第一页的页码。'),
      limit: limit(),
      size: doc(size().optional(), 'How many there are on a page.', '每页条数。'),
      total: total(),
    }),
    z.strictObject({
      offset: doc(parameter(), 'Pages by position: the parameter.', '按偏移量翻页：参数名。'),
      limit: limit(),
      size: doc(size(), 'How many there are on a page.', '每页条数。'),
      total: total(),
    }),
    z.strictObject({
      cursor: doc(parameter(), 'Pages by cursor: the parameter.', '按游标翻页：参数名。'),
      from: doc(path(), 'Where an answer has the next cursor.', '应答中下一个游标的位置。'),
    }),
    z.strictObject({
      link: doc(
        kind(z.literal(true), 'true', 'true'),
        'The Link header says where the next page is.',
        '由 Link 响应头给出下一页。',
      ),
    }),
    z.strictObject({
      next: doc(path(), 'Where an answer has the address of the next page.', '应答中下一页地址的位置。'),
    }),
  ]),
);

const source = rule(
  z.strictObject({
    url: doc(
      kind(line(2000, urlFault), 'URL', 'URL'),
      'Where the list is. Certificates are verified; one of a company’s own authority is told to Node.js by NODE_EXTRA_CA_CERTS.',
      '列表的地址。证书会被校验；企业自建 CA 请用 NODE_EXTRA_CA_CERTS 告知 Node.js。',
    ),
    method: doc(z.enum(['GET', 'POST']).prefault('GET'), 'How it is asked.', '请求方法。'),
    headers: doc(
      z.record(kind(line(100, plainHeaderFault), 'header', '请求头'), line(1000)).prefault({}),
      'Headers to send; never secrets, which belong in auth.',
      '附加请求头；密钥不写在这里，请用 auth。',
    ),
    query: doc(
      z.record(parameter(), line(1000)).prefault({}),
      'Parameters to add to the URL; never secrets.',
      '附加的 URL 参数；不得含密钥。',
    ),
    body: doc(
      kind(z.record(z.string(), z.json()).optional(), 'mapping', '映射'),
      'What a POST sends, as JSON; never secrets.',
      'POST 的内容，以 JSON 发送；不得含密钥。',
    ),
    auth: doc(
      auth.optional(),
      'How one logs in: basic, bearer, header or query. Needs https:// (or this machine).',
      '登录方式：basic、bearer、header 或 query。须使用 https://（本机除外）。',
    ),
    paging: doc(
      paging.optional(),
      'How further pages are had: page, offset, cursor, link or next. One page, if absent.',
      '翻页方式：page、offset、cursor、link 或 next；缺省只有一页。',
    ),
    items: doc(
      path().prefault('$'),
      'The list in an answer, or (with *) the entries themselves.',
      '应答中的列表，或（用 *）列表中的各项。',
    ),
    key: doc(path(), 'In an entry: what it is known by.', '条目中的唯一标识。'),
    kind: doc(
      kind(
        line(500, (value) => (value.startsWith('$') ? pathFault(value) : undefined)),
        'word or JSONPath',
        '单词或 JSONPath',
      ).prefault('device'),
      'What an entry is: a word for all, or where it says so.',
      '条目的类别：统一的单词，或其在条目中的位置。',
    ),
    fields: doc(
      z.record(plainName(), path()).optional(),
      'What is kept of an entry: names and where the values are. All of it, if absent.',
      '保留的字段及其位置；缺省保留整个条目。',
    ),
    timeout: doc(duration({ most: 300_000 }).prefault('30s'), 'When a page is given up.', '每页的超时时间。'),
  }),
  sourceFault,
);

/** sources.yaml */
export const sourcesFile = z.strictObject({
  sources: doc(
    z.record(name(), source).nullable().prefault({}),
    'Lists that others keep (a CMDB, a vendor’s controller), read over HTTP as JSON, by name.',
    '外部维护的清单（CMDB、厂商控制器），通过 HTTP/JSON 读取，以名称为键。',
  ),
});

function urlFault(value: string): Text | undefined {
  const url = /^https?:\/\//i.test(value) ? URL.parse(value) : undefined;
  if (url && url.username === '' && url.password === '' && url.hash === '') return undefined;
  return {
    en: 'must be a URL that begins with https:// or http://, without user, password or #',
    zh: '必须是以 https:// 或 http:// 开头的 URL，不含用户名、密码和 #',
  };
}

function sourceFault(given: { url: string; method: string; auth?: unknown; body?: unknown }): Text | undefined {
  const url = URL.parse(given.url);
  const open = url?.protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (open && given.auth !== undefined) {
    return {
      en: 'logs in over plain http://, where anybody on the way can read the secret: use https://',
      zh: '通过明文 http:// 登录，密钥可能被途中任何人读取：请使用 https://',
    };
  }
  if (given.body === undefined || given.method === 'POST') return undefined;
  return { en: 'has a body, which only a POST can send', zh: '有 body，但只有 POST 才能发送' };
}

function headerFault(value: string): Text | undefined {
  if (/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(value)) return undefined;
  return { en: 'must be the name of a header, such as X-Auth-Token', zh: '必须是请求头名称，如 X-Auth-Token' };
}

function plainHeaderFault(value: string): Text | undefined {
  if (!/^(proxy-)?authorization$|^cookie$|token|secret|api-?key/i.test(value)) return headerFault(value);
  return {
    en: 'is a header for secrets: put it under auth, with a reference to where the secret is',
    zh: '是承载密钥的请求头：请放到 auth 下，并引用密钥所在',
  };
}
