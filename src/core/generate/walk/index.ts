import type { Text } from '../../text.ts';
import type { Breaks } from '../data/breaks.ts';
import type { TemplateFinding } from '../finding.ts';
import type { Helpers } from '../helpers.ts';
import { parseSource } from '../parse.ts';
import type { Source, Template } from '../template.ts';
import { recursionText, unknownPartialText } from './partial-faults.ts';
import { program } from './program.ts';
import { createReport, placeOf, type Weight } from './report.ts';
import type { Reading, Site, Step } from './types.ts';

/** A template that was read once, to be gone over with the data of many hosts. */
export interface Walker {
  /** What is wrong with the template whatever the data; while there is anything it is not gone over. */
  readonly faults: readonly TemplateFinding[];
  /** Partials that it calls, directly or through others. */
  readonly partials: ReadonlyMap<string, Source>;
  /** What is wrong with it for this data: all of it, each place once. `breaks` counts where it was read thoroughly. */
  walk(data: unknown, breaks?: Breaks): readonly TemplateFinding[];
  /** The place that adds most to the config, where it was read thoroughly. */
  heaviest(data: unknown): Weight | undefined;
}

/**
 * Reads a template and the partials it calls. `thorough`: every helper is run and everything printed is looked at, so
 * that all that refuse are found, and line breaks; otherwise only helpers that decide what is reached are run, which is
 * several times cheaper.
 */
export function createWalker(template: Template, helpers: Helpers, thorough = false): Walker {
  const faults: TemplateFinding[] = [];
  const read = new Map<string, Step | undefined>();
  const partials = new Map<string, Source>();

  const stepsOf = (source: Source, path: readonly string[], calls: readonly Site[]): Step | undefined => {
    const through = calls.map(placeOf);
    const parsed = parseSource(source);
    if ('finding' in parsed) {
      faults.push({ ...parsed.finding, through });
      return undefined;
    }
    const fault = ({ file, line, column }: Site, rule: string, text: Text) =>
      faults.push({ severity: 'error', rule, file, line, column, through, text });
    const call = (name: string, site: Site): Step | undefined => {
      const called = template.partials.get(name);
      if (!called) return void fault(site, 'partial-missing', unknownPartialText(name, template.partials.keys()));
      if (path.includes(name)) return void fault(site, 'partial-recursive', recursionText(name, path));
      if (!read.has(name)) {
        partials.set(name, called);
        read.set(name, stepsOf(called, [...path, name], [...calls, site]));
      }
      return read.get(name) ?? (() => undefined);
    };
    const reading: Reading = {
      ...{ source, helpers, thorough, partial: calls.length > 0, level: 0, turning: false, params: [] },
      ...{ fault, call, steps: program },
    };
    return program(reading, parsed.ast);
  };

  const steps = [template.pattern, template.body].map((source) => stepsOf(source, [], []));
  const walked = (data: unknown, breaks?: Breaks) => {
    const report = createReport(breaks);
    const frame = { root: data, parent: undefined, block: undefined };
    for (const step of steps) step?.({ context: data, up: undefined, frame, params: undefined }, report.walk);
    return report;
  };
  return {
    faults,
    partials,
    walk: (data, breaks) => walked(data, breaks).findings(),
    heaviest: (data) => walked(data).heaviest(),
  };
}
