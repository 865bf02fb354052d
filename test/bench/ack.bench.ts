import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createSlackServer, type SlackServer } from '../../src/sandbox/slack/server.ts';
import { startHosts } from '../support/hosts.ts';
import { runOf, waitFor } from '../support/watching.ts';
import { makeWorld } from '../support/world.ts';
import type { Bench } from './measure.ts';
import { median, randomBytes } from './measure.ts';
import { ledger } from './support/ledger.ts';

const rounds = 3;
const burst = 200;
const commands = ['/ops status', '/ops runs', '/ops help', '/ops approvals', '/ops whoami'];
const program = new URL('../../src/bot/main.ts', import.meta.url).pathname;

/**
 * The bot, as it is started for a real workspace, deploys 50 MB to six hosts, or converts a dropped spreadsheet of 50,000
 * rows; while that is under way, 200 commands are sent at once. Measured by the Slack-compatible server, in another
 * process than the bot: from handing an envelope to the socket to its acknowledgement. The work must still be under way
 * when the last one came.
 */
export default {
  title: `acknowledging ${burst} commands in a burst while a deploy runs, and while a spreadsheet is converted`,
  run: async (say) => {
    const hosts = await startHosts(6);
    const world = makeWorld({ ...hosts.options(), app: { hooks: {}, verify: [] } });
    const slack = await createSlackServer();
    const bot = startBot(slack, world.dataDir);
    try {
      await waitFor(slack, 'the bot', async () => (slack.connections() > 0 ? true : undefined));
      const deploying = await measured(say, 'deploy', (round) => {
        world.addVersion(`1.0.${round}`, { 'payload.bin': randomBytes(50_000_000, round) });
        return burstDuringDeploy(slack, `1.0.${round}`);
      });
      const content = ledger(50_000).toString('base64');
      const converting = await measured(say, 'conversion', (round) => burstDuringConversion(slack, content, round));
      const goal = { unit: 'ms (p99)', goal: 'under 250 ms' };
      return [
        { ...goal, name: 'ack/deploy', value: deploying, ok: deploying < 250 },
        { ...goal, name: 'ack/convert', value: converting, ok: converting < 250 },
      ];
    } finally {
      await bot.stop();
      await slack.stop();
      await hosts.stop();
      world.remove();
    }
  },
} satisfies Bench;

/** The median of the rounds' 99th percentiles, in ms. */
async function measured(
  say: (line: string) => void,
  during: string,
  round: (number: number) => Promise<readonly number[]>,
): Promise<number> {
  const p99s: number[] = [];
  for (let number = 1; number <= rounds; number += 1) {
    const sorted = (await round(number)).toSorted((a, b) => a - b);
    p99s.push(at(sorted, 0.99));
    const [middle, p99, worst] = [0.5, 0.99, 1].map((share) => at(sorted, share).toFixed(0));
    say(`round ${number}, ${during}: median ${middle} ms, p99 ${p99} ms, worst ${worst} ms`);
  }
  return median(p99s);
}

const burstOf = (slack: SlackServer) =>
  Promise.all(Array.from({ length: burst }, (_, index) => acknowledged(slack, index)));

/** Milliseconds until each command of a burst was acknowledged, while a dropped spreadsheet is converted. */
async function burstDuringConversion(slack: SlackServer, content: string, round: number): Promise<readonly number[]> {
  const name = `ledger-${round}.xlsx`;
  const answered = async () =>
    (await slack.messages()).find(({ from, text }) => from === 'changeops' && text.includes(name));
  const dropped = await slack.upload({ as: 'engineer', name, content });
  if (!dropped.ok) throw new Error(`${name}: ${dropped.error}`);
  const times = await burstOf(slack);
  if (await answered()) throw new Error('the conversion was over before all were acknowledged');
  const answer = await waitFor(slack, 'the answer to the spreadsheet', answered);
  if (!answer.text.includes('50000 hosts')) throw new Error(answer.text);
  return times;
}

/** The same while this version is being deployed. */
async function burstDuringDeploy(slack: SlackServer, version: string): Promise<readonly number[]> {
  const known = new Set((await cards(slack)).map(({ run }) => run));
  const asked = await slack.type({ as: 'engineer', text: `/deploy svc@${version} test` });
  if (!asked.ok) throw new Error(`/deploy: ${asked.error}`);
  const stateNow = async () => (await cards(slack)).find(({ run }) => !known.has(run))?.state;
  await waitFor(slack, 'the deploy to run', async () => ((await stateNow()) === 'running' ? true : undefined));
  const times = await burstOf(slack);
  const state = await stateNow();
  if (state !== 'running') throw new Error(`the deploy was ${state} before all were acknowledged`);
  await waitFor(slack, 'the deploy to succeed', async () => ((await stateNow()) === 'succeeded' ? true : undefined));
  return times;
}

async function acknowledged(slack: SlackServer, index: number): Promise<number> {
  const from = performance.now();
  const done = await slack.type({ as: 'engineer', text: commands[index % commands.length] ?? '' });
  if (!done.ok) throw new Error(`a command was not acknowledged: ${done.error}`);
  return performance.now() - from;
}

async function cards(slack: SlackServer) {
  return (await slack.messages()).map(runOf).filter((one) => one !== undefined);
}

function startBot(slack: SlackServer, dataDir: string) {
  const env = {
    ...process.env,
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: slack.apiUrl,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
  };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  return {
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
