/** A part of an output: what its first line says, and all of it. */
export interface Block {
  readonly head: RegExpExecArray;
  readonly text: string;
}

/** The parts of `text` that begin with a line that `head` matches, each up to the next such line; what comes before the first is left out. */
export function blocks(text: string, head: RegExp): readonly Block[] {
  const found: { head: RegExpExecArray; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const match = head.exec(line);
    if (match) found.push({ head: match, lines: [line] });
    else found.at(-1)?.lines.push(line);
  }
  return found.map(({ head, lines }) => ({ head, text: lines.join('\n') }));
}

/** What the first group that took part in the match holds, without blanks around it; undefined where nothing matches or stands there. */
export function find(text: string | undefined, ...patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const match = text === undefined ? null : pattern.exec(text);
    const value = match
      ?.slice(1)
      .find((group) => group !== undefined)
      ?.trim();
    if (value) return value;
  }
  return undefined;
}

/** `find` for every match of a global pattern, each value once. */
export function findAll(text: string | undefined, pattern: RegExp): readonly string[] {
  const values = [...(text ?? '').matchAll(pattern)].map((match) => (match[1] ?? '').trim());
  return [...new Set(values.filter((value) => value !== ''))];
}

/** `value` without the entries that are undefined. */
export function known<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

/** `value`, or undefined where it has no entries: what is not told is absent. */
export function some<T extends object>(value: T): T | undefined {
  const bare = known(value);
  return Object.keys(bare).length === 0 ? undefined : bare;
}

/** Serial numbers in order, each once, without what stands for none (`N/A`, `BUILTIN`). */
export function serials(...values: readonly (string | undefined)[]): readonly string[] | undefined {
  const real = values.filter((value) => value !== undefined && isTold(value)) as string[];
  return real.length === 0 ? undefined : [...new Set(real)];
}

/** Whether a cell of a hardware list says something. */
export function isTold(value: string | undefined): value is string {
  return (
    value !== undefined &&
    !/^(?:-+|n\/?a|none|null|unspecified|builtin|not (?:present|available|inserted|installed)|)$/i.test(value.trim())
  );
}
