import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acknowledged } from '../../src/bot/acknowledge.ts';
import { createDeliveries } from '../../src/bot/dedupe.ts';
import { boltLogger } from '../../src/bot/log.ts';
import { chatHarness, socketReceiver } from './support/bot.ts';
import { fastClock, until } from './support/clock.ts';

let harness: Awaited<ReturnType<typeof chatHarness>>;
const stops: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  harness = await chatHarness();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await harness.stop();
});

/** Bolt over the receiver under test, counting what arrives. */
function connectedApp(grace?: number) {
  const { slack, clock, log, env } = harness;
  const app = new App({
    receiver: socketReceiver(slack, clock, log, grace),
    authorize: async () => ({ botToken: env.botToken.reveal() }),
    logger: boltLogger(log),
    convoStore: false,
  });
  const handled: string[] = [];
  app.use(acknowledged(createDeliveries({ clock: fastClock() }), log));
  app.command(/./, async ({ command }) => {
    handled.push(command.text);
  });
  stops.push(() => app.stop());
  return { app, handled };
}

const say = (count: number) => harness.slack.type({ as: 'engineer', text: `/x ${count}` });
const noted = (kind: string, name: string, outcome?: string) =>
  harness.slack.log.filter(
    (each) => each.kind === kind && each.name === name && (!outcome || each.outcome === outcome),
  );

/** What makes a test of refreshes true to Slack: an envelope or two a few milliseconds, all through. */
async function stream(from: number, to: number) {
  const done: ReturnType<typeof say>[] = [];
  for (let count = from; count < to; count += 1) {
    done.push(say(count));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return Promise.all(done);
}

describe('Socket Mode', () => {
  test('loses no envelope of 300 over three refreshes, and handles each once', async () => {
    const { app, handled } = connectedApp();
    await app.start();
    await until('both slots', () => harness.slack.connections() === 2);
    const outcomes = [];
    for (let round = 0; round < 3; round += 1) {
      const streaming = stream(round * 100, round * 100 + 100);
      await until('the stream to flow', () => handled.length > round * 100 + 20);
      const before = noted('socket', 'opened').length;
      harness.slack.faults.refresh({ grace: 300, reason: round === 1 ? 'warning' : 'refresh_requested' });
      outcomes.push(...(await streaming));
      await until('the replacements', () => noted('socket', 'opened').length === before + 2);
    }
    expect(outcomes.filter((each) => !each.ok)).toEqual([]);
    expect(handled.map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, count) => count));
    expect(noted('ack', 'slash_commands', 'ok')).toHaveLength(300);
  });

  test('opens the replacement before it closes the old connection', async () => {
    const { app } = connectedApp();
    await app.start();
    await until('both slots', () => harness.slack.connections() === 2);
    harness.slack.faults.refresh({ count: 1, grace: 60_000 });
    await until('the old one to close', () => noted('socket', 'closed').length === 1);
    const kinds = harness.slack.log.filter((each) => each.kind === 'socket').map((each) => each.name);
    expect(kinds).toEqual(['opened', 'opened', 'disconnect', 'opened', 'closed']);
    expect(harness.slack.connections()).toBe(2);
  });

  test('survives invalid_auth on its reconnections, reports it, and is there again when it is over', async () => {
    const { app, handled } = connectedApp();
    await app.start();
    await until('both slots', () => harness.slack.connections() === 2);
    harness.slack.faults.refuse({ method: 'apps.connections.open', error: 'invalid_auth', calls: 4 });
    harness.slack.faults.dropSockets();
    await until('the refusals', () => noted('api', 'apps.connections.open', 'invalid_auth').length === 4);
    await until('both slots again', () => harness.slack.connections() === 2);
    expect(await say(1)).toEqual({ ok: true });
    expect(handled).toEqual(['1']);
    expect(harness.lines.join('')).toContain('check SLACK_APP_TOKEN');
  });

  test('connects although its first tries are refused', async () => {
    const { app } = connectedApp();
    harness.slack.faults.refuse({ method: 'apps.connections.open', error: 'not_authed', calls: 2 });
    harness.slack.faults.fail({ method: 'apps.connections.open', status: 'cut' });
    harness.slack.faults.refuseUpgrades(2);
    await app.start();
    await until('both slots', () => harness.slack.connections() === 2);
  });

  test('starts without a connection where Slack refuses every one, and stops from there', async () => {
    const { app } = connectedApp();
    harness.slack.faults.refuse({ method: 'apps.connections.open', error: 'invalid_auth', calls: 10_000 });
    await app.start();
    expect(harness.slack.connections()).toBe(0);
    await app.stop();
  });

  test('takes an envelope up again that its dropped socket had not acknowledged', async () => {
    const { app, handled } = connectedApp();
    await app.start();
    harness.slack.faults.ignoreAcks(1);
    const said = say(7);
    await until('the first delivery', () => handled.length === 1);
    harness.slack.faults.dropSockets();
    expect(await said).toEqual({ ok: true });
    expect(handled).toEqual(['7']);
  });

  test('handles an envelope that is delivered twice once, and acknowledges both', async () => {
    const { app, handled } = connectedApp();
    await app.start();
    harness.slack.faults.double(1);
    await say(1);
    await until('the second acknowledgement', () => noted('ack', 'unexpected').length === 1);
    expect(handled).toEqual(['1']);
  });

  test('closes every connection when it stops, also while it is trying to open one', async () => {
    const { app } = connectedApp();
    await app.start();
    await until('both slots', () => harness.slack.connections() === 2);
    harness.slack.faults.refresh({ count: 1 });
    harness.slack.faults.refuse({ method: 'apps.connections.open', error: 'invalid_auth', calls: 1000 });
    await until('a refusal', () => noted('api', 'apps.connections.open', 'invalid_auth').length > 0);
    await app.stop();
    await until('the end of all', () => harness.slack.connections() === 0);
  });
});
