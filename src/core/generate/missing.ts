import type { TemplateFinding } from './finding.ts';
import type { Helpers } from './helpers.ts';
import type { Template } from './template.ts';
import type { Json } from './types.ts';
import { createWalker } from './walk/index.ts';

/**
 * All that a template lacks of its data, in one answer, in the order in which it is reached: absent variables wherever
 * they are used, null where a value is printed or given to a helper, lists and objects that are printed, lookups that
 * find nothing, and helpers that refuse. What the data do not reach is not looked at; nor is what depends on something
 * that is missing. Where the template itself is at fault, that is the answer. Its time is not limited, as a rendering's.
 */
export function findMissing(template: Template, helpers: Helpers, data: Json): readonly TemplateFinding[] {
  const walker = createWalker(template, helpers, true);
  return walker.faults.length > 0 ? walker.faults : walker.walk(data);
}
