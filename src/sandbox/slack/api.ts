import { readArgs } from './args.ts';
import type { CallTrouble, FaultQueue } from './faults.ts';
import type { Log } from './log.ts';
import { auth } from './methods/auth.ts';
import { chat } from './methods/chat.ts';
import { conversations } from './methods/conversations.ts';
import type { Desk, Method, Methods } from './methods/define.ts';
import { files } from './methods/files.ts';
import { users } from './methods/users.ts';
import { views } from './methods/views.ts';
import type { RateLimit } from './rates.ts';
import { Refusal, whyOf } from './refusal.ts';
import type { Fields } from './types.ts';

const methods: Methods = { ...auth, ...users, ...conversations, ...chat, ...views, ...files };

export interface Tokens {
  /** `xoxb-…` */
  readonly bot: string;
  /** `xapp-…`, for Socket Mode. */
  readonly app: string;
}

/** An HTTP answer; `cut` is a connection broken without one. */
export type Answer =
  | { readonly cut: true }
  | { readonly cut: false; readonly status: number; readonly headers: Record<string, string>; readonly body: string };

export interface Api {
  /** Carries out a call, or lets it go wrong as the faults say. */
  call(name: string, token: string | undefined, given: Fields): Promise<Answer>;
  /** Whether a token may download files. */
  mayRead(token: string | undefined): boolean;
}

/** The Web API. */
export function createApi(
  desk: Desk,
  options: { tokens: Tokens; scopes: readonly string[]; faults: FaultQueue; log: Log; rates: RateLimit },
): Api {
  const { tokens, scopes, faults, log } = options;
  const answer = (name: string, token: string | undefined, given: Fields): Fields => {
    try {
      return { ok: true, ...allowed(name, token, tokens, scopes).run(readArgs(given), desk) };
    } catch (refusal) {
      if (refusal instanceof Refusal) return { ok: false, error: refusal.error, ...refusal.extra };
      throw refusal;
    }
  };
  return {
    mayRead: (token) => token === tokens.bot && scopes.includes('files:read'),
    call: async (name, token, given) => {
      const troubles = faults.forCall(name);
      for (const trouble of troubles) if (trouble.is === 'slow') await desk.world.clock.sleep(trouble.ms);
      const trouble = troubles.find((each) => each.is !== 'slow');
      const wait = trouble ? undefined : options.rates.tooSoon(name, given);
      if (wait !== undefined) return noted(log, name, given, limited(wait), 'ratelimited');
      if (trouble?.is === 'refuse')
        return noted(log, name, given, json({ ok: false, error: trouble.error }), trouble.error);
      if (trouble && !trouble.done) return noted(log, name, given, broken(trouble), 'not done');
      const result = answer(name, token, given);
      const word = result.ok === true ? 'ok' : String(result.error);
      if (trouble) return noted(log, name, given, broken(trouble), `${word}, answer lost`, result);
      const needed = methods[name]?.scopes ?? [];
      return noted(log, name, given, json(result, scopes, needed), word, result);
    },
  };
}

function allowed(name: string, token: string | undefined, tokens: Tokens, scopes: readonly string[]): Method {
  const method = methods[name];
  if (!method) throw new Refusal('unknown_method', { req_method: name });
  const { token: wanted = 'bot', scopes: needed = [] } = method;
  if (wanted === 'any') return method;
  if (!token) throw new Refusal('not_authed');
  if (token !== tokens.bot && token !== tokens.app) throw new Refusal('invalid_auth');
  if (token !== tokens[wanted]) throw new Refusal('not_allowed_token_type');
  if (needed.length > 0 && !needed.some((scope) => scopes.includes(scope))) {
    throw new Refusal('missing_scope', { needed: needed[0], provided: scopes.join(',') });
  }
  return method;
}

function broken(trouble: Exclude<CallTrouble, { is: 'slow' } | { is: 'refuse' }>): Answer {
  if (trouble.is === 'limit') return limited(trouble.retryAfter);
  if (trouble.status === 'cut') return { cut: true };
  return {
    cut: false,
    status: trouble.status,
    headers: { 'content-type': 'text/html' },
    body: '<h1>Server Error</h1>',
  };
}

function limited(seconds: number): Answer {
  const headers = { 'content-type': 'application/json', 'retry-after': String(seconds) };
  return { cut: false, status: 429, headers, body: JSON.stringify({ ok: false, error: 'ratelimited' }) };
}

function json(result: Fields, scopes: readonly string[] = [], needed: readonly string[] = []): Answer {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'x-oauth-scopes': scopes.join(','),
    'x-accepted-oauth-scopes': needed.join(','),
  };
  return { cut: false, status: 200, headers, body: JSON.stringify(result) };
}

function noted(log: Log, name: string, given: Fields, answer: Answer, word: string, result: Fields = {}): Answer {
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : undefined);
  const ts = text(result.ts) ?? text(result.message_ts) ?? text(given.ts);
  const detail = {
    channel: text(given.channel),
    ts,
    text: text(given.text),
    thread: text(given.thread_ts),
    why: whyOf(result),
  };
  log.add('api', name, word, detail);
  return answer;
}
