import { suggestion } from '../../settings/nearest.ts';
import type { Text } from '../../text.ts';

export function unknownPartialText(name: string, known: Iterable<string>): Text {
  const hint = suggestion(name, known);
  return { en: `there is no partial ${name}.${hint.en}`, zh: `没有名为 ${name} 的 partial。${hint.zh}` };
}

/** `path`: the partials that are being called, the outermost first. */
export function recursionText(name: string, path: readonly string[]): Text {
  const round = [...path.slice(path.indexOf(name)), name].join(' → ');
  return { en: `${name} would call itself for ever: ${round}.`, zh: `${name} 会无限调用自身：${round}。` };
}
