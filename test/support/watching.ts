import type { Shown } from '../../src/sandbox/slack/people/reading.ts';
import type { SlackServer } from '../../src/sandbox/slack/server.ts';

interface About {
  readonly run: string;
  readonly state: string;
}

/** What a card says of its run; undefined for what is no card. */
export function runOf(message: Shown): About | undefined {
  return about(message, 'changeops_run');
}

/** What the message of a run's result says of it; undefined for other messages. */
export function resultOf(message: Shown): About | undefined {
  return about(message, 'changeops_result');
}

/** What a card says of its proposal; undefined for what is no card of one. */
export function proposalOf(message: Shown): { readonly proposal: string; readonly state: string } | undefined {
  return payloadOf(message, 'changeops_proposal');
}

/** What the message of a proposal's end says of it; undefined for other messages. */
export function proposalResultOf(message: Shown): { readonly proposal: string; readonly state: string } | undefined {
  return payloadOf(message, 'changeops_proposal_result');
}

/** All words of a message, blocks included. */
export function wordsOf(message: Pick<Shown, 'text' | 'blocks'>): string {
  return `${message.text}\n${JSON.stringify(message.blocks)}`;
}

/** Looks again at every change of the workspace until there is an answer. */
export async function waitFor<T>(
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

function about(message: Shown, kind: string): About | undefined {
  return payloadOf(message, kind);
}

function payloadOf<T>(message: Shown, kind: string): T | undefined {
  const { event_type: type, event_payload: payload } = (message.metadata ?? {}) as Record<string, unknown>;
  return type === kind ? (payload as T) : undefined;
}
