import type { Language } from '../core/text.ts';

/** The language for a reader with this Slack locale (an IETF tag): Chinese for every `zh`, English for the rest. */
export function readerLanguage(locale: string): Language {
  return /^zh\b/i.test(locale) ? 'zh-CN' : 'en';
}
