import type { Fields } from '../types.ts';
import { blockTypes, shapes } from './blocks.ts';
import { limits, type Rule, type Shape } from './rules.ts';

type Surface = keyof typeof blockTypes;

/**
 * What Slack would complain of in these blocks, each complaint with its JSON pointer; empty when nothing. The wording is
 * Slack's own where it is known from reports (`must be less than 3001 characters [json-pointer:/blocks/0/text/text]`).
 */
export function blockProblems(blocks: readonly unknown[], surface: Surface, at = '/blocks'): string[] {
  const max = surface === 'message' ? limits.message : limits.view;
  const problems: string[] = [];
  if (blocks.length > max) problems.push(`no more than ${max} items allowed [json-pointer:${at}]`);
  const ids = new Set<string>();
  blocks.forEach((block, index) => {
    problems.push(...oneBlock(block, surface, `${at}/${index}`, ids));
  });
  return problems;
}

/** How many characters Slack counts in a message's blocks; see `limits.blocksText`. */
export function blocksWeight(blocks: readonly Fields[]): number {
  return blocks.length * limits.blockBuffer + textLength(blocks);
}

/** Fields of an object that came over the wire, or undefined where it is none. */
export function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** Complaints about one object against its shape; `type` and `block_id` are looked at by the caller. */
export function shapeProblems(given: Fields, shape: Shape, at: string, extra: readonly string[] = []): string[] {
  const known = { ...shape.must, ...shape.may };
  const problems: string[] = [];
  for (const name of Object.keys(shape.must ?? {})) {
    if (given[name] === undefined) problems.push(`missing required field: ${name} [json-pointer:${at}]`);
  }
  if (shape.either && !shape.either.some((name) => given[name] !== undefined)) {
    problems.push(`must define either ${shape.either.map((name) => `\`${name}\``).join(' or ')} [json-pointer:${at}]`);
  }
  for (const [name, value] of Object.entries(given)) {
    const rule = known[name];
    if (rule && value !== undefined) problems.push(...ruleProblems(value, rule, `${at}/${name}`));
    else if (!rule && !extra.includes(name)) problems.push(`invalid additional property: ${name} [json-pointer:${at}]`);
  }
  return problems;
}

function oneBlock(given: unknown, surface: Surface, at: string, ids: Set<string>): string[] {
  const block = asFields(given);
  if (!block) return [`must provide an object [json-pointer:${at}]`];
  const type = String(block.type);
  if (block.type === undefined) return [`missing required field: type [json-pointer:${at}]`];
  const shape = (blockTypes[surface] as readonly string[]).includes(type) ? shapes[type] : undefined;
  if (!shape) return [`unsupported type: ${type} [json-pointer:${at}/type]`];
  return [
    ...idProblems(block.block_id, at, ids),
    ...shapeProblems(block, shape, at, ['type', 'block_id']),
    ...actionIdProblems(block, at),
  ];
}

function idProblems(id: unknown, at: string, ids: Set<string>): string[] {
  if (id === undefined) return [];
  const pointer = `[json-pointer:${at}/block_id]`;
  if (typeof id !== 'string') return [`must provide a string ${pointer}`];
  if (id.length > limits.blockId) return [`must be less than ${limits.blockId + 1} characters ${pointer}`];
  if (id !== '' && ids.has(id)) return [`\`block_id\` must be unique: ${id} ${pointer}`];
  ids.add(id);
  return [];
}

function actionIdProblems(block: Fields, at: string): string[] {
  const seen = new Set<unknown>();
  const elements = Array.isArray(block.elements) ? block.elements : [];
  return elements.flatMap((element, index) => {
    const id = asFields(element)?.action_id;
    if (id === undefined) return [];
    if (seen.has(id))
      return [`\`action_id\` must be unique: ${String(id)} [json-pointer:${at}/elements/${index}/action_id]`];
    seen.add(id);
    return [];
  });
}

