import fc from 'fast-check';
import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { createRender } from '../../../src/core/generate/render.ts';
import type { Json } from '../../../src/core/generate/types.ts';
import { createWalker } from '../../../src/core/generate/walk/index.ts';
import { helpers, templateOf } from './support/templates.ts';

const names = ['a', 'b', 'c'] as const;
const name = fc.constantFrom(...names);
const path = fc.oneof(
  { weight: 4, arbitrary: name },
  { weight: 1, arbitrary: fc.tuple(name, name).map((parts) => parts.join('.')) },
  { weight: 1, arbitrary: name.map((one) => `@root.${one}`) },
  { weight: 1, arbitrary: name.map((one) => `this.${one}`) },
);

/** Blocks nest; `above` is whether `../` leads somewhere. */
const { body } = fc.letrec<{ body: string; part: string }>((tie) => ({
  body: fc.array(tie('part'), { maxLength: 4, depthIdentifier: 'deep' }).map((parts) => parts.join(' ')),
  part: fc.oneof(
    { depthIdentifier: 'deep', maxDepth: 4 },
    path.map((one) => `<{{${one}}}>`),
    fc.tuple(path, tie('body'), tie('body')).map(([one, yes, no]) => `{{#if ${one}}}${yes}{{else}}${no}{{/if}}`),
    fc
      .tuple(path, tie('body'), tie('body'))
      .map(([one, yes, no]) => `{{#unless ${one}}}${yes}{{else}}${no}{{/unless}}`),
    fc.tuple(path, tie('body'), name).map(([one, inner, up]) => `{{#each ${one}}}${inner}<{{../${up}}}>{{/each}}`),
    fc.tuple(path, tie('body'), name).map(([one, inner, up]) => `{{#with ${one}}}${inner}<{{../${up}}}>{{/with}}`),
    fc.tuple(path, tie('body')).map(([one, inner]) => `{{#each ${one} as |c b|}}${inner}<{{b}}>{{/each}}`),
    fc.tuple(path, tie('body')).map(([one, inner]) => `{{#with ${one} as |a|}}${inner}{{/with}}`),
    fc.tuple(path, name).map(([one, of]) => `{{> p ${one} ${of}=${one}}}`),
    tie('body').map((inner) => `{{#> base}}${inner}{{/base}}`),
    fc.tuple(path, tie('body')).map(([one, inner]) => `{{#> base ${one} b=1}}${inner}{{/base}}`),
  ),
}));

const leaf = fc.constantFrom<Json>('x', 'y', 0, 1, true, false, '');
const { value } = fc.letrec<{ value: Json; object: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value'), { maxLength: 2 }), tie('object')),
  object: fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
}));
const data = fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true });

const partials = {
  p: '<{{a}}>{{#each b}}<{{this.c}}>{{#if ../c}}<{{../a}}>{{/if}}{{/each}}',
  base: '[{{> @partial-block}}{{#each b}}{{> @partial-block this}}{{/each}}{{#with c}}{{> @partial-block a=1}}{{/with}}]',
};

function plainHandlebars(): typeof Handlebars {
  const handlebars = Handlebars.create();
  for (const [key, partial] of Object.entries(partials)) handlebars.registerPartial(key, partial);
  return handlebars;
}

function textByHandlebars(text: string, given: Json): string {
  return plainHandlebars().compile(text, { noEscape: true })(given);
}

/** Whether Handlebars, with nothing of ours, asks an object for a member that it has not. */
function lacksInHandlebars(text: string, given: Json): boolean {
  let lacks = false;
  const watched = (what: unknown): unknown => {
    if (typeof what !== 'object' || what === null) return what;
    return new Proxy(what, {
      get: (target, key) => {
        if (names.some((one) => one === key) && !Object.hasOwn(target, key)) lacks = true;
        return watched(Reflect.get(target, key));
      },
    });
  };
  plainHandlebars().compile(text, { noEscape: true })(watched(given));
  return lacks;
}

/** What the expression at a column stands for when Handlebars comes by it: it is put through a helper that looks on. */
function valuesAt(text: string, column: number, given: Json): readonly unknown[] {
  const [before, after] = [text.slice(0, column - 1), text.slice(column - 1)];
  const [expression = ''] = /^[@./\w]+/.exec(after) ?? [];
  const call = before.endsWith('{{') ? `probe ${expression}` : `(probe ${expression})`;
  const values: unknown[] = [];
  const handlebars = plainHandlebars();
  handlebars.registerHelper('probe', (one: unknown) => {
    values.push(one);
    return one;
  });
  handlebars.compile(`${before}${call}${after.slice(expression.length)}`)(given);
  return values;
}

test('whatever the template and data: with nothing missing, the text is that of Handlebars, which lacked nothing', () => {
  let rendered = 0;
  fc.assert(
    fc.property(body, data, (text, given) => {
      const template = templateOf(text, partials, 'x.cfg');
      const result = createRender(template, helpers)(given as Json);
      if ('findings' in result) return;
      rendered += 1;
      expect(lacksInHandlebars(text, given as Json)).toBe(false);
      expect(result.text.replace(/\n$/, '')).toBe(textByHandlebars(text, given as Json).replace(/\n$/, ''));
    }),
    { numRuns: 3_000 },
  );
  expect(rendered).toBeGreaterThan(300);
});

test('whatever the template and data: what is told as missing, at its place, is undefined to Handlebars there', () => {
  let told = 0;
  fc.assert(
    fc.property(body, data, (text, given) => {
      const walker = createWalker(templateOf(text, partials, 'x.cfg'), helpers);
      expect(walker.faults).toEqual([]);
      for (const { file, rule, column = 0 } of walker.walk(given)) {
        if (file !== 'main.hbs' || rule !== 'variable-missing') continue;
        told += 1;
        expect(valuesAt(text, column, given as Json)).toContain(undefined);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(told).toBeGreaterThan(300);
});
