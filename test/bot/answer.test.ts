import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAnswers } from '../../src/bot/answer.ts';
import { chatHarness } from './support/bot.ts';

let harness: Awaited<ReturnType<typeof chatHarness>>;
beforeEach(async () => {
  harness = await chatHarness();
});
afterEach(() => harness.stop());

const reply = { kind: 'ephemeral', message: { text: 'to you', blocks: [] } } as const;

async function answer(respond: () => Promise<unknown>) {
  const { chat, clients, log, slack } = harness;
  const origin = { user: 'U0ENGINEER', channel: 'C0CHANGES', language: 'en', key: 'command:1', respond } as const;
  await createAnswers({ chat, client: clients.asks, log }).give(origin, async () => reply);
  const seen = await slack.messages({ as: 'engineer' });
  return seen.map((each) => ({ where: each.channel[0], text: each.text, ephemeral: each.ephemeral }));
}

describe('an answer with files', () => {
  test('has them in one message, ten at most in each', async () => {
    const { chat, clients, log, slack } = harness;
    const origin = { user: 'U0ENGINEER', channel: 'C0CHANGES', language: 'en', key: 'command:2' } as const;
    const files = Array.from({ length: 12 }, (_, at) => ({ name: `facts-${at}.csv`, content: 'host\n' }));
    const message = { text: 'as csv', blocks: [] };
    await createAnswers({ chat, client: clients.asks, log }).give(origin, async () => ({
      kind: 'files',
      message,
      files,
    }));
    const seen = await slack.messages({ in: 'changes' });
    expect(seen.map((one) => one.files.length)).toEqual([0, 10, 2]);
  });
});

describe('an answer over a response_url', () => {
  test('that took it is given nowhere else', async () => {
    expect(await answer(async () => ({ ok: true }))).toEqual([]);
  });

  test('that is used up or too old is shown in the channel instead', async () => {
    const refused = Object.assign(new Error('404'), { statusCode: 404 });
    expect(await answer(() => Promise.reject(refused))).toEqual([{ where: 'C', text: 'to you', ephemeral: true }]);
  });

  test.each([new TypeError('fetch failed'), Object.assign(new Error('502'), { statusCode: 502 })])(
    'that failed without saying whether it worked (%s) comes as a DM, not twice in the channel',
    async (failure) => {
      expect(await answer(() => Promise.reject(failure))).toEqual([{ where: 'D', text: 'to you', ephemeral: false }]);
    },
  );
});
