import type { Text } from '../../text.ts';
import { blockNames, blockStep } from './blocks.ts';
import { breakStep } from './breaks.ts';
import { callValue } from './calls.ts';
import { partialStep } from './partials.ts';
import { isSimple, pathValue, plainName, siteOf } from './paths.ts';
import { type Reading, type Step, unknown } from './types.ts';

/** What has to be looked at in a part of a template, in order; undefined where nothing has. */
export function program(reading: Reading, node: hbs.AST.Program | undefined): Step | undefined {
  const steps = (node?.body ?? []).flatMap((statement) => stepOf(reading, statement) ?? []);
  return inOrder(steps);
}

/** Pairs of pairs: calling functions that are known by name is quicker than going over a list of them. */
function inOrder(steps: readonly Step[]): Step | undefined {
  if (steps.length < 2) return steps[0];
  const middle = Math.ceil(steps.length / 2);
  const [first, second] = [inOrder(steps.slice(0, middle)), inOrder(steps.slice(middle))];
  return (scope, walk) => {
    first?.(scope, walk);
    second?.(scope, walk);
  };
}

function stepOf(reading: Reading, node: hbs.AST.Statement): Step | undefined {
  switch (node.type) {
    case 'MustacheStatement':
      return mustacheStep(reading, node as hbs.AST.MustacheStatement);
    case 'BlockStatement':
      return blockStep(reading, node as hbs.AST.BlockStatement);
    case 'PartialStatement':
    case 'PartialBlockStatement':
      return partialStep(reading, node as hbs.AST.PartialStatement);
    case 'ContentStatement':
      return reading.thorough ? contentStep(reading, node as hbs.AST.ContentStatement) : undefined;
    case 'CommentStatement':
      return undefined;
    default:
      reading.fault(siteOf(reading, node), 'decorator', decoratorText);
      return undefined;
  }
}

/** What a template writes itself is looked at for its length alone. */
function contentStep(reading: Reading, node: hbs.AST.ContentStatement): Step {
  const site = siteOf(reading, node);
  const { length } = node.value;
  return (_, walk) => walk.weigh(site, length);
}

/** What is printed: a variable or what a helper gives; neither null nor a list nor an object. */
function mustacheStep(reading: Reading, node: hbs.AST.MustacheStatement): Step | undefined {
  const path = asPath(node.path);
  const site = siteOf(reading, node.path);
  const call = node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0;
  const name = path.original;
  if (Object.hasOwn(blockNames, name) && (call || !isParam(reading, name))) {
    reading.fault(site, 'helper-unknown', blockOnlyText(name));
    return () => undefined;
  }
  const helper = isSimple(path) && !isParam(reading, name) && (reading.helpers.has(name) || name === 'lookup');
  if (helper && !call) reading.fault(site, 'helper-arguments', namesakeText(name));
  const { thorough } = reading;
  if (!thorough && !call && reading.turning && ['@index', '@key', '@first', '@last'].includes(name)) return undefined;
  const value = call || helper ? callValue(reading, node, { needed: false }) : pathValue(reading, path, 'value');
  const careful = thorough ? breakStep(reading, call ? { ...node, type: 'SubExpression' } : path, site) : undefined;
  const step: Step = (scope, walk) => {
    const printed = value(scope, walk);
    if (typeof printed === 'object')
      walk.report(site, 'not-printable', notPrintableText(name, Array.isArray(printed)), scope);
    if (!careful || printed === unknown) return;
    walk.weigh(site, String(printed).length);
    careful(scope, walk);
  };
  return call || helper || thorough ? step : quickly(reading, path, step);
}

/** Nearly all that is printed is a text or number of the context: one look for that, and the careful step for the rest. */
function quickly(reading: Reading, path: hbs.AST.PathExpression, step: Step): Step {
  const ofRoot = path.data && path.depth === 0 && path.parts[0] === 'root';
  const name = plainName(reading, ofRoot ? { ...path, data: false, parts: path.parts.slice(1) } : path);
  if (name === undefined) return step;
  return (scope, walk) => {
    const context = ofRoot ? scope.frame.root : scope.context;
    if (typeof context === 'object' && context !== null) {
      const kind = typeof (context as Record<string, unknown>)[name];
      if (kind === 'string' || kind === 'number') return;
    }
    step(scope, walk);
  };
}

/** `{{"a b"}}` and `{{12}}` are variables called so, as Handlebars reads them. */
function asPath(node: hbs.AST.PathExpression | hbs.AST.Literal): hbs.AST.PathExpression {
  if (node.type === 'PathExpression') return node as hbs.AST.PathExpression;
  const name = String((node as hbs.AST.StringLiteral).original);
  return { ...node, type: 'PathExpression', data: false, depth: 0, parts: [name], original: name };
}

function isParam({ params }: Reading, name: string): boolean {
  return params.some((names) => names.includes(name));
}

const decoratorText: Text = {
  en: 'decorators ({{*…}}, {{#*inline}}) are not allowed. Put what is to be used again into partials/.',
  zh: '不允许使用装饰器（{{*…}}、{{#*inline}}）。需要复用的内容请放入 partials/。',
};

function blockOnlyText(name: string): Text {
  return {
    en: `${name} is a block: {{#${name} x}}…{{/${name}}}. A variable of that name is {{this.${name}}}.`,
    zh: `${name} 是块：{{#${name} x}}…{{/${name}}}。同名变量请写作 {{this.${name}}}。`,
  };
}

function namesakeText(name: string): Text {
  return {
    en: `${name} is a helper and is given nothing here. A variable of that name is {{this.${name}}}.`,
    zh: `${name} 是 helper，此处未传参数。同名变量请写作 {{this.${name}}}。`,
  };
}

function notPrintableText(name: string, list: boolean): Text {
  return list
    ? {
        en: `${name} is a list. Go over it ({{#each}}) or join it ({{join ${name} ", "}}).`,
        zh: `${name} 是列表。请遍历（{{#each}}）或连接（{{join ${name} ", "}}）。`,
      }
    : {
        en: `${name} is an object, which cannot be printed. Name what of it is meant (${name}.…).`,
        zh: `${name} 是对象，不能直接输出。请写明所需的成员（${name}.…）。`,
      };
}
