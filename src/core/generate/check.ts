import type { TemplateFinding } from './finding.ts';
import type { Helpers } from './helpers.ts';
import type { Template } from './template.ts';
import { createWalker } from './walk/index.ts';

/**
 * All that can be said of a template, its file name pattern and the partials it calls without any data: syntax,
 * missing and recursive partials, dynamic ones, decorators, unknown helpers and blocks, wrong numbers of arguments,
 * prototype names, `../` that leads nowhere.
 */
export function checkTemplate(template: Template, helpers: Helpers): readonly TemplateFinding[] {
  return createWalker(template, helpers).faults;
}
