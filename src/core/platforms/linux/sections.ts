/** What came of facts.sh. */
export interface Answer {
  /** Output by section, as far as it came. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What could not be told and why, in the script's words (notes.ts has them in ours). */
  readonly notes: readonly string[];
  /** Sections that were longer than what is kept. */
  readonly cut: readonly string[];
  /** The section that was under way when the output ended; undefined where the script came to its end. */
  readonly unfinished?: string;
}

interface Sections {
  /** Takes output as it comes. */
  push(chunk: Buffer): void;
  /** Whether any section began. */
  begun(): boolean;
  answer(): Answer;
}

/** Characters of a section that are kept: 10,000 packages are about half of it. */
const longest = 1_000_000;

/**
 * Takes the output of facts.sh apart. What comes before the first line that begins with `mark`, and after its last, is
 * somebody else's: a profile's, a banner's. The mark is new for each call, so nothing on the host can foresee it.
 */
export function createSections(mark: string, most = longest): Sections {
  const decoder = new TextDecoder();
  const texts = new Map<string, string[]>();
  const room = new Map<string, number>();
  const notes: string[] = [];
  let current: string | undefined;
  let ended = false;
  let rest = '';

  const keep = (line: string) => {
    if (current === undefined || ended || line === '') return;
    const left = (room.get(current) ?? most) - line.length - 1;
    room.set(current, left);
    if (left >= 0) texts.get(current)?.push(line);
  };
  const take = (line: string) => {
    if (!line.startsWith(`${mark} `)) return keep(line);
    const [kind, ...words] = line.slice(mark.length + 1).split(' ');
    if (kind === 'note') notes.push(words.join(' '));
    if (kind === 'end') ended = true;
    if (kind !== 'section' || ended) return;
    current = words[0] ?? '';
    if (!texts.has(current)) texts.set(current, []);
  };

  return {
    push: (chunk) => {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = (lines.pop() ?? '').slice(0, most);
      for (const line of lines) take(line);
    },
    begun: () => texts.size > 0,
    answer: () => ({
      outputs: Object.fromEntries([...texts].map(([name, lines]) => [name, lines.join('\n')])),
      notes: [...new Set(notes)],
      cut: [...room].filter(([, left]) => left < 0).map(([name]) => name),
      ...(ended || current === undefined ? {} : { unfinished: current }),
    }),
  };
}
