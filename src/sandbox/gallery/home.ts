import type { Person } from '../../core/access/people.ts';
import { home, type Seen } from '../../handlers/views/home.ts';
import { chineseRun } from './fixtures/host-states.ts';
import { sampleAccess, samplePerson } from './fixtures/people.ts';
import { inventoryProposal, templateProposal } from './fixtures/proposals.ts';
import { noon, sampleRun } from './fixtures/runs.ts';
import { sampleSchedule, scheduledAt } from './fixtures/schedules.ts';
import { type Family, type Sample, sample } from './types.ts';

const none = { runs: [], proposals: [] };
const quiet: Seen = { waiting: none, asked: none, running: [], failed: [] };

const failing = sampleSchedule({
  ...{ id: 5, by: 'U0ENGINEER' },
  last: {
    ...{ due: scheduledAt, ended: scheduledAt + 60_000, outcome: 'failed' },
    why: { en: 'core-1 does not answer at 10.0.0.1:22.', zh: 'core-1（10.0.0.1:22）没有应答。' },
  },
});
const asked = sampleRun('awaiting-approval');
const busy: Seen = {
  waiting: {
    runs: [asked, chineseRun('awaiting-approval')],
    proposals: [inventoryProposal('awaiting-approval'), templateProposal('awaiting-approval')],
  },
  asked: {
    runs: [{ ...asked, card: { channel: 'D0DIRECT', ts: '1' } }, sampleRun('interrupted')],
    proposals: [inventoryProposal('awaiting-approval')],
  },
  running: [sampleRun('running'), sampleRun('waiting'), sampleRun('queued')],
  failed: [failing],
};
const many = <T>(one: T, count: number): T[] => Array.from({ length: count }, () => one);
const crowded: Seen = {
  waiting: { runs: many(asked, 60), proposals: many(inventoryProposal('awaiting-approval'), 40) },
  asked: { runs: many(asked, 100), proposals: [] },
  running: many(sampleRun('running'), 120),
  failed: many(failing, 80),
};
const long = '任务'.repeat(2_000);
const outside: Seen = {
  waiting: {
    runs: [sampleRun('awaiting-approval', { text: `*<web>* ${long}` })],
    proposals: [inventoryProposal('awaiting-approval', `<web> ${long}`)],
  },
  ...{ asked: none, running: [] },
  failed: [
    sampleSchedule({
      by: 'U0ENGINEER',
      does: { en: long, zh: long },
      last: { ...last(), why: { en: long, zh: long } },
    }),
  ],
};

function last() {
  return { due: scheduledAt, ended: scheduledAt, outcome: 'failed' as const };
}

export const homes: Family = {
  name: 'home',
  title: { en: 'Home', zh: '主页' },
  samples: [
    sample('home-quiet', 'Nothing waits', '没有待办', shown(quiet)),
    sample('home-busy', 'Something in each list', '各列表均有内容', shown(busy)),
    sample('home-crowded', 'More than is shown', '超出显示上限', shown(crowded)),
    sample('home-outside-text', 'Long words from outside', '很长的外部文字', shown(outside)),
    sample('home-approver', 'An approver without rights of their own', '没有其他权限的审批人', (language) => {
      const who = samplePerson({ id: 'U0APPROVER' });
      const can = { deploy: false, convert: false };
      return home({ who, access: sampleAccess, seen: quiet, can, prefix: '', now: noon }, language);
    }),
    sample('home-outsider', 'Somebody without rights', '没有权限的人', nobody({ id: 'U0OTHER' })),
    sample('home-guest', 'A guest', '访客', nobody({ guest: true })),
  ],
};

function shown(seen: Seen): Sample['make'] {
  const can = { deploy: true, convert: true };
  return (language) =>
    home({ who: samplePerson(), access: sampleAccess, seen, can, prefix: 'it-', now: noon }, language);
}

function nobody(more: Partial<Person>): Sample['make'] {
  const can = { deploy: false, convert: false };
  return (language) =>
    home({ who: samplePerson(more), access: sampleAccess, seen: undefined, can, prefix: '', now: noon }, language);
}
