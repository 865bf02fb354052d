import { beforeEach, describe, expect, test } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import type { Proposal, Proposals, Proposed } from '../../../src/core/proposals/types.ts';
import type { Host } from '../../../src/core/settings/types.ts';
import { answerClick, answerCommand, answerSubmit } from '../../../src/handlers/dispatch.ts';
import { digest, noon } from '../../../src/sandbox/gallery/fixtures/runs.ts';
import { by, type Fake, fakeDeps, shown } from '../fakes.ts';

const host = (name: string, site: string): Host => ({
  name,
  address: '10.0.0.1',
  port: 22,
  platform: 'linux',
  type: 'server',
  groups: ['web'],
  credential: 'ops',
  ssh: { legacy: false },
  labels: { env: 'prod', site },
});
const hosts = { 'web-01': host('web-01', '北京'), 'web-02': host('web-02', '上海') };
const proposal: Proposal = {
  id: 'inv-1',
  kind: 'inventory',
  requester: 'U0ENGINEER',
  channel: 'C0CHANGES',
  source: 'list.xlsx',
  digest,
  before: digest,
  after: digest,
  summary: { en: '1 changed', zh: '变更 1 台' },
  environments: [],
  policy: { required: 1, from: ['approvers'], expires: 1 },
  proposedAt: noon,
  state: 'saved',
  approvals: [],
};
const details = {
  kind: 'inventory' as const,
  difference: {
    added: Array.from({ length: 20 }, (_, index) => ({ name: `new-${index}`, entry: { address: '10.0.0.2' } })),
    changed: [],
    same: [],
    gone: [],
  },
  members: [],
};

let fake: Fake;
let asked: unknown[];
beforeEach(async () => {
  asked = [];
  const basic = await fakeDeps();
  const current = basic.deps.settings.current();
  const proposals = {
    ...basic.deps.proposals,
    // The newest one is of something else.
    list: () => [{ ...proposal, id: 'tpl-1', kind: 'templates', of: 'motd' }, proposal],
    get: (id: string) => (id === proposal.id ? proposal : undefined),
    details: async () => details,
    undo: async (request: unknown): Promise<Proposed> => {
      asked.push(request);
      return { outcome: 'asked', proposal, ...details };
    },
    previewUndo: async () => details,
  } as unknown as Proposals;
  const allow = [{ group: 'engineers', commands: ['inventory'] }];
  const settings = { ...current, hosts, access: { ...current.access, allow } };
  fake = await fakeDeps({ deps: { proposals, settings: { current: () => settings, problems: () => [] } } });
});

const type = (text: string, request = by()) => answerCommand('inventory', text, request, fake.deps);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof OpsError ? error.code : Promise.reject(error)),
  );

describe('/inventory', () => {
  test('lists all hosts, or those that a selector picks', async () => {
    expect(shown(await type('list'))).toContain('Inventory (2)');
    const some = shown(await type('list site=上海 @web'));
    expect(some).toContain('web-02');
    expect(some).not.toContain('web-01');
    expect(await codeOf(type('list sit=上海'))).toBe('label-unknown');
  });

  test('shows a host with its environments, and names the nearest where there is none', async () => {
    const words = shown(await type('show web-01', by('U0APPROVER')));
    for (const said of ['10.0.0.1:22', 'prod', 'ops', '北京']) expect(words).toContain(said);
    expect(await codeOf(type('show web-1'))).toBe('host-unknown');
  });

  test('shows what the newest change changes, all of it in a file where it is long', async () => {
    const reply = await type('diff', by('U0APPROVER'));
    expect(reply).toMatchObject({ kind: 'files', files: [{ name: 'inv-1.txt' }] });
    expect(shown(reply)).toContain('list.xlsx');
  });

  test.each([
    ['csv', 'web-02'],
    ['ansible-ini site=上海', 'web-02'],
    [
      'changeops site=上海',
      'web-02: { address: 10.0.0.1, port: 22, platform: linux, type: server, groups: [ web ], credential: ops',
    ],
  ])('exports as %s', async (what, holds) => {
    const reply = await type(`export ${what}`);
    if (reply.kind !== 'files') throw new Error(reply.kind);
    expect(String(reply.files[0]?.content)).toContain(holds);
    expect(String(reply.files[0]?.content).includes('web-01')).toBe(what === 'csv');
  });

  test('needs the right to export and to undo; looking is for every member', async () => {
    for (const text of ['export csv', 'undo', 'import'])
      expect(await codeOf(type(text, by('U0APPROVER')))).toBe('forbidden');
    expect(await codeOf(type('list', by('U0OUTSIDER')))).toBe('forbidden');
    expect(await codeOf(type('export cvs'))).toBe('format-unknown');
  });

  test('undo asks, with --dry-run only shows', async () => {
    expect(shown(await type('undo --dry-run'))).toContain('nothing was changed');
    expect(asked).toEqual([]);
    expect(shown(await type('undo --reason "wrong sheet"'))).toContain('inv-1');
    expect(asked).toEqual([{ by: 'U0ENGINEER', channel: 'C0CHANGES', thread: undefined, reason: 'wrong sheet' }]);
  });
});

describe('the buttons of a card', () => {
  const click = { ...by('U0APPROVER'), value: `inv-1 ${digest}` };

  test('approve with the digest that was shown', async () => {
    expect(shown(await answerClick('proposal.approve', click, fake.deps))).toBe('Done.');
  });

  test('reject with the reason that a dialog asks for', async () => {
    const reply = await answerClick('proposal.reject', click, fake.deps);
    expect(shown(reply)).toContain('list.xlsx');
    const submit = { ...by('U0APPROVER'), state: click.value, values: { reason: ' no ' }, lists: {} };
    expect(shown(await answerSubmit('proposal.reject', submit, fake.deps))).toBe('Done.');
  });

  test('of an unknown proposal say so', async () => {
    const gone = { ...click, value: `inv-2 ${digest}` };
    expect(await codeOf(answerClick('proposal.reject', gone, fake.deps))).toBe('proposal-unknown');
  });
});
