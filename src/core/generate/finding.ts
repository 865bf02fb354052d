import type { Text } from '../text.ts';
import type { Finding } from './types.ts';

/** A finding in a template or a partial. `line` and `column` are those of its file. */
export interface TemplateFinding extends Finding {
  /** Where it stands: `access.hbs`, `partials/ntp.hbs`. */
  readonly file: string;
  /** The calls of partials that lead there, outermost first: `access.hbs:12:1`. None where it stands in the template itself. */
  readonly through: readonly string[];
}

/** A finding with its place before it: `partials/ntp.hbs:3:8 (called in access.hbs:12:1): ntp.server is missing.` */
export function placedText({ file, line, column, through, text }: TemplateFinding): Text {
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  if (through.length === 0) return { en: `${place}: ${text.en}`, zh: `${place}：${text.zh}` };
  const calls = through.toReversed();
  return {
    en: `${place} (called in ${calls.join(', called in ')}): ${text.en}`,
    zh: `${place}（调用处：${calls.join('，其调用处：')}）：${text.zh}`,
  };
}
