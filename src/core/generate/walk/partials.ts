import type { Text } from '../../text.ts';
import { inner } from './blocks.ts';
import { argument, hashValues } from './calls.ts';
import { siteOf } from './paths.ts';
import {
  type Block,
  type Frame,
  type Reading,
  type Scope,
  type Site,
  type Step,
  unknown,
  type Value,
  type Walk,
} from './types.ts';

type PartialNode = hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement;

/** `{{> name}}`, `{{#> layout}}…{{/layout}}` and `{{> @partial-block}}`. */
export function partialStep(reading: Reading, node: PartialNode): Step {
  const site = siteOf(reading, node);
  if (node.name.type === 'SubExpression') {
    reading.fault(site, 'partial-dynamic', dynamicText);
    return () => undefined;
  }
  if (node.params.length > 1) reading.fault(site, 'helper-arguments', oneContextText);
  const content = 'program' in node ? node.program : undefined;
  if (content?.blockParams?.length) reading.fault(site, 'helper-arguments', paramsText);
  const context = contextValue(reading, node);
  const body = reading.steps(reading, content);
  const name = String((node.name as hbs.AST.PathExpression).original);
  const given = content ? (body ?? (() => undefined)) : undefined;
  return name === '@partial-block'
    ? blockStep(context, given, site)
    : calledStep(reading, { name, site, context, given });
}

interface Called {
  readonly name: string;
  readonly site: Site;
  readonly context: Value;
  /** What stands between `{{#> layout}}` and `{{/layout}}`. */
  readonly given: Step | undefined;
}

function calledStep(reading: Reading, { name, site, context, given }: Called): Step {
  const steps = reading.call(name, site);
  return (scope, walk) => {
    const value = context(scope, walk);
    if (value === unknown || !steps) return;
    const frame = given ? { ...scope.frame, parent: scope.frame, block: blockOf(given, scope, walk) } : scope.frame;
    const { call } = walk;
    walk.call = { site, up: call };
    steps({ context: value, up: undefined, frame, params: undefined }, walk);
    walk.call = call;
  };
}

/** A call of what the layout was called with; with content of its own that stands in where there is none. */
function blockStep(context: Value, given: Step | undefined, site: Site): Step {
  return (scope, walk) => {
    const value = context(scope, walk);
    if (value === unknown) return;
    const { frame } = scope;
    if (frame.block) {
      const own = given ? { ...frame, parent: frame, block: blockOf(given, scope, walk) } : frame;
      frame.block(value, own, walk);
    } else if (given) {
      blockOf(given, scope, walk)(value, frame, walk);
    } else {
      walk.report(site, 'partial-block-missing', noBlockText, scope);
    }
  };
}

/** Content reads what is around it where it stands, and the `@` variables of where it is called. */
function blockOf(steps: Step, scope: Scope, { call }: Walk): Block {
  const { block } = scope.frame;
  return (context, frame, walk) => {
    const at: Frame = { ...frame, parent: frame, block };
    const before = walk.call;
    walk.call = call;
    steps(inner(scope, context, at, scope.params), walk);
    walk.call = before;
  };
}

/** What a partial sees: where it is called, or what it is given; with the hash added to it. */
function contextValue(reading: Reading, node: PartialNode): Value {
  const [param] = node.params;
  const base: Value = param ? argument(reading, param, { needed: true }) : ({ context }) => context;
  const hash = hashValues(reading, node.hash, { needed: true, allowNull: true });
  if (hash.length === 0) return base;
  return (scope, walk) => {
    const context = base(scope, walk);
    const named = hash.map(([name, value]) => [name, value(scope, walk)] as const);
    return context === unknown ? unknown : Object.assign({}, context, Object.fromEntries(named));
  };
}

const dynamicText: Text = {
  en: 'which partial is called must not depend on data. Call it by its name, within {{#if}} where it depends on something.',
  zh: '调用哪个 partial 不能取决于数据。请按名称调用，需要条件时放在 {{#if}} 中。',
};

const oneContextText: Text = {
  en: 'a partial takes one context at most; more goes by name: {{> name x=1 y=2}}.',
  zh: 'partial 最多接受一个上下文；其余请按名称传入：{{> name x=1 y=2}}。',
};

const paramsText: Text = {
  en: 'the content given to a partial has no block parameters (as |…|).',
  zh: '传给 partial 的内容不支持块参数（as |…|）。',
};

const noBlockText: Text = {
  en: 'this layout was called without content. Call it as {{#> name}}…{{/name}}, or write {{#> @partial-block}}what else{{/@partial-block}} here.',
  zh: '调用此布局时没有提供内容。请用 {{#> name}}…{{/name}} 调用，或在此写 {{#> @partial-block}}默认内容{{/@partial-block}}。',
};
