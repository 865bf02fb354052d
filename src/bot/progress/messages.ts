import { OpsError } from '../../core/errors.ts';
import type { Clock } from '../../core/io/clock.ts';
import type { Run, Runs } from '../../core/runs/types.ts';
import { finalStates } from '../../core/runs/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../../handlers/define.ts';
import type { Chat, Placed } from '../chat/index.ts';
import type { Log } from '../log.ts';
import { cannotPost } from './words.ts';

/** How a run reads; pure. `now` is in ms since the epoch. */
export interface RunViews {
  card(run: Run, language: Language, now: number): Message;
  /** The message of its own that tells how it ended. */
  result(run: Run, language: Language, now: number): Message;
}

export interface MessagesOptions {
  readonly chat: Chat;
  readonly runs: Pick<Runs, 'placed'>;
  readonly views: RunViews;
  readonly clock: Clock;
  readonly log: Log;
  /** Where a run's card belongs. */
  readonly channel: (run: Run) => string;
  /** What everyone in a channel reads. */
  readonly language: (channel: string) => Language;
  /** What one person reads. */
  readonly languageOf: (user: string, channel: string) => Promise<Language>;
}

/** A run that is shown, with what is known of its messages. */
export interface Live {
  run: Run;
  card: Placed | undefined;
  /** The card that somebody deleted; its successor is named after it. */
  deleted: string | undefined;
  told: boolean;
  /** Taken up after a restart: its messages may stand in the chat already. */
  readonly restored: boolean;
  /** The last edit, to be waited for before the result is told. */
  edit: Promise<void>;
}

interface Messages {
  /** Brings what the chat shows of a run to what it is. Errors: those of the chat, once its requester was told. */
  bring(live: Live, onDeleted: () => void): Promise<void>;
}

/** How long a result waits for the card's last edit, in milliseconds. */
const editFirst = 5_000;

export function isFinal(run: Run): boolean {
  return finalStates.some((state) => state === run.state);
}

/** A plan without a card is put before people, or queued, in the same breath: what is posted notifies, and says which. */
function isBetween({ run, card }: Live): boolean {
  return run.state === 'planned' && card === undefined;
}

export function createMessages(options: MessagesOptions): Messages {
  const { chat, runs, views, clock, log } = options;

  const bring: Messages['bring'] = async (live, onDeleted) => {
    const { run } = live;
    if (run.state === 'preparing' || isBetween(live)) return;
    if (run.plan === undefined && live.card === undefined) return tellAlone(live);
    if (live.card) edit(live, live.card, onDeleted);
    else await post(live).catch((error) => notPosted(live, error));
    if (isFinal(run)) await tellResult(live);
  };

  const post = async (live: Live) => {
    const { run } = live;
    const channel = options.channel(run);
    const message = views.card(run, options.language(channel), clock.now());
    live.card = await chat.post({ place: { channel }, message, key: cardKey(live), ...maybeThere(live) });
    await note(run, 'card', live.card);
  };

  const edit = (live: Live, card: Placed, onDeleted: () => void) => {
    const message = views.card(live.run, options.language(card.channel), clock.now());
    live.edit = chat.edit(card, message, cardKey(live)).catch((error) => {
      if (!hasCode(error, 'chat-message-not-found'))
        return log.warn({ err: error, run: live.run.id }, 'a card stays old');
      if (isFinal(live.run) || live.card !== card) return;
      live.deleted = card.ts;
      live.card = undefined;
      onDeleted();
    });
  };

  const tellResult = async (live: Live) => {
    if (live.told) return;
    await atMost(live.edit, editFirst, clock);
    const { run, card } = live;
    const channel = card?.channel ?? options.channel(run);
    const message = views.result(run, options.language(channel), clock.now());
    const posting = { message, key: `${run.id}:result`, ...maybeThere(live) };
    const placed = await firstThatWorks([
      ...(card ? [() => chat.post({ place: { channel, thread: card.ts }, ...posting })] : []),
      () => chat.post({ place: { channel }, ...posting }),
      () => chat.dm(run.requester, posting),
    ]);
    live.told = true;
    await note(run, 'told', placed);
  };

  /** A run that ended before there was a plan to show concerns who asked for it alone. */
  const tellAlone = async (live: Live) => {
    const { run } = live;
    if (!isFinal(run) || live.told) return;
    const language = await options.languageOf(run.requester, run.channel);
    const message = views.result(run, language, clock.now());
    const key = `${run.id}:result`;
    const placed = live.restored
      ? await chat.dm(run.requester, { message, key, ...maybeThere(live) })
      : await chat.ephemeral({ channel: run.channel }, run.requester, message, key);
    live.told = true;
    await note(run, 'told', placed);
  };

  /** Nobody sees a card that could not be posted, so its requester hears why. The run goes on. */
  const notPosted = async (live: Live, error: unknown) => {
    if (!(error instanceof OpsError) || hasCode(error, 'chat-stopped')) throw error;
    const { run } = live;
    const channel = options.channel(run);
    const language = await options.languageOf(run.requester, run.channel);
    const message = cannotPost(run, channel, error, language);
    await chat.dm(run.requester, { message, key: `${run.id}:${error.code}`, perhapsSince: run.requestedAt });
    if (!isFinal(run)) throw error;
  };

  const note = async (run: Run, what: 'card' | 'told', placed: Placed) => {
    await runs.placed(run.id, what, placed.channel, placed.ts).catch((error) => {
      log.error({ err: error, run: run.id, what }, 'where a message stands could not be recorded');
    });
  };

  return { bring };
}

function cardKey({ run, deleted }: Live): string {
  return `${run.id}:card:${deleted ?? 'first'}`;
}

function maybeThere({ restored, run }: Live): { perhapsSince?: number } {
  return restored ? { perhapsSince: run.requestedAt } : {};
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof OpsError && error.code === code;
}

function atMost(work: Promise<void>, ms: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const stop = clock.after(ms, resolve);
    work.finally(stop).then(resolve, resolve);
  });
}

/** Tries one way after another where Slack refuses one: the card is deleted, the bot was put out of the channel. */
async function firstThatWorks(ways: readonly (() => Promise<Placed>)[]): Promise<Placed> {
  const [way, ...others] = ways;
  if (!way) throw new Error('there is no way left');
  return way().catch((error) => {
    if (others.length === 0 || hasCode(error, 'chat-stopped')) throw error;
    return firstThatWorks(others);
  });
}
