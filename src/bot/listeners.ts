import type { App, BlockAction, BlockElementAction } from '@slack/bolt';
import type { Language } from '../core/text.ts';
import { wording } from '../core/text.ts';
import type { Modal, Reply, Request } from '../handlers/define.ts';
import type { Deps } from '../handlers/deps.ts';
import { answerClick, answerCommand, answerMention, answerSubmit } from '../handlers/dispatch.ts';
import type { Answers, Origin } from './answer.ts';
import type { Languages } from './languages.ts';
import { rememberedIn, valuesIn } from './modals.ts';
import type { Work } from './work.ts';

interface Options {
  readonly deps: Deps;
  readonly answers: Answers;
  readonly languages: Languages;
  readonly work: Work;
}

type Asked = Omit<Origin, 'language'>;

/**
 * Hands every slash command, mention, click and submission to its handler. There is one listener a kind, not one a
 * name: a command or button that no handler knows is answered as well.
 */
export function listen(app: App, { deps, answers, languages, work }: Options): void {
  const answer = (asked: Asked, handle: (request: Request) => Promise<Reply>) =>
    work.begin(async () => {
      const origin = { ...asked, language: await languages.of(asked.user, asked.channel) };
      await answers.give(origin, () => handle(requestOf(origin)));
    });

  app.command(/./, async ({ command, respond }) => {
    const { user_id: user, channel_id: channel, trigger_id: trigger, text } = command;
    const name = nameOf(command.command, deps.prefix);
    answer({ user, channel, trigger, respond, key: `command:${trigger}` }, (request) =>
      answerCommand(name, text, request, deps),
    );
  });

  app.event('app_mention', async ({ event, body }) => {
    const { user, channel, thread_ts: thread, text } = event;
    if (user === undefined || event.bot_id !== undefined) return;
    answer({ user, channel, thread, key: `mention:${body.event_id}` }, (request) => answerMention(text, request, deps));
  });

  app.action<BlockAction>({ type: 'block_actions' }, async ({ action, body, respond }) => {
    if ('url' in action && action.url) return;
    const key = `click:${body.trigger_id}`;
    const ways = { trigger: body.trigger_id, respond: body.response_url ? respond : undefined };
    const asked = { ...placeOf(body), ...ways, user: body.user.id, key };
    const opening = openLoading(action.action_id, asked);
    work.begin(async () => {
      const origin = await opening;
      const request = { ...requestOf(origin), value: buttonValue(action) };
      await answers.give(origin, () => answerClick(action.action_id, request, deps));
    });
  });

  /** Before anything else where a button asks for it: a trigger lives 3 s. */
  const openLoading = async (action: string, asked: Asked): Promise<Origin> => {
    const loading = deps.registry.actions.get(action)?.loading;
    if (!loading) return { ...asked, language: await languages.of(asked.user, asked.channel) };
    const language = await languages.soon(asked.user, asked.channel);
    const origin = { ...asked, language };
    return { ...origin, view: await answers.openLoading(loadingModal(wording(loading, language), language), origin) };
  };

  app.view({ type: 'view_submission' }, async ({ view, body }) => {
    const kept = rememberedIn(view.private_metadata);
    if (!kept) return;
    const { channel, thread, state } = kept;
    const trigger: unknown = 'trigger_id' in body ? body.trigger_id : undefined;
    const way = typeof trigger === 'string' ? { trigger, key: `submit:${trigger}` } : { key: `submit:${view.id}` };
    const values = valuesIn(view.state.values);
    answer({ user: body.user.id, channel, thread, ...way }, (request) =>
      answerSubmit(view.callback_id, { ...request, state, values }, deps),
    );
  });
}

function nameOf(command: string, prefix: string): string {
  const name = command.replace(/^\//, '');
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** Where a button was: on a message, or in a modal that remembers where it came from. */
function placeOf(body: BlockAction): { channel: string; thread?: string } {
  const kept = rememberedIn(body.view?.private_metadata);
  const thread: unknown = body.message?.thread_ts;
  if (body.channel) return { channel: body.channel.id, thread: typeof thread === 'string' ? thread : undefined };
  return { channel: kept?.channel ?? body.user.id, thread: kept?.thread };
}

function buttonValue(action: BlockElementAction): string {
  return 'value' in action && typeof action.value === 'string' ? action.value : '';
}

function requestOf({ user, channel, thread, language }: Origin): Request {
  return { user, channel, thread, language };
}

function loadingModal(title: string, language: Language): Modal {
  const [words, close] = language === 'zh-CN' ? ['加载中…', '关闭'] : ['Loading…', 'Close'];
  const blocks = [{ type: 'section', text: { type: 'plain_text', text: words } }] as const;
  return { action: 'loading', title, close, blocks, state: '' };
}
