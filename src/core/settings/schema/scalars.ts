import { z } from 'zod';
import type { Text } from '../../text.ts';
import { nameFault, plainNameFault } from '../names.ts';
import type { Amount } from '../types.ts';
import { kind, parsed, rule } from './rule.ts';

/** The longest duration: a timer of Node's counts to 2^31 - 1 ms, 24.8 days. */
const longest = 24 * 86_400_000;
const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration such as `90s 10m 4h 2d`, in milliseconds. `least` and `most` are in milliseconds too. */
export function duration({ least = 1000, most = longest }: { least?: number; most?: number } = {}) {
  const wanted = {
    en: `must be a duration with its unit, from ${short(least)} to ${short(most)}: 30s, 10m, 4h or 2d`,
    zh: `必须是带单位的时长（${short(least)} 到 ${short(most)}），如 30s、10m、4h 或 2d`,
  };
  const schema = parsed(wanted, (value) => {
    const match = typeof value === 'string' ? /^(\d{1,7})([smhd])$/.exec(value) : undefined;
    const ms = Number(match?.[1]) * (units[match?.[2] ?? ''] ?? Number.NaN);
    return ms >= least && ms <= most ? ms : undefined;
  });
  return kind(schema, 'duration', '时长');
}

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number) {
  const wanted = {
    en: `must be a whole number from ${least} to ${most}`,
    zh: `必须是 ${least} 到 ${most} 的整数`,
  };
  const schema = parsed(wanted, (value) => {
    return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
  });
  return kind(schema, `number ${least}–${most}`, `整数 ${least}–${most}`);
}

/** A number of hosts, `3`, or a share of them, `25%`. */
export function amount() {
  const wanted = {
    en: 'must be a number of hosts such as 3, or a share of them such as 25%',
    zh: '必须是主机数（如 3）或比例（如 25%）',
  };
  const schema = parsed<Amount>(wanted, (value) => {
    const match = /^([1-9]\d{0,5})(%?)$/.exec(String(value));
    const number = Number(match?.[1]);
    if (!match || (match[2] && number > 100)) return undefined;
    return match[2] ? { percent: number } : { count: number };
  });
  return kind(schema, 'count or percentage', '数量或百分比');
}

/** Text of one line: not empty, no control characters, at most `most` characters; `fault` may ask for more. */
export function line(most = 1000, fault: (value: string) => Text | undefined = () => undefined) {
  const schema = rule(z.string(), (value) => lineFault(value, most) ?? fault(value));
  return kind(schema, 'text', '文本');
}

function lineFault(value: string, most: number): Text | undefined {
  if (value.trim() === '') return { en: 'must not be empty', zh: '不能为空' };
  if (/\p{Cc}/u.test(value)) return { en: 'must be one line, without tabs', zh: '必须是单行文本，且不含制表符' };
  if (value.length > most) return { en: `is longer than ${most} characters`, zh: `超过 ${most} 个字符` };
  return undefined;
}

/** A shell command line or script; several lines are fine. */
export function script() {
  const schema = rule(z.string(), (value) => {
    if (value.trim() === '') return { en: 'must not be empty', zh: '不能为空' };
    if (/(?![\n\t])\p{Cc}/u.test(value)) return { en: 'has control characters in it', zh: '含有控制字符' };
    if (value.length > 20_000) return { en: 'is longer than 20,000 characters', zh: '超过 20000 个字符' };
    return undefined;
  });
  return kind(schema, 'shell command', 'shell 命令');
}

/** The name of a host, app, environment or group. */
export function name() {
  return kind(rule(z.string(), nameFault), 'name', '名称');
}

/** The name of something that no command reads: a credential or a label. */
export function plainName() {
  return kind(rule(z.string(), plainNameFault), 'name', '名称');
}

/** A path below a folder: relative, no `..`. */
export function relativePath() {
  const schema = line(500, (value) => {
    const parts = value.split('/');
    if (!/^[/\\]|^[A-Za-z]:/.test(value) && !parts.includes('..') && !parts.includes('.') && !parts.includes(''))
      return undefined;
    return {
      en: 'must be a relative path such as logs or var/data, without . or .. in it',
      zh: '必须是相对路径（如 logs 或 var/data），不含 . 或 ..',
    };
  });
  return kind(schema, 'relative path', '相对路径');
}

/** A duration in the largest unit that gives a whole number. */
function short(ms: number): string {
  const unit = ['d', 'h', 'm', 's'].find((one) => ms % (units[one] ?? 1) === 0) ?? 's';
  return `${ms / (units[unit] ?? 1000)}${unit}`;
}
