/** The beginning of a text that is too long to be shown. */
export interface Beginning {
  readonly text: string;
  /** How many lines are not shown, or not to their end. */
  readonly more: number;
}

/** The first lines of a text, whole ones, as far as they have at most so many characters; of a longer line its beginning. */
export function beginningOf(text: string, most: number): Beginning {
  if (text.length <= most) return { text, more: 0 };
  const end = text.lastIndexOf('\n', most);
  const shown = end > 0 ? text.slice(0, end) : `${text.slice(0, most)}…`;
  const rest = text.slice(end > 0 ? end + 1 : most).replace(/\n$/, '');
  return { text: shown, more: rest.split('\n').length };
}
