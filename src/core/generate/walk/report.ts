import type { Text } from '../../text.ts';
import type { TemplateFinding } from '../finding.ts';
import type { Call, Frame, Scope, Site, Walk } from './types.ts';

interface Found {
  readonly finding: TemplateFinding;
  /** The entry of a list in which it was found first. */
  readonly entry: string;
  times: number;
}

/** Gathers what a walk reports: one finding for each place and way there, however often it is come by. */
export function createReport(): { readonly walk: Walk; findings(): readonly TemplateFinding[] } {
  const found = new Map<string, Found>();
  const walk: Walk = {
    call: undefined,
    report: (site, rule, text, scope) => {
      const through = placesOf(walk.call);
      const key = [rule, placeOf(site), ...through].join('|');
      const before = found.get(key);
      if (before) before.times += 1;
      else found.set(key, { finding: findingOf(site, rule, text, through), entry: entryOf(scope), times: 1 });
    },
  };
  return { walk, findings: () => [...found.values()].map(({ finding, ...where }) => withEntry(finding, where)) };
}

export function placeOf({ file, line, column }: Site): string {
  return `${file}:${line}:${column}`;
}

function placesOf(call: Call | undefined): readonly string[] {
  const places: string[] = [];
  for (let at = call; at; at = at.up) places.unshift(placeOf(at.site));
  return places;
}

function findingOf({ file, line, column }: Site, rule: string, text: Text, through: readonly string[]) {
  return { severity: 'error', rule, file, line, column, through, text } as const;
}

/** `interfaces[2]`, `vrfs["mgmt"] › addresses[0]`. */
function entryOf({ frame }: Scope): string {
  const entries: string[] = [];
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    if (at.list !== undefined) entries.unshift(`${at.list}[${JSON.stringify(at.key)}]`);
  }
  return entries.join(' › ');
}

function withEntry(finding: TemplateFinding, { entry, times }: Omit<Found, 'finding'>): TemplateFinding {
  if (entry === '') return finding;
  const more = times - 1;
  const en = finding.text.en.replace(/\.$/, '');
  const zh = finding.text.zh.replace(/。$/, '');
  const text = {
    en: `${en} (in ${entry}${more > 0 ? `, and ${more} more` : ''}).`,
    zh: `${zh}（位于 ${entry}${more > 0 ? `，另有 ${more} 处` : ''}）。`,
  };
  return { ...finding, text };
}
