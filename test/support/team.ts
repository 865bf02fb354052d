import { readEnv } from '../../src/bot/env.ts';
import { createLog } from '../../src/bot/log.ts';
import { type RunningBot, startBot, type WorkspaceEnv } from '../../src/bot/start.ts';
import { systemClock } from '../../src/core/io/clock.ts';
import { finalStates } from '../../src/core/runs/types.ts';
import type { Shown } from '../../src/sandbox/slack/people/reading.ts';
import { createSlackServer, type SlackOptions, type SlackServer } from '../../src/sandbox/slack/server.ts';

export interface TeamOptions {
  readonly dataDir: string;
  readonly slack?: SlackOptions;
  /** Where secrets named by the settings are looked up. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Lines of the bot's log, for tests that look there. */
  readonly log?: (line: string) => void;
}

/** People in a Slack-compatible workspace, and the bot over a DATA_DIR; everything is done through Slack's API. */
export interface Team {
  readonly slack: SlackServer;
  bot(): RunningBot;
  /** Types a text; resolves with what the typist sees new from the bot (ephemeral ones too). */
  ask(as: string, text: string, more?: { in?: string; thread?: string }): Promise<Shown>;
  /** Types a command that asks for a run; resolves with its id once its card stands there. */
  request(as: string, text: string): Promise<string>;
  /** Clicks a button of a run's card by action id; resolves with what the person is told. */
  click(as: string, run: string, action: string): Promise<Shown>;
  card(run: string): Promise<Shown | undefined>;
  /** Waits until the run's card shows one of these states. */
  reach(run: string, ...states: string[]): Promise<Shown>;
  /** Waits for the result message in the card's thread; resolves with the card's final state and both texts. */
  result(run: string): Promise<{ state: string; card: string; result: string }>;
  /** Stops the bot (`kill`: only forgets it) and starts another on the same DATA_DIR. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the workspace and the bot. */
export async function startTeam(options: TeamOptions): Promise<Team> {
  const slack = await createSlackServer(options.slack);
  let bot = await botIn(slack, options);

  const messages = (as?: string) => slack.messages(as ? { as } : {});
  const answerAfter = async (as: string, before: number): Promise<Shown> => {
    const fresh = async () =>
      (await messages(as)).find((one) => one.from === 'changeops' && one.versions.at(0) && firstShown(one) > before);
    return waitFor(slack, `an answer to ${as}`, fresh);
  };
  const card = async (run: string) => (await messages()).findLast((one) => runOf(one)?.run === run && !one.threadTs);
  const reach = (run: string, ...states: string[]) =>
    waitFor(slack, `run ${run} to be ${states.join(' or ')}`, async () => {
      const found = await card(run);
      return found && states.includes(runOf(found)?.state ?? '') ? found : undefined;
    });

  return {
    slack,
    bot: () => bot,
    ask: async (as, text, more = {}) => {
      const before = await newest(messages());
      const done = await slack.type({ as, text, ...more });
      if (!done.ok) throw new Error(`${text}: ${done.error}`);
      return answerAfter(as, before);
    },
    request: async (as, text) => {
      const known = new Set((await messages()).map((one) => runOf(one)?.run));
      const before = await newest(messages());
      const done = await slack.type({ as, text });
      if (!done.ok) throw new Error(`${text}: ${done.error}`);
      return waitFor(slack, `a card for ${text}`, async () => {
        const all = await messages(as);
        const fresh = all.find((one) => runOf(one) && !known.has(runOf(one)?.run));
        const run = fresh && runOf(fresh)?.run;
        if (!run) {
          const refusal = all.find(
            (one) => firstShown(one) > before && one.ephemeral && !runOf(one) && /^:|⚠|❌/.test(one.text),
          );
          if (refusal) throw new Error(`${text}: ${refusal.text}`);
          return undefined;
        }
        if (['preparing', 'planned'].includes(runOf(fresh)?.state ?? '')) return undefined;
        return run;
      });
    },
    click: async (as, run, action) => {
      const before = await newest(messages());
      const found = await card(run);
      const done = await slack.click({ as, in: found?.channel, ts: found?.ts, button: action });
      if (!done.ok) throw new Error(`${action}: ${done.error}`);
      return answerAfter(as, before);
    },
    card,
    reach,
    result: async (run) => {
      const final = await reach(run, ...finalStates);
      const told = await waitFor(slack, `the result of ${run}`, async () =>
        (await messages()).find((one) => one.threadTs === final.ts && one.from === 'changeops' && !one.ephemeral),
      );
      const last = (await card(run)) ?? final;
      return { state: runOf(last)?.state ?? '', card: wordsOf(last), result: wordsOf(told) };
    },
    restart: async () => {
      await bot.stop();
      bot = await botIn(slack, options);
    },
    stop: async () => {
      await bot.stop();
      await slack.stop();
    },
  };
}

async function botIn(
  slack: SlackServer,
  { dataDir, variables = {}, slack: how, log }: TeamOptions,
): Promise<RunningBot> {
  const common = { DATA_DIR: dataDir, SLACK_BOT_TOKEN: slack.tokens.bot, SLACK_API_URL: slack.apiUrl };
  const http = how?.mode === 'http';
  const env = readEnv({
    ...common,
    ...(http ? { SLACK_SIGNING_SECRET: slack.signingSecret, PORT: '0' } : { SLACK_APP_TOKEN: slack.tokens.app }),
  }) as WorkspaceEnv;
  const clock = systemClock();
  const bot = await startBot({
    env,
    variables,
    clock,
    log: createLog({ level: log ? 'debug' : 'silent', write: log }),
  });
  if (http) slack.setRequestUrl(`http://127.0.0.1:${bot.port()}/slack/events`);
  return bot;
}

/** What a card says of its run. */
export function runOf(message: Shown): { run: string; state: string } | undefined {
  const { event_type: type, event_payload: payload } = (message.metadata ?? {}) as Record<string, unknown>;
  return type === 'changeops_run' ? (payload as { run: string; state: string }) : undefined;
}

/** All words of a message, blocks included. */
export function wordsOf(message: Pick<Shown, 'text' | 'blocks'>): string {
  return `${message.text}\n${JSON.stringify(message.blocks)}`;
}

function firstShown(message: Shown): number {
  return Number(message.ts);
}

async function newest(messages: Promise<Shown[]>): Promise<number> {
  return Math.max(0, ...(await messages).map(firstShown));
}

/** Asks again at every change of the workspace until there is an answer. */
async function waitFor<T>(
  slack: SlackServer,
  what: string,
  find: () => Promise<T | undefined>,
  seconds = 60,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const { version } = await slack.changes();
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`after ${seconds} s still waiting for ${what}`);
    await slack.changes({ since: version, ms: 500 });
  }
}
