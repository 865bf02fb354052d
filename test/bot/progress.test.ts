import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProgress, type Progress, type RunViews } from '../../src/bot/progress/index.ts';
import { chatHarness } from './support/bot.ts';
import { fastClock, until } from './support/clock.ts';
import { plan, toldRuns } from './support/runs.ts';

const views: RunViews = {
  card: (run) => ({ text: `card: ${run.state} ${run.batch}`, blocks: [] }),
  result: (run) => ({ text: `result: ${run.state}`, blocks: [] }),
};
const id = '261123-abcde';
/** A second of the bot's takes this much less here. */
const faster = 40;

let harness: Awaited<ReturnType<typeof chatHarness>>;
let runs: ReturnType<typeof toldRuns>;
let progress: Progress;
let channel = 'C0PROD';

/** A bot's life: what is known of the chat is gone with it, the runs and the chat itself stay. */
function reborn(): Progress {
  const { chat, clock, log } = harness;
  return createProgress({
    chat,
    clock,
    log,
    runs,
    views,
    channel: () => channel,
    language: () => 'en',
    languageOf: async () => 'en',
  });
}

beforeEach(async () => {
  channel = 'C0PROD';
  harness = await chatHarness({ clock: fastClock(faster) });
  runs = toldRuns();
  progress = reborn();
  await progress.start();
});
afterEach(async () => {
  await progress.stop(0);
  await harness.stop();
});

const inProd = () => harness.slack.messages({ in: 'prod' });
const texts = async () => (await inProd()).map((each) => each.text);
const see = (...expected: string[]) =>
  until(`${expected} to be all that is shown`, async () => (await texts()).join() === expected.join());
const dms = async () =>
  (await harness.slack.messages({ as: 'engineer' })).filter((each) => each.channel.startsWith('D'));
const asking = { state: 'awaiting-approval', plan } as const;
const recorded = (what: 'card' | 'told') =>
  until(`the ${what} to be recorded`, () => runs.now(id)?.[what] !== undefined);
const calls = (name: string) => harness.slack.log.filter((each) => each.kind === 'api' && each.name === name);

