import { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import type { Block, Dialect } from '../blocks/types.ts';
import type { Steps } from './plan.ts';
import type { Step } from './steps.ts';

/** What stands in place of a secret: here, and in what Oxidized and RANCID keep. */
export const stripped = /\[redacted\]|<(?:[a-z ]*(?:removed|hidden|stripped))>/i;

/**
 * The steps as lines to type in configuration mode: blocks entered and left, each only once where steps follow each other
 * in it. Error `config-stripped` where a step touches a line whose secret was taken out, naming the lines.
 */
export function commandsOf({ undos, sets }: Steps, dialect: Dialect): readonly string[] {
  const steps = [...undos, ...sets];
  const refused = new Map(steps.flatMap((step) => strippedIn(step)).map((one) => [`${one.side} ${one.line}`, one]));
  if (refused.size > 0) throw strippedError([...refused.values()]);
  const lines: string[] = [];
  let open: readonly string[] = [];
  const leaveTo = (depth: number) => {
    for (let level = open.length; level > depth; level -= 1) lines.push(dialect.leave);
    open = open.slice(0, depth);
  };
  for (const { path, commands } of steps.filter((step) => step.commands.length > 0 || step.side === 'after')) {
    const common = path.findIndex((part, at) => part !== open[at]);
    leaveTo(common === -1 ? path.length : common);
    lines.push(...path.slice(open.length), ...commands);
    open = path;
  }
  leaveTo(0);
  return lines;
}

interface Stripped {
  readonly line: number;
  readonly path: string;
  readonly side: Step['side'];
}

function strippedIn({ path, touches, side }: Step): readonly Stripped[] {
  const place = [...path];
  return touches.flatMap((block) => strippedLines(block, place, side));
}

function strippedLines(block: Block, path: readonly string[], side: Step['side']): readonly Stripped[] {
  const here = path.at(-1) === block.text ? path : [...path, block.text];
  const own = [block.text, ...block.more].some((line) => stripped.test(line));
  return [
    ...(own ? [{ line: block.line, path: here.join(' › '), side }] : []),
    ...block.children.flatMap((child) => strippedLines(child, here, side)),
  ];
}

function strippedError(lines: readonly Stripped[]): OpsError {
  const named = (side: Text, words: (one: Stripped) => string, which: Step['side']) => {
    const found = lines.filter((one) => one.side === which).slice(0, 10);
    return found.length > 0 ? [`${side.en}: ${found.map(words).join('; ')}`] : [];
  };
  const words = (one: Stripped) => `${one.line} (${one.path})`;
  const en = [
    ...named({ en: 'line of the former configuration', zh: '' }, words, 'before'),
    ...named({ en: 'line of the wanted configuration', zh: '' }, words, 'after'),
  ].join(', ');
  const zh = [
    ...named({ en: '原配置的行', zh: '' }, words, 'before'),
    ...named({ en: '目标配置的行', zh: '' }, words, 'after'),
  ].join('，');
  return new OpsError('config-stripped', {
    en: `Making commands out of the difference: it touches lines whose secret was taken out, so that what would be typed is not what is meant. ${en}. Change these lines on the device by hand, or use a configuration that has the secrets.`,
    zh: `根据差异生成命令：差异涉及密文已被隐去的行，生成的命令不会是本意。${zh}。请在设备上手工修改这些行，或使用含有密文的配置。`,
  });
}
