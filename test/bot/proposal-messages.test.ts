import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProposalMessages, type ProposalMessages } from '../../src/bot/proposal-messages.ts';
import type { InventoryDetails, Place, Proposal } from '../../src/core/proposals/types.ts';
import { chatHarness } from './support/bot.ts';
import { fastClock, until } from './support/clock.ts';

const digest = 'a'.repeat(64);
const waiting: Proposal = {
  id: 'inv-261123-k7mqp',
  kind: 'inventory',
  requester: 'U0ENGINEER',
  channel: 'C0CHANGES',
  source: 'list.xlsx',
  digest,
  before: digest,
  after: digest,
  summary: { en: '1 new', zh: '新增 1 台' },
  environments: [],
  policy: { required: 1, from: ['approvers'], expires: 1000 },
  proposedAt: Date.now(),
  expiresAt: Date.now() + 3_600_000,
  state: 'awaiting-approval',
  approvals: [],
};

let harness: Awaited<ReturnType<typeof chatHarness>>;
let messages: ProposalMessages;
let proposals: ReturnType<typeof toldProposals>;
let details: InventoryDetails;

/** Proposals that do what a test says. */
function toldProposals() {
  const all = new Map<string, Proposal>();
  const listeners = new Set<(proposal: Proposal) => void>();
  return {
    list: () => [...all.values()],
    details: async () => details,
    missing: () => ({ count: 1, groups: ['approvers'] }),
    placed: async (id: string, what: 'card' | 'told', at: Place) => {
      const known = all.get(id);
      if (known) all.set(id, { ...known, [what]: at });
    },
    subscribe: (listener: (proposal: Proposal) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change: (change: Partial<Proposal> = {}) => {
      const now = { ...waiting, ...all.get(waiting.id), ...change };
      all.set(now.id, now);
      for (const listener of listeners) listener(now);
    },
    now: () => all.get(waiting.id),
  };
}

function reborn(): ProposalMessages {
  const { chat, log } = harness;
  return createProposalMessages({ chat, proposals, language: () => 'en', clock: harness.clock, log });
}

beforeEach(async () => {
  harness = await chatHarness({ clock: fastClock(200) });
  proposals = toldProposals();
  details = {
    kind: 'inventory',
    difference: { added: [{ name: 'web-09', entry: { address: '10.0.0.9' } }], changed: [], same: [], gone: [] },
    members: [],
  };
  messages = reborn();
  messages.start();
});
afterEach(async () => {
  await messages.stop(0);
  await harness.stop();
});

const shown = async () =>
  (await harness.slack.messages({ in: 'changes' })).map(({ text }) => text.split(':')[0]?.slice(0, 2));
const card = async () => (await harness.slack.messages({ in: 'changes' }))[0];
const placed = (what: 'card' | 'told') => until(`the ${what} to be kept`, () => proposals.now()?.[what] !== undefined);

describe('a proposal in the chat', () => {
  test('has one card, edited when it is decided, and its end is told in the thread', async () => {
    proposals.change();
    await placed('card');
    proposals.change({ state: 'saved', endedAt: Date.now() });
    await placed('told');
    const [first, second, ...others] = await harness.slack.messages({ in: 'changes' });
    expect(first?.text).toContain('Saved');
    expect(second?.threadTs).toBe(first?.ts);
    expect(others).toEqual([]);
  });

  test('that nobody need agree to is told by its card alone', async () => {
    proposals.change({ state: 'approved', expiresAt: undefined });
    proposals.change({ state: 'saved', endedAt: Date.now() });
    await placed('told');
    expect(await shown()).toHaveLength(1);
  });

  test('has its card posted again when somebody deletes it', async () => {
    proposals.change();
    await placed('card');
    const gone = await card();
    await harness.slack.deleteMessage({ in: 'changes', ts: gone?.ts ?? '' });
    await until('another card', async () => (await card()) !== undefined && (await card())?.ts !== gone?.ts);
  });

  test('is shown once over a restart, and told when it ended meanwhile', async () => {
    proposals.change();
    await placed('card');
    await messages.stop(1000);
    proposals.change({ state: 'expired', endedAt: Date.now(), card: undefined });
    messages = reborn();
    messages.start();
    await placed('told');
    await until('two messages', async () => (await shown()).length === 2);
    expect((await card())?.text).toContain('Expired');
  });

  test('that changes many hosts has all of them in a file below', async () => {
    const added = Array.from({ length: 40 }, (_, index) => ({ name: `n-${index}`, entry: { address: '10.0.0.9' } }));
    details = { ...details, difference: { ...details.difference, added } };
    proposals.change();
    await until('the file', async () =>
      (await harness.slack.messages({ in: 'changes' })).some(({ files, threadTs }) => threadTs && files.length === 1),
    );
  });

  test('whose card cannot be posted is told to who asked', async () => {
    proposals.change({ channel: 'C0NOWHERE' });
    await until('a direct message', async () =>
      (await harness.slack.messages({ as: 'engineer' })).some(
        ({ channel, text }) => channel.startsWith('D') && text.includes(waiting.id),
      ),
    );
  });
});
