import { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import type { Redactor } from '../redactor.ts';

/** What an API said no with. */
export interface Refusal {
  readonly status: number;
  /** `Throttling.User`, `Forbidden.RAM` …; empty where the answer has none. */
  readonly code: string;
  readonly message: string;
  readonly request: string;
}

type Meaning = 'throttled' | 'unavailable' | 'token-expired' | 'login-refused' | 'clock' | 'no-permission' | 'refused';

/** Error codes as the API's public error codes list them, first match; then by HTTP status. */
const byCode: readonly (readonly [RegExp, Meaning])[] = [
  [/^Throttling/, 'throttled'],
  [/^(ServiceUnavailable|SerivceUnavailable|InternalError|InternalFailure|UnknownError)/, 'unavailable'],
  [/^(InvalidSecurityToken\.Expired|SecurityTokenExpired)/, 'token-expired'],
  [/^(InvalidAccessKeyId|InvalidSecurityToken|MissingSecurityToken|SecurityTokenMalformed)/, 'login-refused'],
  [/^(SignatureDoesNotMatch|IncompleteSignature|Forbidden\.AccessKey)/, 'login-refused'],
  [/^(InvalidTimeStamp|IllegalTimestamp)/i, 'clock'],
  [/^(Forbidden|NoPermission|Unauthorized|AccessDenied|AccessForbidden)|\.NoPermission$/, 'no-permission'],
];

const reasons: Readonly<Record<Meaning, Text>> = {
  throttled: {
    en: 'it asks for fewer calls, also after several tries. Try again later',
    zh: '调用过于频繁（限流），多次重试仍然如此，请稍后再试',
  },
  unavailable: { en: 'the service failed, also after several tries', zh: '服务端故障，多次重试仍然失败' },
  'token-expired': {
    en: 'the security token has expired. Provide a new one',
    zh: '安全令牌（SecurityToken）已过期，请更换',
  },
  'login-refused': {
    en: 'the access key was refused. Check the credential; it is not tried again',
    zh: 'AccessKey 被拒绝，请检查凭据；不会重试',
  },
  clock: { en: "this machine's clock is wrong by more than the API allows", zh: '本机时钟偏差超出接口允许的范围' },
  'no-permission': {
    en: 'the account has no permission for this, so nothing is known of what is there. Grant it in RAM',
    zh: '账号没有此项权限，因此无法得知现有资源。请在 RAM 中授权',
  },
  refused: { en: 'the call was refused', zh: '调用被拒绝' },
};

/** Where the API's own words say more than ours. */
const quoted: readonly Meaning[] = ['no-permission', 'refused'];

/** The OpsError for what the API refused; its codes are those of `CloudTransport`. */
export function refusalError(what: Text, refusal: Refusal, redactor: Redactor): OpsError {
  const meaning = meaningOf(refusal);
  const reason = reasons[meaning];
  const said = quoted.includes(meaning) ? harmless(refusal.message, redactor) : '';
  const marks = [refusal.code || `HTTP ${refusal.status}`, ...(refusal.request ? [`request ${refusal.request}`] : [])];
  const tail = `${said === '' ? '' : ` “${said}”`} (${redactor.redact(marks.join(', '))})`;
  return new OpsError(`cloud-${meaning}`, {
    en: `${what.en}: ${reason.en}.${tail}`,
    zh: `${what.zh}：${reason.zh}。${tail}`,
  });
}

function meaningOf({ code, status }: Refusal): Meaning {
  const known = byCode.find(([pattern]) => pattern.test(code))?.[1];
  if (known) return known;
  if (status >= 500) return 'unavailable';
  if (status === 429) return 'throttled';
  return status === 403 ? 'no-permission' : 'refused';
}

/** A refused signature is answered with the string that was signed, key id and token in it: that is cut off. */
function harmless(message: string, redactor: Redactor): string {
  const [before = ''] = message.split(/(?:server )?string to sign|AccessKeyId|SecurityToken|Signature=/i);
  const plain = redactor.redact(before).replaceAll(/\b(LTAI|STS\.)[A-Za-z0-9]+/g, '[redacted]');
  return plain.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}
