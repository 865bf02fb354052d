import Handlebars from 'handlebars';
import { loadHelpers } from '../../src/core/generate/helpers.ts';
import type { Json } from '../../src/core/generate/types.ts';

const helpers = await loadHelpers();

/** Renders a template with the helpers, by Handlebars itself and nothing in between. */
export function rendered(template: string, data: Json = {}, partials: Readonly<Record<string, string>> = {}): string {
  const handlebars = Handlebars.create();
  for (const [name, text] of Object.entries(partials)) handlebars.registerPartial(name, text);
  for (const [name, helper] of helpers) {
    handlebars.registerHelper(name, (...given: unknown[]) => {
      const { hash } = given.at(-1) as Handlebars.HelperOptions;
      return helper.run(
        given.slice(0, -1).map((value) => (value ?? null) as Json),
        hash,
      );
    });
  }
  return handlebars.compile(template, { noEscape: true })(data);
}
