import type { Text } from '../../text.ts';
import { placeholders } from '../expand.ts';
import { suggestion } from '../nearest.ts';

/** Why a text uses placeholders that mean nothing there; `labels.x` is `x` of whatever host it comes to. */
export function placeholderFault(text: string, there: readonly string[]): Text | undefined {
  const unknown = placeholders(text).find(
    (name) => !there.includes(name) && !(there.includes('labels.…') && isLabel(name)),
  );
  if (unknown === undefined) return undefined;
  const hint = suggestion(unknown, there);
  return {
    en: `uses {${unknown}}, which means nothing there.${hint.en} (Braces meant for the shell are written with blanks: { ${unknown} }.)`,
    zh: `使用了 {${unknown}}，此处无此占位符。${hint.zh}（若是 shell 的花括号，请写成 { ${unknown} }。）`,
  };
}

/** What is wrong with a source's path, URL or ref: placeholders other than {version}, or what git takes for an option. */
export function sourceFault(value: string): Text | undefined {
  const fault = placeholderFault(value, ['version']);
  if (fault) return fault;
  if (!/^-|^[a-z0-9]+::/i.test(value)) return undefined;
  return {
    en: 'must not begin with "-" or with a transport helper such as ext::',
    zh: '不能以“-”或 ext:: 之类的传输助手开头',
  };
}

/** What is wrong with a root on hosts: it must be a folder of its own, of plain characters, without `..`. */
export function rootFault(value: string): Text | undefined {
  const fault = placeholderFault(value, ['host', 'address', 'labels.…']);
  if (fault) return fault;
  const bare = value.replaceAll(/\{[^{}]*\}/g, 'x');
  const parts = bare.split('/').filter((part) => part !== '' && part !== '.');
  const plain = /^(~\/)?[\p{L}\p{M}\p{Nd}_./-]+$/u.test(bare) && !bare.startsWith('-');
  if (plain && parts.length > 0 && !parts.includes('..') && parts.join('/') !== '~') return undefined;
  return {
    en: 'must be a folder such as /opt/web or apps/web: letters, digits and _ . / - (and ~/ at the start), without .., and not / or the login folder itself',
    zh: '必须是目录，如 /opt/web 或 apps/web：只含字母、数字和 _ . / -（开头可用 ~/），不含 ..，且不能是 / 或登录目录本身',
  };
}

/** What is wrong with the URL of a check. */
export function urlFault(value: string, there: readonly string[]): Text | undefined {
  const fault = placeholderFault(value, there);
  if (fault) return fault;
  const bare = value.replaceAll(/\{[^{}]*\}/g, '1');
  if (/^https?:\/\//i.test(value) && URL.canParse(bare) && !/\s/.test(bare)) return undefined;
  return { en: 'must be a URL that begins with http:// or https://', zh: '必须是以 http:// 或 https:// 开头的 URL' };
}

function isLabel(name: string): boolean {
  return name.startsWith('labels.') && name.length > 'labels.'.length;
}
