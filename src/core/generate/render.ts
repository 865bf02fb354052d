import Handlebars from 'handlebars';
import { explain } from '../errors.ts';
import type { Breaks } from './data/breaks.ts';
import type { Helper } from './define-helper.ts';
import { fileNameFault } from './file-name.ts';
import type { TemplateFinding } from './finding.ts';
import type { Helpers } from './helpers.ts';
import { findMissing } from './missing.ts';
import type { Source, Template } from './template.ts';
import { isTooLarge, tooLarge } from './too-large.ts';
import type { Json } from './types.ts';
import { createWalker, type Walker } from './walk/index.ts';

/** A config, or everything that stands against it. */
export type Rendered =
  | { readonly file: string; readonly text: string }
  | { readonly findings: readonly TemplateFinding[] };

/** `breaks`: what `bind` found in the data; where there is any, everything printed is looked at. */
export type RenderFor = (data: Json, breaks?: Breaks) => Rendered;

/**
 * What renders one template for one host after another; it is compiled once, from strings only. Nothing is rendered
 * while anything is missing. Its time is not limited: `createGenerator` is for what people wrote.
 */
export function createRender(template: Template, helpers: Helpers): RenderFor {
  const walker = createWalker(template, helpers);
  if (walker.faults.length > 0) return () => ({ findings: walker.faults });
  const { file, text } = compile(template, walker, helpers);
  let read: Walker | undefined;
  const thorough = () => {
    read ??= createWalker(template, helpers, true);
    return read;
  };
  return (data, breaks) => {
    const findings = breaks && breaks.size > 0 ? thorough().walk(data, breaks) : walker.walk(data);
    if (findings.length > 0) return { findings };
    try {
      const config = ended(text(data));
      if (isTooLarge(config)) return { findings: [tooLarge(template, thorough().heaviest(data))] };
      return named(template, file(data), config);
    } catch (error) {
      const found = findMissing(template, helpers, data);
      if (found.length > 0) return { findings: found };
      const isLong = error instanceof RangeError && /string length/.test(error.message);
      return { findings: [isLong ? tooLarge(template, thorough().heaviest(data)) : wholeFinding(template, error)] };
    }
  };
}

type Compiled = Readonly<Record<'file' | 'text', (data: Json) => string>>;

function compile({ body, pattern }: Template, { partials }: Walker, helpers: Helpers): Compiled {
  const within = pattern.text.includes('>') ? partials : new Map();
  return { file: compileSource(pattern, within, helpers), text: compileSource(body, partials, helpers) };
}

/** An instance of Handlebars with the helpers that occur: each that is there costs time in every rendering. */
function compileSource(source: Source, partials: Walker['partials'], helpers: Helpers): (data: Json) => string {
  const handlebars = Handlebars.create();
  const texts = [source.text, ...[...partials.values()].map(({ text }) => text)];
  const occurs = (name: string) => texts.some((text) => text.includes(name));
  for (const name of Object.keys(handlebars.helpers)) {
    // #unless calls #if.
    if (!builtIn.includes(name) || !(occurs(name) || (name === 'if' && occurs('unless'))))
      handlebars.unregisterHelper(name);
  }
  handlebars.unregisterDecorator('inline');
  const used = [...helpers].filter(([name]) => occurs(name));
  for (const [name, helper] of used) handlebars.registerHelper(name, helperOf(helper));
  const options = {
    ...{ noEscape: true, knownHelpersOnly: true },
    knownHelpers: Object.fromEntries(used.map(([name]) => [name, true])) as unknown as KnownHelpers,
  };
  for (const [name, { text }] of partials) handlebars.registerPartial(name, handlebars.compile(text, options));
  return handlebars.compile<Json>(source.text, options);
}

const builtIn = ['if', 'unless', 'each', 'with', 'lookup'];

/** What is given something absent is absent itself: within the arguments of a lenient helper. */
function helperOf({ run, lenient }: Helper): Handlebars.HelperDelegate {
  return (...all: unknown[]) => {
    const { hash } = all.at(-1) as { hash: Record<string, Json> };
    const args = all.slice(0, -1).map((value) => (value ?? null) as Json);
    if (!lenient && (args.includes(null) || Object.values(hash).some((value) => value == null))) return undefined;
    const result = run(args, hash);
    if (result === undefined && !lenient) throw new TypeError('a helper came to nothing');
    return result;
  };
}

function named(template: Template, file: string, text: string): Rendered {
  const fault = fileNameFault(file);
  if (!fault) return { file, text };
  const shown = JSON.stringify(file.slice(0, 200));
  const finding: TemplateFinding = {
    ...{ severity: 'error', rule: 'file-name', file: template.body.file, line: template.pattern.line, through: [] },
    text: {
      en: `the pattern ${template.meta.file} makes the file name ${shown}, which cannot be: ${fault.en}.`,
      zh: `文件名模式 ${template.meta.file} 得到 ${shown}，不可用：${fault.zh}。`,
    },
  };
  return { findings: [finding] };
}

/** Every line ends with \n, also those that came with the data. */
function ended(text: string): string {
  const lines = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
}

function wholeFinding({ body }: Template, error: unknown): TemplateFinding {
  const why = explain(error);
  return {
    ...{ severity: 'error', rule: 'template-failed', file: body.file, through: [] },
    text: { en: `rendering failed: ${why.en}`, zh: `渲染失败：${why.zh}` },
  };
}