describe('a run', () => {
  test("has one message in the environment's channel from its plan on, edited as it goes", async () => {
    runs.change(id, {});
    runs.change(id, asking);
    await see('card: awaiting-approval 0');
    runs.change(id, { state: 'running', batch: 1 });
    await see('card: running 1');
    await recorded('card');
    expect(runs.now(id)?.card).toEqual({ channel: 'C0PROD', ts: (await inProd())[0]?.ts });
  });

  test('is told in the thread of its card when it has ended, once', async () => {
    runs.change(id, asking);
    await see('card: awaiting-approval 0');
    runs.change(id, { state: 'succeeded' });
    runs.change(id, { state: 'succeeded', batch: 1 });
    await see('card: succeeded 1', 'result: succeeded');
    const [card, result] = await inProd();
    expect(result?.threadTs).toBe(card?.ts);
    await recorded('told');
    expect(runs.now(id)?.told).toEqual({ channel: 'C0PROD', ts: result?.ts });
  });

  test('that changes quickly is edited little, and its last state always arrives', async () => {
    runs.change(id, asking);
    await see('card: awaiting-approval 0');
    for (let batch = 1; batch <= 200; batch += 1) {
      runs.change(id, { state: 'running', batch });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await see('card: running 200');
    const at = (await inProd())[0]?.versions.slice(1).map((each) => each.at) ?? [];
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000 / faster - 2);
  });

  test('that is refused before it had a plan concerns who asked for it alone', async () => {
    runs.change(id, {});
    runs.change(id, { state: 'refused' });
    await recorded('told');
    const seen = await harness.slack.messages({ in: 'changes' });
    expect(seen).toMatchObject([{ text: 'result: refused', ephemeral: true }]);
    expect(await texts()).toEqual([]);
  });

  test('whose card somebody deletes gets a new one, and only one', async () => {
    runs.change(id, asking);
    await see('card: awaiting-approval 0');
    await recorded('card');
    const first = runs.now(id)?.card?.ts ?? '';
    await harness.slack.deleteMessage({ in: 'prod', ts: first });
    await until('the new card', () => runs.now(id)?.card?.ts !== first);
    expect((await inProd()).map((each) => each.ts)).toEqual([runs.now(id)?.card?.ts]);
  });

  test('in a channel without the bot goes on; its requester hears why, once, and the card comes when it is invited', async () => {
    channel = 'C0RANDOM';
    runs.change(id, asking);
    runs.change(id, { state: 'running' });
    await until('the DM', async () => (await dms()).length > 0);
    runs.change(id, { batch: 1 });
    await until(
      'another try',
      () => calls('chat.postMessage').filter((each) => each.outcome === 'not_in_channel').length > 2,
    );
    expect((await dms()).map((each) => each.text)).toEqual([expect.stringMatching(/<#C0RANDOM>.*invite/)]);
    await harness.slack.setMember({ in: 'random', member: true });
    await until('the card', async () => (await harness.slack.messages({ in: 'random' })).length === 1);
  });

  test('that ends where the bot is not is told to its requester', async () => {
    channel = 'C0RANDOM';
    runs.change(id, asking);
    runs.change(id, { state: 'failed' });
    await until('the result', async () => (await dms()).some((each) => each.text === 'result: failed'));
    await recorded('told');
  });

  test('whose channel the bot is put out of is told to its requester when it ends', async () => {
    runs.change(id, asking);
    await see('card: awaiting-approval 0');
    await recorded('card');
    await harness.slack.setMember({ in: 'prod', member: false });
    runs.change(id, { state: 'succeeded' });
    await recorded('told');
    expect((await dms()).map((each) => each.text)).toEqual(['result: succeeded']);
  });

  test('whose card was deleted is told in the channel when it ends', async () => {
    runs.change(id, asking);
    await see('card: awaiting-approval 0');
    await recorded('card');
    await harness.slack.deleteMessage({ in: 'prod', ts: runs.now(id)?.card?.ts ?? '' });
    runs.change(id, { state: 'succeeded' });
    await recorded('told');
    expect((await texts()).filter((each) => each.startsWith('result'))).toEqual(['result: succeeded']);
  });
});

describe('over faults of Slack', () => {
  test('a run is shown as without them: nothing doubled, nothing lost', async () => {
    const { faults } = harness.slack;
    faults.fail({ method: 'chat.postMessage', done: true });
    faults.fail({ method: 'chat.postMessage', status: 'cut', done: true });
    faults.rateLimit({ method: 'chat.update', calls: 3, retryAfter: 2 });
    faults.fail({ method: 'chat.update', calls: 2, status: 502 });
    runs.change(id, asking);
    runs.change(id, { state: 'running' });
    for (let batch = 1; batch <= 20; batch += 1) {
      runs.change(id, { batch });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    runs.change(id, { state: 'undone' });
    await see('card: undone 20', 'result: undone');
    await progress.stop(0);
    expect(await harness.chat.stop(10_000)).toBe(true);
    expect(await texts()).toEqual(['card: undone 20', 'result: undone']);
  });
});

describe('after a restart', () => {
  const restart = async () => {
    progress = reborn();
    await progress.start();
  };

  test('a run goes on in the card it has', async () => {
    runs.change(id, asking);
    await see('card: awaiting-approval 0');
    await recorded('card');
    await progress.stop(1000);
    runs.change(id, { state: 'running' });
    await restart();
    await see('card: running 0');
  });

  test('what was posted but not yet recorded is found, not posted again', async () => {
    runs.change(id, asking);
    await see('card: awaiting-approval 0');
    runs.change(id, { state: 'failed' });
    await see('card: failed 0', 'result: failed');
    await recorded('told');
    await progress.stop(1000);
    runs.change(id, { card: undefined, told: undefined });
    await restart();
    await recorded('told');
    expect(await texts()).toEqual(['card: failed 0', 'result: failed']);
  });

  test('a result that was told is not told again, one that was not is', async () => {
    await progress.stop(0);
    runs.change('a', { state: 'succeeded', plan, card: undefined, told: { channel: 'C0PROD', ts: '1.1' } });
    runs.change('b', { state: 'failed', plan });
    await restart();
    await see('card: failed 0', 'result: failed');
    expect(calls('chat.postMessage')).toHaveLength(2);
  });

  test('one who was refused meanwhile is told by DM', async () => {
    await progress.stop(0);
    runs.change(id, { state: 'refused' });
    await restart();
    await until('the DM', async () => (await dms()).some((each) => each.text === 'result: refused'));
  });
});

test('after its stop nothing more is shown, and nobody listens', async () => {
  runs.change(id, asking);
  await see('card: awaiting-approval 0');
  await progress.stop(1000);
  expect(runs.listeners()).toBe(0);
});
