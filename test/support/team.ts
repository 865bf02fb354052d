import { readEnv } from '../../src/bot/env.ts';
import { createLog } from '../../src/bot/log.ts';
import { type RunningBot, startBot, type WorkspaceEnv } from '../../src/bot/start.ts';
import { type Clock, systemClock } from '../../src/core/io/clock.ts';
import { finalStates } from '../../src/core/runs/types.ts';
import { loadRegistry, type Registry } from '../../src/handlers/registry.ts';
import type { Shown } from '../../src/sandbox/slack/people/reading.ts';
import { createSlackServer, type SlackOptions, type SlackServer } from '../../src/sandbox/slack/server.ts';
import type { Choice } from '../../src/sandbox/slack/values.ts';
import { proposalOf, proposalResultOf, resultOf, runOf, waitFor, wordsOf } from './watching.ts';

interface Starting {
  /** Where secrets named by the settings are looked up. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Lines of the bot's log, for tests that look there. */
  readonly log?: (line: string) => void;
  /** The bot's clock; default the machine's. */
  readonly clock?: Clock;
  /** Handlers besides those there are. */
  readonly handlers?: Partial<Registry>;
}

export interface TeamOptions extends Starting {
  readonly dataDir: string;
  readonly slack?: SlackOptions;
}

/** What somebody types besides the text: another channel than the first, the message whose thread it is typed into. */
interface Where {
  readonly in?: string;
  readonly thread?: string;
}

