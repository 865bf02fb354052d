import { type FinalState, finalStates } from '../../core/runs/types.ts';
import type { SandboxClient } from '../client.ts';
import { asFields } from '../slack/kit/check.ts';
import type { Shown } from '../slack/people/reading.ts';

/** The run a message is the card of, and its state: what the bot wrote in the message's metadata. */
export interface Card {
  readonly message: Shown;
  readonly run: string;
  readonly state: string;
}

/** The cards among messages, oldest first. */
export function cardsOf(messages: readonly Shown[]): Card[] {
  return messages.flatMap((message) => {
    if (message.metadata?.event_type !== 'changeops_run') return [];
    const payload = asFields(message.metadata.event_payload);
    const { run, state } = payload ?? {};
    return typeof run === 'string' && typeof state === 'string' ? [{ message, run, state }] : [];
  });
}

/** Whether a run in this state is over. */
export function isFinal(state: string): state is FinalState {
  return (finalStates as readonly string[]).includes(state);
}

/** Resolves once nothing changed for `quiet` ms, or `most` ms are over. */
export async function settled(client: SandboxClient, quiet: number, most: number): Promise<void> {
  const end = Date.now() + most;
  let { version } = await client.changes();
  while (Date.now() < end) {
    const next = await client.changes({ since: version, ms: quiet });
    if (next.version === version) return;
    version = next.version;
  }
}

interface Watch {
  /** Which card to follow: the newest that passes. */
  wanted(card: Card): boolean;
  /** Called with every state the card comes to. */
  onState(card: Card): void | Promise<void>;
  /** Milliseconds; how long in all, and how long without any card at all. */
  readonly timeout: number;
  readonly patience: number;
}

/** Follows the newest wanted card to its end; undefined where none came or the time was over first. */
export async function followRun(client: SandboxClient, watch: Watch): Promise<Card | undefined> {
  const begun = Date.now();
  let shown = '';
  for (let version = -1; Date.now() - begun < watch.timeout; ) {
    ({ version } = await client.changes({ since: version, ms: 1000 }));
    const card = cardsOf(await client.messages()).findLast(watch.wanted);
    if (!card && Date.now() - begun > watch.patience) return undefined;
    if (!card || card.run + card.state === shown) continue;
    shown = card.run + card.state;
    await watch.onState(card);
    if (isFinal(card.state)) return card;
  }
  return undefined;
}
