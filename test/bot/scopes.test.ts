import { afterEach, expect, test } from 'vitest';
import { reportScopes } from '../../src/bot/scopes.ts';
import { chatHarness } from './support/bot.ts';

let harness: Awaited<ReturnType<typeof chatHarness>>;
afterEach(() => harness.stop());

async function reported(scopes: string[], refused?: string): Promise<string> {
  harness = await chatHarness({ slack: { scopes } });
  if (refused) harness.slack.faults.refuse({ method: 'auth.test', error: refused });
  await reportScopes(harness.clients.asks, ['chat:write', 'channels:history'], harness.log);
  return harness.lines.join('');
}

test('scopes that the app lacks are named in the log at the start', async () => {
  const text = await reported(['chat:write']);
  expect(text).toContain('["channels:history"]');
  expect(text).toContain('npm run manifest');
});

test('an app with all its scopes is not talked about', async () => {
  expect(await reported(['channels:history', 'chat:write', 'users:read'])).toBe('');
});

test('a token that Slack refuses is reported with the variable it is in', async () => {
  expect(await reported([], 'invalid_auth')).toContain('check SLACK_BOT_TOKEN');
});
