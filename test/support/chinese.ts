/** Everything that a client of Slack's shows of blocks, a view or a message, line by line; values and ids left out. */
export function visibleLines(shown: unknown): string[] {
  if (Array.isArray(shown)) return shown.flatMap(visibleLines);
  if (typeof shown !== 'object' || shown === null) return [];
  return Object.entries(shown).flatMap(([key, value]) =>
    key === 'text' && typeof value === 'string' ? value.split('\n') : visibleLines(value),
  );
}

/**
 * The lines that are prose in another language than Chinese: what is left without code, commands, mentions, dates,
 * names and numbers has two words of Latin letters and no Chinese one, or four Latin words in a row.
 */
export function notChinese(lines: readonly string[]): string[] {
  return lines.filter((line) => {
    const prose = line.replace(/```[\s\S]*?```|`[^`]*`|<[^>]*>|https?:\S+|\/[a-z]+(?: [\w-]+)+|\S+ → \S+/g, ' ');
    const words = prose.match(/(?<![\w@./:=-])[A-Za-z][a-z']+(?![\w@/=-]|\.\w)/g) ?? [];
    const sentence = /(?:\b[A-Za-z][a-z']+ ){3,}[a-z']+\b/.test(prose);
    return sentence || (words.length >= 2 && !/\p{Script=Han}/u.test(line));
  });
}
