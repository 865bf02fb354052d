/** Characters of a program's words that are shown. */
const most = 400;

/**
 * What of a program's words may be shown. A config can make a program read another file and quote it (HAProxy's
 * `src -f /etc/passwd`), so what stands in quotes is shown only where the config itself has it, else as `…`, up to the
 * last such quote. Control characters are left out, and what goes beyond 400 characters.
 */
export function quotable(words: string, source: string): string {
  const plain = words
    .slice(0, most * 5)
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim();
  const kept = shown(plain, source);
  return kept.length > most ? `${kept.slice(0, most)}…` : kept;
}

function shown(words: string, source: string): string {
  const open = /(?<![A-Za-z\d])["'`]/.exec(words);
  if (!open) return words;
  const quote = open[0] === '`' ? "'" : open[0];
  const start = open.index + 1;
  const close = words.indexOf(quote, start);
  if (close === -1) return `${words.slice(0, start)}…`;
  if (source.includes(words.slice(start, close).trim())) {
    return words.slice(0, close + 1) + shown(words.slice(close + 1), source);
  }
  return `${words.slice(0, start)}…${words.slice(words.lastIndexOf(quote))}`;
}
