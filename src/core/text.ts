export type Language = 'en' | 'zh-CN';

/** Something the bot says, in both languages. Plain text: views escape it, so it may quote what came from outside. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** The wording of `text` for a reader of `language`. */
export function wording(text: Text, language: Language): string {
  return language === 'zh-CN' ? text.zh : text.en;
}

/** A text that reads the same in both languages, such as a name or a program's own output. */
export function verbatim(words: string): Text {
  return { en: words, zh: words };
}

/** `1 host`, `3 hosts`: for English. */
export function counted(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}
