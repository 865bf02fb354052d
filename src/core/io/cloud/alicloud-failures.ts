import { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import type { Redactor } from '../redactor.ts';
import { refusalError } from './alicloud-errors.ts';

const reasons: Readonly<Record<'timeout' | 'unreachable' | 'garbled', Text>> = {
  timeout: { en: 'no answer within 10 s, in several tries', zh: '多次尝试均在 10 秒内无应答' },
  unreachable: { en: 'it cannot be reached, or the connection was cut', zh: '无法连接，或连接中断' },
  garbled: { en: 'the answer is not JSON', zh: '应答不是 JSON' },
};

/**
 * The OpsError for what the library threw. Nothing of that goes into it but codes: the library's errors carry the
 * signed URL or the body, in their message, their stack and their fields, so there is no `cause` either.
 */
export function failureError(what: Text, thrown: unknown, late: boolean, redactor: Redactor): OpsError {
  if (late) return failure(what, 'timeout', '');
  const { name, code, data, entry } = (thrown ?? {}) as Thrown;
  if (data) {
    const { Code, Message, RequestId } = data;
    const status = entry?.response?.statusCode ?? 400;
    return refusalError(what, { status, code: text(Code), message: text(Message), request: text(RequestId) }, redactor);
  }
  if (name === 'RequestTimeoutError') return failure(what, 'timeout', '');
  if (thrown instanceof Error)
    return failure(what, 'unreachable', /^[A-Z][A-Z0-9_]{2,40}$/.test(text(code)) ? code : '');
  return failure(what, 'garbled', '');
}

interface Thrown {
  readonly name?: string;
  readonly code?: string;
  readonly data?: { readonly Code?: unknown; readonly Message?: unknown; readonly RequestId?: unknown };
  readonly entry?: { readonly response?: { readonly statusCode?: number } };
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function failure(what: Text, kind: keyof typeof reasons, code: string | undefined): OpsError {
  const tail = code ? ` (${code})` : '';
  return new OpsError(`cloud-${kind}`, {
    en: `${what.en}: ${reasons[kind].en}${tail}.`,
    zh: `${what.zh}：${reasons[kind].zh}${tail}。`,
  });
}
