import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createSlackServer, type SlackServer } from '../../src/sandbox/slack/server.ts';
import { startHosts } from '../support/hosts.ts';
import { runOf, waitFor } from '../support/watching.ts';
import { makeWorld } from '../support/world.ts';
import type { Bench } from './measure.ts';
import { median, randomBytes } from './measure.ts';

const rounds = 3;
const burst = 200;
const commands = ['/ops status', '/ops runs', '/ops help', '/ops approvals', '/ops whoami'];
const program = new URL('../../src/bot/main.ts', import.meta.url).pathname;

/**
 * The bot, as it is started for a real workspace, deploys 50 MB to six hosts; as soon as its card says `running`,
 * 200 commands are sent at once. Measured by the Slack-compatible server, in another process than the bot: from
 * handing an envelope to the socket to its acknowledgement. The deploy must still be running when the last one came.
 */
export default {
  title: `acknowledging ${burst} commands in a burst while a deploy runs`,
  run: async (say) => {
    const hosts = await startHosts(6);
    const world = makeWorld({ ...hosts.options(), app: { hooks: {}, verify: [] } });
    const slack = await createSlackServer();
    const bot = startBot(slack, world.dataDir);
    const p99s: number[] = [];
    try {
      await waitFor(slack, 'the bot', async () => (slack.connections() > 0 ? true : undefined));
      for (let round = 1; round <= rounds; round += 1) {
        world.addVersion(`1.0.${round}`, { 'payload.bin': randomBytes(50_000_000, round) });
        const sorted = (await burstDuring(slack, `1.0.${round}`)).toSorted((a, b) => a - b);
        p99s.push(at(sorted, 0.99));
        say(
          `round ${round}: median ${at(sorted, 0.5).toFixed(0)} ms, p99 ${at(sorted, 0.99).toFixed(0)} ms, worst ${at(sorted, 1).toFixed(0)} ms`,
        );
      }
      const value = median(p99s);
      return [{ name: 'ack', value, unit: 'ms (p99)', goal: 'under 250 ms', ok: value < 250 }];
    } finally {
      await bot.stop();
      await slack.stop();
      await hosts.stop();
      world.remove();
    }
  },
} satisfies Bench;

/** Milliseconds until each command of a burst was acknowledged, while this version is being deployed. */
async function burstDuring(slack: SlackServer, version: string): Promise<readonly number[]> {
  const known = new Set((await cards(slack)).map(({ run }) => run));
  const asked = await slack.type({ as: 'engineer', text: `/deploy svc@${version} test` });
  if (!asked.ok) throw new Error(`/deploy: ${asked.error}`);
  const stateNow = async () => (await cards(slack)).find(({ run }) => !known.has(run))?.state;
  await waitFor(slack, 'the deploy to run', async () => ((await stateNow()) === 'running' ? true : undefined));
  const times = await Promise.all(Array.from({ length: burst }, (_, index) => acknowledged(slack, index)));
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
