import type { HomeView, Message, Modal } from '../../src/handlers/define.ts';
import { blockProblems, blocksWeight } from '../../src/sandbox/slack/kit/check.ts';
import { limits } from '../../src/sandbox/slack/kit/rules.ts';
import { viewProblems } from '../../src/sandbox/slack/kit/views.ts';

/** What Slack would refuse in a message, and what outside text could do in it that it must not; empty when nothing. */
export function messageProblems({ text, blocks, metadata }: Message): string[] {
  const weight = blocksWeight(blocks as never);
  return [
    ...blockProblems(blocks, 'message'),
    ...(weight > limits.blocksText ? [`the blocks weigh ${weight} of ${limits.blocksText}`] : []),
    ...(text.length === 0 || text.length > limits.updatedText ? [`text has ${text.length} characters`] : []),
    ...(metadata && JSON.stringify(metadata).length > 8_000 ? ['metadata is too large'] : []),
    ...markupProblems(text, 'text'),
    ...harmProblems(blocks),
  ];
}

/** The same of a modal. */
export function modalProblems({ blocks, title, submit, close, state }: Modal): string[] {
  const needsSubmit = blocks.some(({ type }) => type === 'input') && submit === undefined;
  return [
    ...blockProblems(blocks, 'modal'),
    ...[title, submit ?? 'x', close].filter((each) => each.length === 0 || each.length > 24),
    ...(needsSubmit ? ['a modal with fields must have a submit button'] : []),
    ...(state.length > 2_500 ? ['its state does not fit into private_metadata'] : []),
    ...(Buffer.byteLength(JSON.stringify(blocks)) > 250_000 ? ['the view is too large'] : []),
    ...harmProblems(blocks),
  ];
}

/** The same of a home tab. */
export function homeProblems({ blocks }: HomeView): string[] {
  return [...viewProblems({ type: 'home', blocks }, 'home'), ...harmProblems(blocks)];
}

/** Every text that can be seen, joined; for looking for words. */
export function visible({ blocks }: Pick<Message, 'blocks'>): string {
  return texts(blocks)
    .map(({ text }) => text)
    .join('\n');
}

interface TextObject {
  readonly type: string;
  readonly text: string;
  readonly verbatim?: boolean;
}

function texts(value: unknown): TextObject[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'text' in value && typeof value.text === 'string' ? [value as TextObject] : [];
  return [...own, ...Object.values(value).flatMap(texts)];
}

function harmProblems(blocks: Message['blocks']): string[] {
  return texts(blocks)
    .filter(({ type }) => type === 'mrkdwn')
    .flatMap(({ text, verbatim }) => [
      ...(verbatim === true ? [] : [`Slack would make links of: ${text.slice(0, 80)}`]),
      ...markupProblems(text, text.slice(0, 80)),
    ]);
}

/** Only mentions of user ids, channel ids and dates may stand in angle brackets, and every & must be an escape. */
function markupProblems(text: string, where: string): string[] {
  const rest = text.replace(/^> |<@[UW][A-Z0-9]+>|<#[CDG][A-Z0-9]+>|<!date\^\d+\^[^<>|^]+\|[^<>|]+>/gm, '');
  const bad = [/[<>]/, /&(?!(?:amp|lt|gt);)/, /[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/].filter((each) =>
    each.test(rest),
  );
  return bad.map((each) => `${each} in ${where}`);
}