function ruleProblems(value: unknown, rule: Rule, at: string): string[] {
  const pointer = `[json-pointer:${at}]`;
  switch (rule.is) {
    case 'anything':
      return [];
    case 'string':
      return stringProblems(value, rule, pointer);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`must provide a boolean ${pointer}`];
    case 'number':
      return numberProblems(value, rule, pointer);
    case 'list':
      return listProblems(value, rule, at);
    case 'object': {
      const given = asFields(value);
      return given ? shapeProblems(given, rule.object, at) : [`must provide an object ${pointer}`];
    }
    case 'text':
      return textProblems(value, rule, at);
    case 'shape':
      return typedProblems(value, rule.names, at);
  }
}

function stringProblems(value: unknown, rule: Rule & { is: 'string' }, pointer: string): string[] {
  if (typeof value !== 'string') return [`must provide a string ${pointer}`];
  if (rule.max !== undefined && value.length > rule.max)
    return [`must be less than ${rule.max + 1} characters ${pointer}`];
  if (value.length < (rule.min ?? 0)) return [`must be more than ${(rule.min ?? 1) - 1} characters ${pointer}`];
  if (rule.oneOf && !rule.oneOf.includes(value)) return [`value must be one of ${rule.oneOf.join(', ')} ${pointer}`];
  return [];
}

function numberProblems(value: unknown, { min, max }: Rule & { is: 'number' }, pointer: string): string[] {
  if (typeof value !== 'number') return [`must provide a number ${pointer}`];
  if (min !== undefined && value < min) return [`must be greater than or equal to ${min} ${pointer}`];
  return max !== undefined && value > max ? [`must be less than or equal to ${max} ${pointer}`] : [];
}

function listProblems(value: unknown, rule: Rule & { is: 'list' }, at: string): string[] {
  if (!Array.isArray(value)) return [`must provide an array [json-pointer:${at}]`];
  const problems = value.flatMap((item, index) => ruleProblems(item, rule.of, `${at}/${index}`));
  if (rule.max !== undefined && value.length > rule.max) {
    problems.unshift(`no more than ${rule.max} items allowed [json-pointer:${at}]`);
  }
  if (value.length < (rule.min ?? 0)) problems.unshift(`must provide at least ${rule.min} items [json-pointer:${at}]`);
  return problems;
}

function textProblems(value: unknown, rule: Rule & { is: 'text' }, at: string): string[] {
  const problems = typedProblems(value, rule.types, at);
  const text = asFields(value)?.text;
  if (problems.length > 0 || typeof text !== 'string' || text.length <= rule.max) return problems;
  return [`must be less than ${rule.max + 1} characters [json-pointer:${at}/text]`];
}

function typedProblems(value: unknown, names: readonly string[], at: string): string[] {
  const given = asFields(value);
  if (!given) return [`must provide an object [json-pointer:${at}]`];
  const type = String(given.type);
  const shape = names.includes(type) ? shapes[type] : undefined;
  if (!shape) return [`unsupported type: ${type} [json-pointer:${at}/type]`];
  return [...shapeProblems(given, shape, at, ['type', 'block_id']), ...choiceProblems(given, at)];
}

/** A menu has options or groups of them, not both, and what is chosen at first is one of them. */
function choiceProblems(element: Fields, at: string): string[] {
  if (element.options === undefined && element.option_groups === undefined) return [];
  const both = element.options !== undefined && element.option_groups !== undefined;
  const known = new Set(optionsOf(element).map(({ value }) => value));
  const strange = fieldsIn([element.initial_option, element.initial_options]).filter(({ value }) => !known.has(value));
  return [
    ...(both ? [`must not define both \`options\` and \`option_groups\` [json-pointer:${at}]`] : []),
    ...strange.map(({ value }) => `the initial option ${String(value)} is none of the options [json-pointer:${at}]`),
  ];
}

/** The options of a menu, checkboxes or radio buttons, whether grouped or not. */
export function optionsOf(element: Fields): Fields[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups : [element];
  return fieldsIn(groups.map((group) => asFields(group)?.options));
}

/** The objects among these and in the lists among these. */
function fieldsIn(given: readonly unknown[]): Fields[] {
  const found: Fields[] = [];
  for (const each of given.flat()) {
    const fields = asFields(each);
    if (fields) found.push(fields);
  }
  return found;
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0);
  const given = asFields(value);
  if (!given) return 0;
  return Object.entries(given).reduce(
    (sum, [name, each]) => sum + (name === 'text' && typeof each === 'string' ? each.length : textLength(each)),
    0,
  );
}
