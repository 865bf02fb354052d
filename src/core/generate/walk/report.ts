import type { Text } from '../../text.ts';
import type { Breaks } from '../data/breaks.ts';
import type { TemplateFinding } from '../finding.ts';
import type { Call, Frame, Scope, Site, Walk } from './types.ts';

interface Found {
  readonly finding: TemplateFinding;
  /** The entry of a list in which it was found first. */
  readonly entry: string;
  times: number;
}

/** What a place added to a config. */
export interface Weight {
  readonly site: Site;
  readonly characters: number;
  /** How often it was come by. */
  readonly times: number;
}

interface Report {
  readonly walk: Walk;
  findings(): readonly TemplateFinding[];
  heaviest(): Weight | undefined;
}

/** Gathers what a walk reports: one finding for each place and way there, however often it is come by. */
export function createReport(breaks: Breaks | undefined): Report {
  const found = new Map<string, Found>();
  let weights: Map<Site, Weight> | undefined;
  const walk: Walk = {
    call: undefined,
    turns: 0,
    breaks,
    weigh: (site, more) => {
      weights ??= new Map();
      const { characters = 0, times = 0 } = weights.get(site) ?? {};
      weights.set(site, { site, characters: characters + more, times: times + 1 });
    },
    report: (site, rule, text, scope) => {
      const through = placesOf(walk.call);
      const key = [rule, placeOf(site), ...through].join('|');
      const before = found.get(key);
      if (before) before.times += 1;
      else found.set(key, { finding: findingOf(site, rule, text, through), entry: entryOf(scope), times: 1 });
    },
  };
  return {
    walk,
    findings: () => [...found.values()].map(({ finding, ...where }) => withEntry(finding, where)),
    heaviest: () => [...(weights?.values() ?? [])].sort((one, other) => other.characters - one.characters)[0],
  };
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
