import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chatHarness } from '../support/bot.ts';
import { until } from '../support/clock.ts';

const channel = 'C0CHANGES';
const place = { channel };
const words = (text: string) => ({ text, blocks: [] });

let harness: Awaited<ReturnType<typeof chatHarness>>;
beforeEach(async () => {
  harness = await chatHarness();
});
afterEach(() => harness.stop());

const texts = async (at = 'changes') => (await harness.slack.messages({ in: at })).map((each) => each.text);
const calls = (name: string) => harness.slack.log.filter((each) => each.kind === 'api' && each.name === name).length;

describe('a message', () => {
  const post = (text: string, key = text) => harness.chat.post({ place, message: words(text), key });

  test('stands where it says it was placed, with its key in the metadata', async () => {
    const placed = await post('hello');
    const [shown] = await harness.slack.messages({ in: 'changes' });
    expect(shown).toMatchObject({ ts: placed.ts, metadata: { event_payload: { key: 'hello' } } });
  });

  test.each([
    ['a 5xx although it was posted', { status: 503, done: true }],
    ['a 5xx, not posted', { status: 500, done: false }],
    ['a cut connection although it was posted', { status: 'cut', done: true }],
    ['a cut connection, not posted', { status: 'cut', done: false }],
  ] as const)('is posted once after %s', async (_, fault) => {
    harness.slack.faults.fail({ method: 'chat.postMessage', ...fault });
    const placed = await post('once');
    expect(await texts()).toEqual(['once']);
    expect(placed.ts).toBe((await harness.slack.messages({ in: 'changes' }))[0]?.ts);
  });

  test.each([true, false])('is posted once after a 429 (carried out: %s)', async (done) => {
    harness.slack.faults.rateLimit({ method: 'chat.postMessage', retryAfter: 3, done });
    await post('once');
    expect(await texts()).toEqual(['once']);
  });

  test('is posted once when looking for it fails as well', async () => {
    harness.slack.faults.fail({ method: 'chat.postMessage', done: true });
    harness.slack.faults.fail({ method: 'conversations.history', calls: 2 });
    await post('once');
    expect(await texts()).toEqual(['once']);
    expect(calls('chat.postMessage')).toBe(1);
  });

  test('in a thread is found there and posted once', async () => {
    const root = await post('root');
    harness.slack.faults.fail({ method: 'chat.postMessage', done: true });
    const reply = await harness.chat.post({ place: { channel, thread: root.ts }, message: words('reply'), key: 'r' });
    expect(await texts()).toEqual(['root', 'reply']);
    expect(reply.ts).toBe((await harness.slack.messages({ in: 'changes' }))[1]?.ts);
  });

  test('that may stand there since before a restart is looked for first', async () => {
    const before = await post('card', 'run:card');
    const after = await harness.chat.post({
      place,
      message: words('card'),
      key: 'run:card',
      perhapsSince: Date.now() - 1000,
    });
    expect(after).toEqual(before);
    expect(await texts()).toEqual(['card']);
  });

  test('is posted although the app may not read history, when its first try got no answer', async () => {
    await harness.stop();
    harness = await chatHarness({ slack: { scopes: ['chat:write'] } });
    harness.slack.faults.fail({ method: 'chat.postMessage', done: false });
    await post('hello');
    expect(await texts()).toEqual(['hello']);
    expect(harness.lines.join('')).toContain('missing_scope');
  });

  test('keeps its place in its channel over an outage', async () => {
    harness.slack.faults.fail({ method: 'chat.postMessage', calls: 4, done: false });
    const all = ['1', '2', '3', '4', '5'].map((text) => post(text));
    await Promise.all(all);
    expect(await texts()).toEqual(['1', '2', '3', '4', '5']);
  });

  test('that waits for a limit of its channel does not hold up other channels', async () => {
    harness.slack.faults.rateLimit({ method: 'chat.postMessage', retryAfter: 20 });
    const waiting = post('limited');
    await until('the limit', () => harness.slack.log.some((each) => each.kind === 'fault'));
    await harness.chat.post({ place: { channel: 'C0PROD' }, message: words('elsewhere'), key: 'e' });
    expect([await texts(), await texts('prod')]).toEqual([[], ['elsewhere']]);
    await waiting;
  });

  test.each([
    ['random', 'C0RANDOM', 'chat-not-in-channel'],
    ['nowhere', 'C0NOWHERE', 'chat-channel-not-found'],
  ])('that cannot be posted in #%s says so under a code of its own', async (_, id, code) => {
    const refused = harness.chat.post({ place: { channel: id }, message: words('x'), key: 'x' });
    await expect(refused).rejects.toMatchObject({ code });
    expect(calls('chat.postMessage')).toBe(1);
  });

  test('waits while the token is refused, and is posted when it is good again', async () => {
    harness.slack.faults.refuse({ method: 'chat.postMessage', error: 'account_inactive', calls: 2 });
    await post('late');
    expect(await texts()).toEqual(['late']);
    expect(harness.lines.join('')).toContain('account_inactive');
  });

  test('that is still waiting when the bot stops is rejected, and stop says that not all was sent', async () => {
    harness.slack.faults.fail({ method: 'chat.postMessage', calls: 1000 });
    const waiting = post('never');
    const rejected = expect(waiting).rejects.toMatchObject({ code: 'chat-stopped' });
    expect(await harness.chat.stop(4_000)).toBe(false);
    await rejected;
  });

  test('beyond a bounded number of waiting ones is refused', async () => {
    harness.slack.faults.fail({ method: 'chat.postMessage', calls: 100_000 });
    const all = Array.from({ length: 1001 }, (_, count) => post('x', `${count}`));
    for (const each of all) each.catch(() => {});
    await expect(all.at(-1)).rejects.toMatchObject({ code: 'chat-backlog' });
    await harness.chat.stop(0);
  });
});

