import { OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import { checkTemplate } from './check.ts';
import type { Validator } from './define-validator.ts';
import { placedText, type TemplateFinding } from './finding.ts';
import type { Helpers } from './helpers.ts';
import { isPartial, type Library, nameOf } from './library/build.ts';
import { checkValidators } from './refusals.ts';
import type { Template } from './template.ts';
import { createWalker } from './walk/index.ts';

/** What templates are checked with. */
export interface Checking {
  readonly helpers: Helpers;
  readonly validators: ReadonlyMap<string, Validator>;
}

/** A template that is not saved: `findings` are all that is wrong with it, its text tells them. */
export class TemplateRefused extends OpsError {
  readonly template: string;
  readonly findings: readonly TemplateFinding[];

  constructor(template: string, findings: readonly TemplateFinding[]) {
    super('template-refused', refusedText(template, findings));
    this.template = template;
    this.findings = findings;
  }
}

/**
 * All that speaks against a file of the library (`path`) that is to be as in `after`: what is wrong in itself, and what
 * it breaks in templates that were whole in `before`. Empty where nothing does. It yields between templates.
 */
export async function checkOwn(
  path: string,
  before: Library,
  after: Library,
  checking: Checking,
): Promise<{ readonly findings: readonly TemplateFinding[]; readonly users: readonly string[] }> {
  const itself = findingsOf(path, after, checking);
  if (!isPartial(path)) return { findings: once(itself), users: [] };
  const users: string[] = [];
  const broken: TemplateFinding[] = [];
  for (const [name, template] of after.templates) {
    await new Promise((resolve) => setImmediate(resolve));
    const [now, then] = [template, before.templates.get(name)].map((one) => one && createWalker(one, checking.helpers));
    if (![now, then].some((walker) => walker?.partials.has(nameOf(path)))) continue;
    users.push(name);
    const known = new Set(then?.faults.map(keyOf));
    broken.push(...(now?.faults ?? []).filter((one) => !known.has(keyOf(one))));
  }
  return { findings: once([...itself, ...broken]), users };
}

function findingsOf(path: string, after: Library, { helpers, validators }: Checking): readonly TemplateFinding[] {
  const problems = after.problems.filter(({ file }) => file === path);
  const name = nameOf(path);
  if (isPartial(path))
    return after.partials.has(name) ? [...problems, ...partialFindings(path, after, helpers)] : problems;
  const template = after.templates.get(name);
  if (!template) return problems;
  return [...problems, ...validatorFindings(template, validators), ...checkTemplate(template, helpers)];
}

/** What is wrong with a partial that nothing need call: it is checked as if something did. */
function partialFindings(path: string, { partials }: Library, helpers: Helpers): readonly TemplateFinding[] {
  const meta = { title: { en: '', zh: '' }, platforms: [], file: 'x', variables: {}, validators: [] };
  const body = { file: path, text: `{{> "${nameOf(path)}"}}`, line: 1 };
  const caller: Template = { name: path, origin: 'own', meta, body, pattern: { ...body, text: 'x' }, partials };
  return checkTemplate(caller, helpers).map((one) => ({ ...one, through: one.through.slice(1) }));
}

function validatorFindings(template: Template, validators: Checking['validators']): readonly TemplateFinding[] {
  try {
    checkValidators(template, validators);
    return [];
  } catch (error) {
    if (!(error instanceof OpsError)) throw error;
    const { file } = template.body;
    return [{ severity: 'error', rule: 'front-matter', file, line: 1, through: [], text: error.text }];
  }
}

/** Each place once: a partial's own faults show in every template that calls it. */
function once(findings: readonly TemplateFinding[]): readonly TemplateFinding[] {
  return [
    ...new Map(findings.map((one) => [keyOf(one), one]).toReversed() as [string, TemplateFinding][]).values(),
  ].toReversed();
}

function keyOf({ file, line, column, rule, text }: TemplateFinding): string {
  return JSON.stringify([file, line, column, rule, text.en]);
}

function refusedText(template: string, findings: readonly TemplateFinding[]): Text {
  const texts = findings.map(placedText);
  return {
    en: `The template ${template} is not saved, because of what is wrong with it:\n${texts.map(({ en }) => en).join('\n')}`,
    zh: `模板 ${template} 存在以下问题，未保存：\n${texts.map(({ zh }) => zh).join('\n')}`,
  };
}
