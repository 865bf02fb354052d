import type { App, BlockAction, MessageShortcut, ViewSubmitAction } from '@slack/bolt';
import type { Language, Text } from '../core/text.ts';
import { wording } from '../core/text.ts';
import type { Modal, Reply, Request } from '../handlers/define.ts';
import type { Deps } from '../handlers/deps.ts';
import {
  answerClick,
  answerCommand,
  answerDirect,
  answerMention,
  answerShortcut,
  answerSubmit,
} from '../handlers/dispatch.ts';
import type { Answers, Origin } from './answer.ts';
import { type Described, filesOf, sharedFile } from './files/known.ts';
import type { PublishTab } from './home.ts';
import type { Languages } from './languages.ts';
import { filledIn, rememberedIn, viewOf } from './modals.ts';
import { botIn, clickOf, nameOf, placeOf, requestOf } from './payloads.ts';
import type { Submission, Submissions, ViewAnswer } from './submissions.ts';
import { hasFiles, holdsFiles, isDirect, type Said } from './uploads.ts';
import type { Work } from './work.ts';

interface Options {
  readonly deps: Deps;
  readonly answers: Answers;
  readonly languages: Languages;
  readonly work: Work;
  readonly submissions: Submissions;
  /** Answers the files of a message; see uploads.ts. */
  readonly uploads: (said: Said, bot: string | undefined) => Promise<void>;
  readonly publish: PublishTab;
  /** What can be read of a file that a message shows. */
  readonly whole: (file: Described) => Promise<Described | undefined>;
}

type Asked = Omit<Origin, 'language'>;

/**
 * Hands every slash command, mention, text in a conversation with the bot, opened tab, upload, shortcut, click and submission to its handler. There is one listener a
 * kind, not one a name: a command or button that no handler knows is answered as well.
 */
export function listen(app: App, options: Options): void {
  const { deps, answers, languages, work } = options;
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
    // With kinds of upload there, a message with files comes as a message as well, and is answered as that.
    if (hasFiles(event) && deps.registry.uploads.size > 0) return;
    answer({ user, channel, thread, key: `mention:${body.event_id}` }, (request) => answerMention(text, request, deps));
  });

  app.event('message', async ({ event, body }) => {
    const said = { ...event } as Said;
    const bot = botIn(body);
    if (isDirect(said) && said.user !== bot) {
      const { user, channel, thread_ts: thread, text = '' } = said;
      return answer({ user, channel, thread, key: `mention:${body.event_id}`, direct: true }, (request) =>
        answerDirect(text, bot, request, deps),
      );
    }
    if (deps.registry.uploads.size > 0 && holdsFiles(said)) work.begin(() => options.uploads(said, bot));
  });

  app.event('app_home_opened', async ({ event: { user, channel, tab } }) => {
    if (tab !== undefined) work.begin(() => options.publish({ user, channel, tab }));
  });

  /** Before anything else where a button asks for it: a trigger lives 3 s. */
  const openLoading = async (loading: Text | undefined, asked: Asked): Promise<Origin> => {
    if (!loading || asked.within !== undefined) {
      return { ...asked, language: await languages.of(asked.user, asked.channel) };
    }
    const language = await languages.soon(asked.user, asked.channel);
    const origin = { ...asked, language };
    return { ...origin, view: await answers.openLoading(loadingModal(wording(loading, language), language), origin) };
  };

  /** Opens what says that more is coming at once, and answers when its turn comes. */
  const answerSoon = (
    loading: Text | undefined,
    asked: Asked,
    handle: (origin: Origin) => Promise<Reply>,
    after = async () => {},
  ) => {
    const opening = openLoading(loading, asked);
    work.begin(async () => {
      const origin = await opening;
      await answers.give(origin, () => handle(origin));
      await after();
    });
  };

  app.action<BlockAction>({ type: 'block_actions' }, async ({ action, body, respond }) => {
    if ('url' in action && action.url) return;
    const key = `click:${body.trigger_id}`;
    const tab = body.view?.type === 'home' ? body.view.type : undefined;
    const within = tab ? undefined : body.view?.id;
    const ways = { trigger: body.trigger_id, respond: body.response_url ? respond : undefined, within };
    const asked = { ...placeOf(body), ...ways, user: body.user.id, key };
    const after = tab && (() => options.publish({ user: asked.user, channel: asked.channel, tab }));
    const { loading } = deps.registry.actions.get(action.action_id) ?? {};
    const handle = (origin: Origin) => answerClick(action.action_id, clickOf(origin, action, body), deps);
    answerSoon(loading, asked, handle, after);
  });

  app.shortcut<MessageShortcut>({ type: 'message_action' }, async ({ shortcut, respond }) => {
    const { user, channel, trigger_id: trigger, message, callback_id: name } = shortcut;
    const thread = typeof message.thread_ts === 'string' ? message.thread_ts : message.ts;
    const asked = { user: user.id, channel: channel.id, thread, trigger, respond, key: `shortcut:${trigger}` };
    answerSoon(deps.registry.shortcuts.get(name)?.loading, asked, async (origin) => {
      const files = (await Promise.all(filesOf({ files: message.files }).map(options.whole))).flatMap(
        (file) => file ?? [],
      );
      return answerShortcut(name, { ...requestOf(origin), thread, files: files.map(sharedFile) }, deps);
    });
  });

  app.view<ViewSubmitAction>({ type: 'view_submission' }, async ({ ack, view, body }) => {
    const kept = rememberedIn(view.private_metadata);
    if (!kept) return ack();
    const { channel, thread, state } = kept;
    const action = deps.registry.actions.get(view.callback_id);
    const key = `submit:${body.trigger_id || view.id}`;
    const closing = action?.closesAll ? ({ response_action: 'clear' } as const) : undefined;
    let language = deps.language(channel);
    const late = (): ViewAnswer =>
      action?.working && { response_action: 'update', view: workingView(action.working, kept, language) };
    const begin = (submission: Submission) => {
      const submitted = { submission, closing, ...(action?.working && { working: view.id }) };
      const asked = { user: body.user.id, channel, thread, trigger: body.trigger_id, key, submitted };
      answer(asked, (request) => {
        language = request.language;
        return answerSubmit(view.callback_id, { ...request, state, ...filledIn(view.state.values) }, deps);
      });
    };
    const response = await options.submissions.take(key, late, begin);
    await (response ? ack(response) : ack());
  });
}

function workingView(title: Text, kept: { channel: string; thread?: string }, language: Language) {
  return viewOf(loadingModal(wording(title, language), language), kept);
}

function loadingModal(title: string, language: Language): Modal {
  const [words, close] = language === 'zh-CN' ? ['加载中…', '关闭'] : ['Loading…', 'Close'];
  const blocks = [{ type: 'section', text: { type: 'plain_text', text: words } }] as const;
  return { action: 'loading', title, close, blocks, state: '' };
}
