import { isIPv6 } from 'node:net';
import { OpsError } from '../errors.ts';
import { suggestion } from './nearest.ts';
import type { Host } from './types.ts';

/** What placeholders stand for. A text that uses one whose value is not given is an error. */
interface ExpandValues {
  readonly host?: Host;
  /** Named in errors. */
  readonly app?: string;
  readonly version?: string;
  /** A config's name, for `{name}` and its last part `{base}`. */
  readonly config?: string;
  /** `{file}` stands as it is, for `expandFile`. */
  readonly file?: 'later';
}

/** A placeholder: letters in single braces. `${name}` and `{{name}}` are left to the shell and to other tools. */
const placeholder = /(?<![${\\])\{([\p{L}_][\p{L}\p{M}\p{Nd}_.-]*)\}(?!\})/gu;

/**
 * `text` with `{host}`, `{address}`, `{labels.x}`, `{version}`, `{name}` and `{base}` replaced. `how` says where the text goes:
 * - `plain` (a path, a git ref): values with control characters or a `..` segment are refused;
 * - `url`: values are percent-encoded, an IPv6 address gets its brackets;
 * - `shell`: a value of plain characters stands as it is, any other is single-quoted, which needs the placeholder to
 *   stand where no quote, backslash or here-document can be open before it; else it is refused.
 * Errors, all OpsError: `placeholder-unknown`, `label-missing`, `placeholder-unsafe`.
 */
export function expand(text: string, values: ExpandValues, how: 'plain' | 'shell' | 'url'): string {
  return text.replace(placeholder, (whole: string, name: string, at: number) => {
    if (name === 'file' && values.file) return whole;
    const value = meaningOf(name, values, text);
    if (hasControl(value)) throw unsafe(name, values, 'it has control characters', '含有控制字符');
    if (how === 'url') return forUrl(name, value);
    if (how === 'shell') return forShell(name, value, values, text.slice(0, at));
    return forPath(name, value, values);
  });
}

/** A command line with `{file}` replaced by a path, as `expand` does it; other braces stand. Error `placeholder-unsafe`. */
export function expandFile(text: string, path: string): string {
  return text.replace(placeholder, (whole: string, name: string, at: number) =>
    name === 'file' ? forShell(name, path, {}, text.slice(0, at)) : whole,
  );
}

/** The names of the placeholders in `text`, in order, as `version` or `labels.port`. */
export function placeholders(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, name]) => name ?? '');
}

function meaningOf(name: string, values: ExpandValues, text: string): string {
  const { host, version, config } = values;
  if (name === 'version' && version !== undefined) return version;
  if (name === 'host' && host) return host.name;
  if (name === 'address' && host) return host.address;
  if (name === 'name' && config !== undefined) return config;
  if (name === 'base' && config !== undefined) return config.split('/').at(-1) ?? config;
  if (name.startsWith('labels.') && host) return labelOf(name.slice('labels.'.length), host, values, text);
  const there = [...(host ? ['host', 'address', 'labels.…'] : []), ...(version === undefined ? [] : ['version'])];
  if (config !== undefined) there.push('name', 'base');
  const hint = suggestion(name, there);
  throw new OpsError('placeholder-unknown', {
    en: `${whose(values).en}"${text}" uses {${name}}, which means nothing there.${hint.en}`,
    zh: `${whose(values).zh}“${text}”使用了 {${name}}，此处无此占位符。${hint.zh}`,
  });
}

function labelOf(name: string, host: Host, values: ExpandValues, text: string): string {
  if (Object.hasOwn(host.labels, name)) return String(host.labels[name]);
  const hint = suggestion(name, Object.keys(host.labels));
  throw new OpsError('label-missing', {
    en: `${whose(values).en}"${text}" uses {labels.${name}}, but the host ${host.name} has no label ${name}.${hint.en} Add it in hosts.yaml.`,
    zh: `${whose(values).zh}“${text}”使用了 {labels.${name}}，但主机 ${host.name} 没有标签 ${name}。${hint.zh}请在 hosts.yaml 中补充。`,
  });
}

function forUrl(name: string, value: string): string {
  return name === 'address' && isIPv6(value) ? `[${value}]` : encodeURIComponent(value);
}

function forPath(name: string, value: string, values: ExpandValues): string {
  if (value.split('/').includes('..')) throw unsafe(name, values, 'it has a ".." in it', '含有“..”');
  if (value === '' || value.startsWith('-'))
    throw unsafe(name, values, 'it is empty or begins with "-"', '为空或以“-”开头');
  return value;
}

const plainWord = /^[\p{L}\p{M}\p{Nd}_./:@%+,-]+$/u;
const mayOpen = /['"`\\#]|<</;

function forShell(name: string, value: string, values: ExpandValues, before: string): string {
  if (plainWord.test(value)) return value;
  if (!mayOpen.test(before)) return `'${value.replaceAll("'", "'\\''")}'`;
  throw unsafe(
    name,
    values,
    'it has characters that the shell reads, and the placeholder stands after a quote, backslash, # or <<. Put it before those',
    '含有 shell 特殊字符，而占位符位于引号、反斜杠、# 或 << 之后，请移到它们之前',
  );
}

function unsafe(name: string, values: ExpandValues, en: string, zh: string): OpsError {
  const host = values.host?.name;
  return new OpsError('placeholder-unsafe', {
    en: `${whose(values).en}the value of {${name}}${host ? ` on ${host}` : ''} cannot be used: ${en}.`,
    zh: `${whose(values).zh}${host ? `主机 ${host} 的 ` : ''}{${name}} 的值不可用：${zh}。`,
  });
}

function whose(values: ExpandValues): { en: string; zh: string } {
  if (values.config) return { en: `Config ${values.config}: `, zh: `配置 ${values.config}：` };
  return values.app ? { en: `App ${values.app}: `, zh: `应用 ${values.app}：` } : { en: '', zh: '' };
}

function hasControl(value: string): boolean {
  return /\p{Cc}/u.test(value);
}
