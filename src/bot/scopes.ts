import type { WebClient } from '@slack/web-api';
import { failureOf } from './chat/failure.ts';
import type { Log } from './log.ts';

/**
 * Says in the log what the app may not do in this workspace though its manifest asks for it, or that Slack does not
 * take the token. Never rejects: the bot has work to do without Slack as well.
 */
export async function reportScopes(client: WebClient, wanted: readonly string[], log: Log): Promise<void> {
  try {
    const granted = (await client.auth.test()).response_metadata?.scopes ?? [];
    const missing = wanted.filter((scope) => !granted.includes(scope));
    if (missing.length === 0) return;
    log.warn({ missing }, 'the Slack app lacks scopes: install it again with the manifest of `npm run manifest`');
  } catch (error) {
    const trouble = failureOf(error);
    if (trouble.kind === 'unauthorised') log.error({ trouble }, 'Slack refuses the token: check SLACK_BOT_TOKEN');
    else log.warn({ trouble }, 'Slack did not tell which scopes the app has');
  }
}
