/** A character of what was typed, or what a link or escape of Slack's stood for, taken as it is. */
export interface Piece {
  readonly text: string;
  readonly literal: boolean;
  readonly person?: string;
}

/** Slack's own markup: links, mentions and dates. A `<` that somebody typed arrives as `&lt;`, or matches nothing here. */
const markup = /<([@#!][^<>\s|]*|(?:mailto|tel|https?|ftp):[^<>\s|]+)(?:\|([^<>]*))?>/y;
const entities = /&(amp|lt|gt);/y;
const escaped: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/**
 * What was typed, character by character, with Slack's rewriting undone: `<mailto:a@1|a@1>` is `a@1`,
 * `<http://web-01.example|web-01.example>` is `web-01.example`, `<@U1|web>` is `@web`, `&lt;` is `<`.
 * Source: "Formatting text for app surfaces" in Slack's documentation.
 */
export function unlinked(delivered: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < delivered.length) {
    const link = matchAt(markup, delivered, at);
    const entity = link ? undefined : matchAt(entities, delivered, at);
    if (link) pieces.push(fromMarkup(link[1] ?? '', link[2]));
    else if (entity) pieces.push({ text: escaped[entity[1] ?? ''] ?? '', literal: false });
    else pieces.push({ text: String.fromCodePoint(delivered.codePointAt(at) ?? 0), literal: false });
    at += (link ?? entity)?.[0].length ?? pieces.at(-1)?.text.length ?? 1;
  }
  return pieces;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function fromMarkup(target: string, label: string | undefined): Piece {
  const named = label === undefined ? undefined : unescaped(label);
  if (target.startsWith('@'))
    return { text: `@${bare(named, '@') ?? target.slice(1)}`, literal: true, person: target.slice(1) };
  if (target.startsWith('#')) return { text: `#${bare(named, '#') ?? target.slice(1)}`, literal: true };
  if (target.startsWith('!date')) return { text: named ?? '', literal: true };
  if (target.startsWith('!subteam^')) return { text: `@${bare(named, '@') ?? target.slice(9)}`, literal: true };
  if (target.startsWith('!')) return { text: `@${bare(named, '@') ?? target.slice(1)}`, literal: true };
  return { text: named || unescaped(target.replace(/^(?:mailto|tel):/, '')), literal: true };
}

/** A label without its sign; undefined where there is none. */
function bare(label: string | undefined, sign: string): string | undefined {
  return label ? (label.startsWith(sign) ? label.slice(1) : label) : undefined;
}

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) => escaped[name] ?? '');
}