/** People in a Slack-compatible workspace, and the bot over a DATA_DIR; everything is done through Slack's API. */
export interface Team {
  readonly slack: SlackServer;
  bot(): RunningBot;
  /** Types a text; resolves with what the bot answers. */
  ask(as: string, text: string, where?: Where): Promise<Shown>;
  /** Asks for a run; resolves with its id once its card is there. Rejects with the bot's words where it is refused. */
  request(as: string, text: string, where?: Where): Promise<string>;
  /** Clicks a button of a run's card by action id; resolves with what the person is told. */
  click(as: string, run: string, action: string): Promise<Shown>;
  /** Clicks a button that opens a dialog; resolves with all the words in it, once they are there. */
  open(as: string, run: string, action: string): Promise<string>;
  /** Fills in the open dialog and submits it; resolves with what the person is told. */
  submit(as: string, values?: Readonly<Record<string, Choice>>): Promise<Shown>;
  card(run: string): Promise<Shown | undefined>;
  /** Waits until the run's card shows one of these states. */
  reach(run: string, ...states: string[]): Promise<Shown>;
  /** Waits for the result message in the card's thread; resolves with the card's final state and both texts. */
  result(run: string): Promise<{ state: string; card: string; result: string }>;
  /** Waits until something about the workspace holds; fails with `what`. */
  until<T>(what: string, find: () => Promise<T | undefined>): Promise<T>;
  /** Stops the bot and starts another on the same DATA_DIR. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a workspace of its own and the bot. */
export async function startTeam(options: TeamOptions): Promise<Team> {
  const slack = await createSlackServer(options.slack);
  const tokens = { SLACK_BOT_TOKEN: slack.tokens.bot, SLACK_API_URL: slack.apiUrl, DATA_DIR: options.dataDir };
  const http = options.slack?.mode === 'http';
  const env = {
    ...tokens,
    ...(http ? { SLACK_SIGNING_SECRET: slack.signingSecret } : { SLACK_APP_TOKEN: slack.tokens.app }),
  };
  return teamIn(slack, env, { ...options, stop: slack.stop });
}

/** The bot, with this environment, in a workspace that runs already; `stop` ends what it runs in. */
export async function teamIn(
  slack: SlackServer,
  env: Readonly<Record<string, string>>,
  options: Starting & { stop: () => Promise<void> },
): Promise<Team> {
  let bot = await botIn(slack, env, options);
  const messages = (as?: string) => slack.messages(as ? { as } : {});
  const until = <T>(what: string, find: () => Promise<T | undefined>) => waitFor(slack, what, find);

  const answerAfter = (as: string, before: number, what: string): Promise<Shown> =>
    until(`an answer to ${what} by ${as}`, async () => (await messages(as)).find((one) => isAnswer(one, before)));
  const type = async (as: string, text: string, where: Where) => {
    const done = await slack.type({ as, text, ...where });
    if (!done.ok) throw new Error(`${text}: ${done.error}`);
  };
  const card = async (run: string) => (await messages()).findLast((one) => runOf(one)?.run === run);
  const press = async (as: string, run: string, action: string) => {
    const found = await until(`the button ${action} on the card of ${run}`, async () => {
      const shown = await card(run);
      return shown && wordsOf(shown).includes(`"${action}"`) ? shown : undefined;
    });
    const done = await slack.click({ as, in: found.channel, ts: found.ts, button: action });
    if (!done.ok) throw new Error(`${action}: ${done.error}`);
  };
  const reach = (run: string, ...states: string[]) =>
    until(`run ${run} to be ${states.join(' or ')}`, async () => {
      const found = await card(run);
      const state = found && runOf(found)?.state;
      if (!state || states.includes(state)) return found;
      if (isFinal(state)) throw new Error(`run ${run} ended, not ${states.join(' or ')}: ${wordsOf(found)}`);
      return undefined;
    });

  return {
    slack,
    bot: () => bot,
    until,
    card,
    reach,
    ask: async (as, text, where = {}) => {
      const before = await newest(slack);
      await type(as, text, where);
      return answerAfter(as, before, text);
    },
    request: async (as, text, where = {}) => {
      const before = await newest(slack);
      await type(as, text, where);
      await answerAfter(as, before, text);
      return until(`a card for ${text}`, async () => {
        const fresh = (await messages(as)).filter((one) => shownAt(one) > before);
        const refusal = fresh.find((one) => one.ephemeral && /^(⚠️|⛔|💥)/u.test(one.text));
        if (refusal) throw new Error(`${text}: ${wordsOf(refusal)}`);
        const found = fresh.map(runOf).find((one) => one !== undefined);
        return found && !['preparing', 'planned'].includes(found.state) ? found.run : undefined;
      });
    },
    click: async (as, run, action) => {
      const before = await newest(slack);
      await press(as, run, action);
      return answerAfter(as, before, action);
    },
    open: async (as, run, action) => {
      const before = (await slack.views({ as })).at(-1)?.id;
      await press(as, run, action);
      return until(`a dialog for ${action}`, async () => {
        const shown = (await slack.views({ as })).at(-1);
        const words = JSON.stringify(shown?.view ?? '');
        return !shown || shown.id === before || /Loading…|加载中…/.test(words) ? undefined : words;
      });
    },
    submit: async (as, values = {}) => {
      const before = await newest(slack);
      const done = await slack.submit({ as, values });
      if (!done.ok) throw new Error(`submitting: ${done.error ?? JSON.stringify(done.errors)}`);
      return answerAfter(as, before, 'a dialog');
    },
    result: async (run) => {
      const final = await reach(run, ...finalStates);
      const told = await until(`the result of ${run}`, async () =>
        (await messages()).find((one) => resultOf(one)?.run === run && one.threadTs === final.ts),
      );
      const last = (await card(run)) ?? final;
      return { state: runOf(last)?.state ?? '', card: wordsOf(last), result: wordsOf(told) };
    },
    restart: async () => {
      await bot.stop();
      bot = await botIn(slack, env, options);
    },
    stop: async () => {
      await bot.stop();
      await options.stop();
    },
  };
}

async function botIn(slack: SlackServer, env: Readonly<Record<string, string>>, how: Starting): Promise<RunningBot> {
  const log = createLog({ level: how.log ? 'debug' : 'silent', write: how.log });
  const read = readEnv({ PORT: '0', ...env }) as WorkspaceEnv;
  const registry = how.handlers && withMore(await loadRegistry(), how.handlers);
  const clock = how.clock ?? systemClock();
  const bot = await startBot({ env: read, variables: how.variables ?? {}, clock, log, registry });
  const port = bot.port();
  if (port !== undefined) slack.setRequestUrl(`http://127.0.0.1:${port}/slack/events`);
  return bot;
}

function withMore(there: Registry, { commands, actions, uploads, shortcuts, tabs, jobs }: Partial<Registry>): Registry {
  return {
    commands: new Map([...there.commands, ...(commands ?? [])]),
    actions: new Map([...there.actions, ...(actions ?? [])]),
    uploads: new Map([...there.uploads, ...(uploads ?? [])]),
    shortcuts: new Map([...there.shortcuts, ...(shortcuts ?? [])]),
    tabs: new Map([...there.tabs, ...(tabs ?? [])]),
    jobs: new Map([...there.jobs, ...(jobs ?? [])]),
  };
}

/** Something the bot said since, that is no card and no result of a run or a proposal. */
function isAnswer(message: Shown, since: number): boolean {
  const cards = [runOf, resultOf, proposalOf, proposalResultOf];
  return message.from === 'changeops' && shownAt(message) > since && cards.every((of) => of(message) === undefined);
}

function isFinal(state: string): boolean {
  return finalStates.some((each) => each === state);
}

function shownAt(message: Shown): number {
  return Number(message.ts);
}

async function newest(slack: SlackServer): Promise<number> {
  return Math.max(0, ...(await slack.messages()).map(shownAt));
}
