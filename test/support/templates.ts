import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { loadHelpers } from '../../src/core/generate/helpers.ts';
import { createTemplates } from '../../src/core/generate/library.ts';
import { createRender } from '../../src/core/generate/render.ts';
import type { Template } from '../../src/core/generate/template.ts';
import type { Json } from '../../src/core/generate/types.ts';

const helpers = await loadHelpers();

/** The templates that ship with the bot. */
export const shipped = createTemplates({ shipped: fileURLToPath(new URL('../../templates', import.meta.url)) });

/** Renders a template with the helpers, by Handlebars itself and nothing in between. */
export function rendered(template: string, data: Json = {}): string {
  const handlebars = Handlebars.create();
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

export type Data = Readonly<Record<string, Json>>;

/** What the front matter gives: every variable's example, or its default; `first` says which where it has both. */
export function examplesOf({ meta }: Template, first: 'example' | 'default' = 'example'): Data {
  const values = Object.entries(meta.variables).map(([name, { example, default: other }]) => {
    const value = first === 'example' ? (example ?? other) : (other ?? example);
    if (value === undefined) throw new Error(`the variable ${name} has neither example nor default`);
    return [name, value] as const;
  });
  return Object.fromEntries(values);
}

/** The config that a shipped template makes of data, by the engine; fails with all that stands against it. */
export async function configOf(name: string, data: Data): Promise<{ readonly file: string; readonly text: string }> {
  const made = createRender(await shipped.get(name), helpers)({ name: 'host-01', ...data });
  if ('findings' in made)
    throw new Error(made.findings.map(({ file, line, text }) => `${file}:${line} ${text.en}`).join('\n'));
  return made;
}
