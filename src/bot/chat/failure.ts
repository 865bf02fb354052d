import { OpsError } from '../../core/errors.ts';
import type { Text } from '../../core/text.ts';

/**
 * What a failed call to Slack means: `refused`, not carried out, and the same call would be refused again;
 * `unauthorised`, not carried out, until somebody mends the token; `limited`, to be asked again after `ms`; `unsure`,
 * perhaps carried out.
 */
type Failure =
  | { readonly kind: 'refused' | 'unauthorised'; readonly code: string; readonly detail: string }
  | { readonly kind: 'limited'; readonly ms: number }
  | { readonly kind: 'unsure'; readonly detail: string };

const tokenTrouble = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
  'team_disabled',
]);

/** Slack documents these as its own failures: part of what was asked may have been done. */
const slackTrouble = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'accesslimited',
]);

/** What an error thrown by @slack/web-api means; told by its code, never by its words. */
export function failureOf(error: unknown): Failure {
  const { code, data, retryAfter } = fieldsOf(error);
  if (code === 'slack_webapi_rate_limited_error' && typeof retryAfter === 'number') {
    return { kind: 'limited', ms: Math.max(1, retryAfter) * 1000 };
  }
  const said = fieldsOf(data).error;
  if (code !== 'slack_webapi_platform_error' || typeof said !== 'string') {
    return { kind: 'unsure', detail: error instanceof Error ? error.message : String(error) };
  }
  if (said === 'ratelimited') return { kind: 'limited', ms: 1000 };
  if (tokenTrouble.has(said)) return { kind: 'unauthorised', code: said, detail: said };
  const isCode = /^[a-z][a-z_]*$/.test(said);
  if (!isCode || slackTrouble.has(said)) return { kind: 'unsure', detail: isCode ? said : 'an answer that is no JSON' };
  return { kind: 'refused', code: said, detail: [said, ...messagesOf(data)].join('; ') };
}

/** The failure as an error with a stable code of its own: `chat-not-in-channel` for Slack's `not_in_channel`. */
export function refusal(what: Text, failure: Failure): OpsError {
  const code = 'code' in failure ? failure.code : failure.kind;
  const detail = failure.kind === 'limited' ? 'rate limited' : failure.detail;
  const next = advice[code] ?? { en: '', zh: '' };
  return new OpsError(`chat-${code.replaceAll('_', '-')}`, {
    en: `${what.en}: Slack answered ${detail}.${next.en}`,
    zh: `${what.zh}：Slack 返回 ${detail}。${next.zh}`,
  });
}

const advice: Readonly<Record<string, Text>> = {
  not_in_channel: { en: ' Invite the bot there: /invite.', zh: '请先用 /invite 把机器人加入该频道。' },
  channel_not_found: {
    en: ' The channel does not exist, or is private and the bot is not in it.',
    zh: '频道不存在，或为私有频道而机器人不在其中。',
  },
  missing_scope: {
    en: ' Install the app again with the manifest that `npm run manifest` prints.',
    zh: '请用 `npm run manifest` 输出的清单重新安装应用。',
  },
};

function messagesOf(data: unknown): readonly string[] {
  const messages = fieldsOf(fieldsOf(data).response_metadata).messages;
  return Array.isArray(messages) ? messages.filter((each) => typeof each === 'string').slice(0, 3) : [];
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...(value as object), ...errorCode(value) } : {};
}

/** `code` of an error may be inherited, which a copy leaves behind. */
function errorCode(value: object): Record<string, unknown> {
  return 'code' in value ? { code: value.code } : {};
}
