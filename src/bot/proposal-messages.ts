import { explain, OpsError } from '../core/errors.ts';
import type { Clock } from '../core/io/clock.ts';
import { isOver } from '../core/proposals/fold.ts';
import type { Details, Proposal, Proposals } from '../core/proposals/types.ts';
import type { Language } from '../core/text.ts';
import { notice } from '../handlers/views/notice.ts';
import { proposalCard, proposalResult } from '../handlers/views/proposal-card.ts';
import { detailFile } from '../handlers/views/proposals/index.ts';
import type { Chat, Placed } from './chat/index.ts';
import type { Log } from './log.ts';

export interface ProposalMessages {
  /** Shows what is undecided, and what ended untold before a restart; then every change. */
  start(): void;
  /** Shows no further change; resolves when the last one is handed to the chat, after `ms` at most. */
  stop(ms: number): Promise<void>;
}

interface Options {
  readonly chat: Chat;
  readonly proposals: Pick<Proposals, 'list' | 'details' | 'missing' | 'placed' | 'subscribe'>;
  /** What everyone in a channel reads. */
  readonly language: (channel: string) => Language;
  readonly clock: Clock;
  readonly log: Log;
}

interface Live {
  proposal: Proposal;
  card: Placed | undefined;
  told: boolean;
  /** The card that somebody deleted; its successor is named after it. */
  deleted: string | undefined;
  /** Taken up after a restart: its messages may stand in the chat already. */
  readonly restored: boolean;
  work: Promise<void>;
  stopTimer: () => void;
}

/** Endings older than this are not told any more after a restart, in milliseconds. */
const untoldFor = 7 * 24 * 3_600_000;
/** After how many milliseconds a card is looked after though nothing happened, or tried again. */
const pause = { asking: 60_000, trouble: 30_000 };

/**
 * One card per proposal, edited when it is decided, and a message of its own in its thread that tells how it ended. It
 * only listens: no failure here reaches a proposal.
 */
export function createProposalMessages(options: Options): ProposalMessages {
  const { chat, proposals, clock, log } = options;
  const followed = new Map<string, Live>();
  let stopped = false;

  const follow = (proposal: Proposal, restored: boolean) => {
    const live = followed.get(proposal.id) ?? begin(proposal, restored);
    live.proposal = proposal;
    followed.set(proposal.id, live);
    wake(live);
  };

  const wake = (live: Live) => {
    live.stopTimer();
    live.work = live.work
      .then(() => bring(live))
      .then(
        () => rest(live, pause.asking),
        (error) => {
          log.warn(
            { proposal: live.proposal.id, why: explain(error).en },
            'what the chat shows of a proposal is behind',
          );
          rest(live, pause.trouble);
        },
      );
  };

  const rest = (live: Live, ms: number) => {
    live.stopTimer();
    if (isOver(live.proposal) && live.told) followed.delete(live.proposal.id);
    else if (!stopped) live.stopTimer = clock.after(ms, () => wake(live));
  };

  const bring = async (live: Live) => {
    // One that nobody need agree to is saved in the same breath: what is posted notifies, and says how it ended.
    if (live.proposal.state === 'approved' && !live.card) return;
    if (live.card) await edit(live, live.card);
    if (!live.card) {
      await post(live).catch((error) => notPosted(live, error));
      // What was found may be an old card; otherwise it is as it should be.
      if (live.restored && live.card) await edit(live, live.card);
    }
    if (isOver(live.proposal) && !live.told && live.card) await tell(live, live.card);
  };

  const cardOf = async ({
    proposal,
  }: Live): Promise<{ details?: Details; card: (at: string) => ReturnType<typeof proposalCard> }> => {
    const details = await proposals.details(proposal.id);
    const missing = proposals.missing(proposal);
    return { details, card: (at) => proposalCard(proposal, details, missing, options.language(at)) };
  };

  const post = async (live: Live) => {
    const { proposal } = live;
    const { channel, thread } = proposal;
    const { details, card } = await cardOf(live);
    const posting = { place: { channel, thread }, message: card(channel), key: cardKey(live), ...perhaps(live) };
    live.card = await chat.post(posting);
    await proposals.placed(proposal.id, 'card', live.card);
    if (isOver(proposal) && !live.restored) await markTold(live, live.card);
    const all = details && detailFile(details, proposal.id);
    if (all && !live.restored && live.deleted === undefined) {
      const file = { filename: all.name, content: all.content };
      await chat.upload({ channel, thread: thread ?? live.card.ts, files: [file] });
    }
  };

  const edit = async (live: Live, at: Placed) => {
    const { card } = await cardOf(live);
    await chat.edit(at, card(at.channel), cardKey(live)).catch((error) => {
      if (!(error instanceof OpsError) || error.code !== 'chat-message-not-found') throw error;
      live.deleted = at.ts;
      live.card = undefined;
    });
  };

  const tell = async (live: Live, card: Placed) => {
    const { proposal } = live;
    const place = { channel: card.channel, thread: proposal.thread ?? card.ts };
    const message = proposalResult(proposal, options.language(card.channel));
    await markTold(live, await chat.post({ place, message, key: `${proposal.id}:result`, ...perhaps(live) }));
  };

  const markTold = async (live: Live, at: Placed) => {
    live.told = true;
    await proposals.placed(live.proposal.id, 'told', at);
  };

  /** Nobody sees a card that could not be posted, so its requester hears why. */
  const notPosted = async ({ proposal }: Live, error: unknown) => {
    if (!(error instanceof OpsError) || error.code === 'chat-stopped') throw error;
    const text = {
      en: `The card of ${proposal.id} could not be posted: ${error.text.en} I try again every half minute.`,
      zh: `${proposal.id} 的卡片无法发送：${error.text.zh}我每半分钟重试一次。`,
    };
    const message = notice(text, options.language(proposal.channel), '⚠️');
    const key = `${proposal.id}:${error.code}`;
    await chat.dm(proposal.requester, { message, key, perhapsSince: proposal.proposedAt });
    throw error;
  };

  let unsubscribe = () => {};
  return {
    start: () => {
      unsubscribe = proposals.subscribe((proposal) => follow(proposal, false));
      for (const proposal of proposals.list()) if (isUntold(proposal, clock.now())) follow(proposal, true);
    },
    stop: async (ms) => {
      stopped = true;
      unsubscribe();
      for (const live of followed.values()) live.stopTimer();
      const quiet = Promise.all([...followed.values()].map((live) => live.work)).then(() => {});
      await new Promise<void>((resolve) => {
        const giveUp = clock.after(ms, resolve);
        quiet.finally(giveUp).then(resolve, resolve);
      });
    },
  };
}

function begin(proposal: Proposal, restored: boolean): Live {
  const { card, told } = proposal;
  const idle = { work: Promise.resolve(), stopTimer: () => {}, deleted: undefined };
  return { proposal, card, told: told !== undefined, restored, ...idle };
}

function isUntold(proposal: Proposal, now: number): boolean {
  if (!isOver(proposal)) return true;
  return proposal.told === undefined && now - (proposal.endedAt ?? proposal.proposedAt) < untoldFor;
}

function cardKey({ proposal, deleted }: Live): string {
  return `${proposal.id}:card:${deleted ?? 'first'}`;
}

function perhaps({ restored, proposal }: Live): { perhapsSince?: number } {
  return restored ? { perhapsSince: proposal.proposedAt } : {};
}