describe('edits', () => {
  test('are limited by themselves: a 429 on one holds up no message', async () => {
    const placed = await harness.chat.post({ place, message: words('card'), key: 'c' });
    harness.slack.faults.rateLimit({ method: 'chat.update', retryAfter: 20 });
    const edited = harness.chat.edit(placed, words('edited'), 'c');
    await until('the limit', () => harness.slack.log.some((each) => each.kind === 'fault'));
    await harness.chat.post({ place, message: words('other'), key: 'o' });
    expect(await texts()).toEqual(['card', 'other']);
    await edited;
    expect(await texts()).toEqual(['edited', 'other']);
  });

  test('arrive at last over 5xx, cut connections and limits', async () => {
    const placed = await harness.chat.post({ place, message: words('card'), key: 'c' });
    harness.slack.faults.fail({ method: 'chat.update', calls: 2 });
    harness.slack.faults.fail({ method: 'chat.update', status: 'cut', done: true });
    harness.slack.faults.rateLimit({ method: 'chat.update', retryAfter: 2 });
    await Promise.all(['a', 'b', 'last'].map((text) => harness.chat.edit(placed, words(text), 'c')));
    expect(await texts()).toEqual(['last']);
  });

  test('of a deleted message say so under a code of its own', async () => {
    const placed = await harness.chat.post({ place, message: words('card'), key: 'c' });
    await harness.slack.deleteMessage({ in: 'changes', ts: placed.ts });
    await expect(harness.chat.edit(placed, words('x'), 'c')).rejects.toMatchObject({ code: 'chat-message-not-found' });
  });
});

describe('a message for one person', () => {
  const show = (to: string) => harness.chat.ephemeral({ channel: to }, 'U0ENGINEER', words('psst'), 'k');
  const dms = async () =>
    (await harness.slack.messages({ as: 'engineer' })).filter((each) => each.channel.startsWith('D'));

  test('is shown to that person alone', async () => {
    await show(channel);
    expect(await harness.slack.messages({ in: 'changes', as: 'engineer' })).toMatchObject([{ ephemeral: true }]);
    expect(await harness.slack.messages({ in: 'changes', as: 'approver' })).toEqual([]);
  });

  test('goes as a DM where the bot is not in the channel', async () => {
    await show('C0RANDOM');
    expect(await dms()).toMatchObject([{ text: 'psst', ephemeral: false }]);
  });

  test('goes as a DM, once, where nobody can tell whether it was shown', async () => {
    harness.slack.faults.fail({ method: 'chat.postEphemeral', done: false });
    harness.slack.faults.fail({ method: 'conversations.open' });
    harness.slack.faults.fail({ method: 'chat.postMessage', done: true });
    await show(channel);
    expect(await dms()).toMatchObject([{ text: 'psst' }]);
  });
});

describe('a text as a file', () => {
  const upload = () =>
    harness.chat.upload({ channel, files: [{ filename: 'plan.txt', content: 'host web-01\n' }], comment: 'The plan' });

  test('is shared in the channel by the time it resolves', async () => {
    const [id] = await upload();
    expect(await harness.slack.messages({ in: 'changes' })).toMatchObject([{ files: [{ id, name: 'plan.txt' }] }]);
  });

  test('is one message together with others', async () => {
    const files = ['a.csv', 'b.csv', 'c.csv'].map((filename) => ({ filename, content: filename }));
    expect(await harness.chat.upload({ channel, files })).toHaveLength(3);
    const messages = await harness.slack.messages({ in: 'changes' });
    expect(messages.map((one) => one.files.map(({ name }) => name))).toEqual([['a.csv', 'b.csv', 'c.csv']]);
  });

  test('is shared once when the answer to its completion is lost', async () => {
    harness.slack.faults.fail({ method: 'files.completeUploadExternal', done: true });
    await upload();
    expect(await harness.slack.messages({ in: 'changes' })).toHaveLength(1);
  });

  test('that Slack does not take says so', async () => {
    harness.slack.faults.refuse({ method: 'files.completeUploadExternal', error: 'channel_not_found' });
    await expect(upload()).rejects.toMatchObject({ code: 'chat-channel-not-found' });
  });
});
