/** The words around the addresses of a cell: a note of the first, a label for each. */
export interface Words {
  readonly labels: readonly (string | undefined)[];
  readonly note?: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Words that say no more than that an address follows. */
const generic =
  /^(?:(?:管理|设备|主机|网络|业务|登录|带外)?(?:ip(?:v?[46])?)(?:地址)?|(?:管理|设备|主机|登录)?地址|(?:ip )?addr(?:ess)?|mgmt(?: ip)?|management(?: ip)?|host|dirección(?: ip)?)$/i;
const edges = /^[\s,，;；、|/:：()（）[\]【】{}<>"'=\-_&+~。]+/;
const strong = /[,，;；、|\n]/;

/**
 * What stands between, before and after the addresses at `spans`. Words belong to the address that they touch; in
 * `L1:10.0.0.1 L2:10.0.0.2` they stand before, in `10.0.0.1(主) 10.0.0.2(备)` behind it. A label of the first of
 * several is no note: the others are told from it by theirs.
 */
export function wordsAround(text: string, spans: readonly Span[]): Words {
  const before = spans.map(() => [] as string[]);
  const behind = spans.map(() => [] as string[]);
  const lead = plain(text.slice(0, spans[0]?.start));
  if (lead) before[0]?.push(lead);
  for (const [at, span] of spans.entries()) {
    const gap = text.slice(span.end, spans[at + 1]?.start);
    if (at === spans.length - 1) behind[at]?.push(gap);
    else
      share(
        gap,
        lead !== '',
        (words) => behind[at]?.push(words),
        (words) => before[at + 1]?.push(words),
      );
  }
  const told = spans.map((_, at) => joined([...(before[at] ?? []), ...(behind[at] ?? [])]));
  const first = spans.length > 1 ? joined(behind[0] ?? []) : told[0];
  return { labels: told.map((label) => label || undefined), ...(first ? { note: first } : {}) };
}

type Take = (words: string) => void;

/** Gives the words between two addresses to the one before, the one behind, or each its part. */
function share(gap: string, labelsLead: boolean, before: Take, behind: Take): void {
  const bracket = /^\s*\(([^()]*)\)/.exec(gap);
  if (bracket) before(bracket[1] ?? '');
  const rest = gap.slice(bracket?.[0].length ?? 0);
  if (plain(rest) === '') return;
  const pieces = rest.split(strong);
  if (pieces.length > 1) {
    before(pieces.slice(0, -1).join(' '));
    behind(pieces.at(-1) ?? '');
  } else if (belongsBehind(rest, labelsLead)) behind(rest);
  else before(rest);
}

function belongsBehind(words: string, labelsLead: boolean): boolean {
  if (/[:(]\s*$/.test(words)) return true;
  const [apartBefore, apartBehind] = [/^\s/.test(words), /\s$/.test(words)];
  return apartBefore === apartBehind ? labelsLead : apartBefore;
}

function joined(words: readonly string[]): string {
  return words
    .map(plain)
    .filter((word) => word !== '' && !generic.test(word))
    .join(' ');
}

/** Words without the punctuation, brackets and URL parts around them. */
function plain(words: string): string {
  const bare = words.replace(/\b[a-z]{2,10}:\/\//gi, ' ').replace(/\s+/g, ' ');
  const rest = bare.replace(edges, '');
  return reversed(reversed(rest).replace(edges, ''));
}

/** An expression anchored at the end would be tried at every place of a long text; at the start it is tried once. */
function reversed(text: string): string {
  return [...text].reverse().join('');
}
