import { hash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import { describe as inWords } from '../../../src/core/runs/audit-texts.ts';
import { createWorld, environmentsYaml, hostsYaml, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});

const moveWeb01 = { 'web-01': { address: '10.0.0.11', labels: { site: '上海' } } };
const movedYaml = hostsYaml.replace('北京', '上海');
const types = async () => (await world.entries()).map(({ event }) => event.type);
const stateOf = (id: string) => world.proposals.get(id)?.state;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error) => (error instanceof OpsError ? error.code : Promise.reject(error)),
  );

describe('a change of the inventory', () => {
  it('is saved with the approval that the policy asks, and keeps what only the inventory knows', async () => {
    const proposal = await world.awaiting(moveWeb01);
    expect(proposal).toMatchObject({ requester: 'UENG', summary: { en: '1 changed' }, environments: ['prod'] });
    expect(await world.hosts()).toBe(hostsYaml);
    expect(await world.approve(proposal, 'UAPP2')).toMatchObject({
      ok: true,
      text: { en: expect.stringContaining('/inventory undo') },
    });
    expect(await world.hosts()).toBe(movedYaml);
    expect(world.settings.current().hosts['web-01']).toMatchObject({ labels: { site: '上海' }, credential: 'ops' });
    expect(await types()).toEqual(['proposed', 'proposal-approved', 'proposal-ended']);
  });

  it('is saved at once where nobody need agree, on record before it is done', async () => {
    await world.write('environments.yaml', environmentsYaml(0));
    world.replace = async () => {
      expect(await types()).toEqual(['proposed']);
      return true;
    };
    expect(await world.ask(moveWeb01)).toMatchObject({ outcome: 'saved' });
  });

  it('asked for twice is asked once; once saved there is nothing to change', async () => {
    const proposal = await world.awaiting(moveWeb01);
    expect(await world.ask(moveWeb01, { by: 'UENG2' })).toMatchObject({
      outcome: 'asked-already',
      proposal: { id: proposal.id },
    });
    await world.approve(proposal, 'UAPP2');
    expect(await world.ask(moveWeb01)).toMatchObject({ outcome: 'nothing-to-change' });
    expect(await types()).toEqual(['proposed', 'proposal-approved', 'proposal-ended']);
  });

  it('says which members of environments change', async () => {
    const incoming = {
      'web-01': { labels: { env: 'staging' } },
      'web-03': { address: '10.0.0.13', labels: { env: 'staging' } },
      'web-04': { address: '10.0.0.14' },
    };
    expect(await world.ask(incoming)).toMatchObject({
      members: [
        { environment: 'prod', joined: [], left: ['web-01'] },
        { environment: 'staging', joined: ['web-01', 'web-03'], left: [] },
      ],
      proposal: { environments: ['prod', 'staging'] },
    });
  });

  it('takes hosts out only where the list is said to be complete', async () => {
    const incoming = { 'web-02': { address: '10.0.0.12' } };
    expect(await world.ask(incoming)).toMatchObject({ outcome: 'nothing-to-change' });
    const proposal = await world.awaiting(incoming, { complete: true });
    await world.approve(proposal, 'UAPP2');
    expect(Object.keys(world.settings.current().hosts)).toEqual(['web-02']);
  });

  it.each<[string, object, RegExp]>([
    ['an address that is none', { 'web-01': { address: '999.1.1.1' } }, /hosts\.web-01\.address/],
    ['a name that is none', { 'a b': { address: '10.0.0.1' } }, /cannot be a name/],
    ['a reserved name', { list: { address: '10.0.0.1' } }, /commands use/],
    ['no address', { x: { platform: 'linux' } }, /address is missing/],
    ['a type that is none', { x: { address: '10.0.0.1', type: 'toaster' } }, /must be one of/],
    ['a credential that is none', { 'web-01': { credential: 'nope' } }, /no credential called nope/],
    ['a prototype', { __proto__x: { address: '10.0.0.1', labels: { constructor: 'x' } } }, /constructor/],
  ])('is refused at once when it would leave settings that are not valid: %s', async (_, incoming, why) => {
    const error = await world.ask(incoming as never).catch((thrown: OpsError) => thrown);
    expect(error).toMatchObject({ code: 'inventory-invalid', text: { en: expect.stringMatching(why) } });
    expect(await world.hosts()).toBe(hostsYaml);
    expect(await types()).toEqual([]);
  });

  it('shows in a preview what it would be, and keeps nothing', async () => {
    const request = { kind: 'inventory', complete: false, by: 'UENG', channel: 'C1', source: 'x' } as const;
    const { difference } = await world.proposals.preview({ ...request, incoming: moveWeb01 });
    expect(difference.changed).toEqual([{ name: 'web-01', keys: [{ key: 'labels.site', from: '北京', to: '上海' }] }]);
    expect(world.proposals.list()).toEqual([]);
  });

  it('is told of in both languages by the audit log', async () => {
    const proposal = await world.awaiting(moveWeb01, { reason: 'moved' });
    await world.approve(proposal, 'UAPP2');
    const texts = (await world.entries()).map(({ event }) => inWords(event));
    expect(texts.map(({ en }) => en)).toEqual([
      `proposed ${proposal.id}, a change of the inventory, from list.xlsx: 1 changed: moved`,
      `approved ${proposal.id}, change ${proposal.digest.slice(0, 12)}`,
      `${proposal.id} was saved`,
    ]);
    for (const { zh } of texts) expect(zh).toMatch(/\p{Script=Han}/u);
  });
});

describe('who may', () => {
  it.each([
    ['somebody without the right', 'UAPP2', 'forbidden'],
    ['who is deactivated', 'UENG', 'person-unfit'],
    ['who may only change another environment', 'UOTHER', 'forbidden'],
  ])('refuses %s, on record', async (_, by, code) => {
    if (code === 'person-unfit') world.people.UENG = { ...world.people.UGONE, id: 'UENG' } as never;
    expect(await codeOf(world.ask(moveWeb01, { by }))).toBe(code);
    expect(await types()).toEqual(['refused']);
  });

  it('lets somebody change the environments that they may', async () => {
    const asked = await world.ask({ 'web-02': { labels: { cpu: 16 } } }, { by: 'UOTHER' });
    expect(asked.outcome).toBe('asked');
  });

  it.each([
    ['the requester', 'UAPP1', 'yourself'],
    ['who is in no group that is asked', 'UENG2', 'may not decide'],
    ['a bot', 'UBOT', 'a bot'],
    ['a guest', 'UGUEST', 'a guest'],
    ['who was deactivated', 'UGONE', 'deactivated'],
    ['who is from elsewhere', 'UFAR', 'another workspace'],
  ])('takes no approval of %s', async (_, by, why) => {
    const proposal = await world.awaiting(moveWeb01, { by: 'UAPP1' });
    const answer = await world.approve(proposal, by);
    expect(answer).toMatchObject({ ok: false, text: { en: expect.stringContaining(why) } });
    expect(await world.hosts()).toBe(hostsYaml);
    expect(await types()).toEqual(['proposed', 'refused']);
  });

  it('waits for as many as are asked, each once, and asks for more where the policy became stricter', async () => {
    await world.write('environments.yaml', environmentsYaml(2));
    const proposal = await world.awaiting(moveWeb01);
    expect((await world.approve(proposal, 'UAPP2')).text.en).toContain('1 more of approvers');
    expect((await world.approve(proposal, 'UAPP2')).text.en).toContain('already');
    await world.write('environments.yaml', environmentsYaml(3));
    expect((await world.approve(proposal, 'UAPP3')).text.en).toContain('1 more of approvers');
    expect((await world.approve(proposal, 'UAPP1')).ok).toBe(true);
    expect(stateOf(proposal.id)).toBe('saved');
  });

  it('does not count an approver who has left meanwhile', async () => {
    await world.write('environments.yaml', environmentsYaml(2));
    const proposal = await world.awaiting(moveWeb01);
    await world.approve(proposal, 'UAPP2');
    world.people.UAPP2 = { ...world.people.UGONE, id: 'UAPP2' } as never;
    expect((await world.approve(proposal, 'UAPP3')).text.en).toContain('1 more of approvers');
    expect(stateOf(proposal.id)).toBe('awaiting-approval');
  });

  it('saves nothing for a requester who may not ask any more', async () => {
    const proposal = await world.awaiting(moveWeb01);
    world.people.UENG = { ...world.people.UGONE, id: 'UENG' } as never;
    expect(await world.approve(proposal, 'UAPP2')).toMatchObject({ ok: false, proposal: { state: 'refused' } });
    expect(await world.hosts()).toBe(hostsYaml);
  });
});

describe('a decision', () => {
  it('is answered when it is late, double, on something else or on nothing', async () => {
    const proposal = await world.awaiting(moveWeb01);
    expect(await world.proposals.approve('inv-1', proposal.digest, 'UAPP2')).toMatchObject({ ok: false });
    expect(await world.proposals.approve(proposal.id, '0'.repeat(64), 'UAPP2')).toMatchObject({ ok: false });
    const both = await Promise.all([world.approve(proposal, 'UAPP2'), world.approve(proposal, 'UAPP3')]);
    expect(both.map(({ ok }) => ok)).toEqual([true, false]);
    expect(both[1]?.text.en).toContain('Too late');
    expect((await world.proposals.reject(proposal.id, proposal.digest, 'UAPP3')).text.en).toContain('Too late');
  });

  it('to reject ends it, with its reason', async () => {
    const proposal = await world.awaiting(moveWeb01);
    await world.proposals.reject(proposal.id, proposal.digest, 'UAPP2', 'wrong sheet');
    expect(world.proposals.get(proposal.id)).toMatchObject({
      state: 'rejected',
      rejection: { by: 'UAPP2', reason: 'wrong sheet' },
    });
    expect((await world.approve(proposal, 'UAPP3')).ok).toBe(false);
    expect(await world.hosts()).toBe(hostsYaml);
  });

  it('to withdraw is the requester’s own', async () => {
    const proposal = await world.awaiting(moveWeb01);
    expect((await world.proposals.reject(proposal.id, proposal.digest, 'UENG2')).ok).toBe(false);
    expect((await world.proposals.reject(proposal.id, proposal.digest, 'UENG')).text.en).toContain('withdrew');
  });

  it('that nobody makes in time ends it', async () => {
    const proposal = await world.awaiting(moveWeb01);
    const ended = Promise.withResolvers<void>();
    world.proposals.subscribe(({ state }) => state === 'expired' && ended.resolve());
    await world.clock.advance(4 * 3_600_000);
    await ended.promise;
    expect((await world.approve(proposal, 'UAPP2')).ok).toBe(false);
  });

  it('counts after a restart too, and time goes on over it', async () => {
    await world.write('environments.yaml', environmentsYaml(2));
    const proposal = await world.awaiting(moveWeb01);
    await world.approve(proposal, 'UAPP2');
    await world.proposals.placed(proposal.id, 'card', { channel: 'C1', ts: '1.0' });
    await world.crash();
    expect(world.proposals.get(proposal.id)).toMatchObject({
      state: 'awaiting-approval',
      approvals: [{ by: 'UAPP2' }],
      card: { ts: '1.0' },
    });
    expect((await world.approve(proposal, 'UAPP3')).ok).toBe(true);
    await world.crash();
    expect(stateOf(proposal.id)).toBe('saved');
    expect((await world.approve(proposal, 'UAPP3')).text.en).toContain('Too late');
  });
});

describe('a proposal of an earlier version of the bot', () => {
  it('whose details name no kind is one of the inventory’s', async () => {
    const proposal = await world.awaiting(moveWeb01);
    const { kind: _, ...details } = (await world.proposals.details(proposal.id)) ?? {};
    await world.keep(proposal.id, 'details.json', JSON.stringify(details));
    await world.crash();
    expect(await world.proposals.details(proposal.id)).toMatchObject({ kind: 'inventory', members: [] });
    expect((await world.approve(proposal, 'UAPP2')).ok).toBe(true);
    expect(await world.hosts()).toBe(movedYaml);
  });

  it('has the digest that it was shown with', async () => {
    const { before, after, digest } = await world.awaiting(moveWeb01);
    const policy = '{"expires":14400000,"from":["approvers"],"required":1}';
    const bound = `{"after":"${after}","before":"${before}","environments":["prod"],"kind":"inventory","policy":${policy}}`;
    expect(hash('sha256', bound)).toBe(digest);
  });
});

describe('a file that was changed meanwhile', () => {
  it('is not overwritten: the difference is shown again as another proposal', async () => {
    const proposal = await world.awaiting(moveWeb01);
    const edited = hostsYaml.replace('cpu: 8', 'cpu: 16');
    await world.write('hosts.yaml', edited);
    const answer = await world.approve(proposal, 'UAPP2');
    const [again] = world.proposals.list();
    expect(answer).toMatchObject({ ok: false, text: { en: expect.stringContaining(again?.id ?? '?') } });
    expect(again?.id).not.toBe(proposal.id);
    expect(world.proposals.get(proposal.id)).toMatchObject({ state: 'refused', why: { code: 'moved' } });
    expect(await world.hosts()).toBe(edited);
    if (again) await world.approve(again, 'UAPP2');
    expect(await world.hosts()).toBe(edited.replace('北京', '上海'));
  });

  it('to just what was proposed leaves nothing to save', async () => {
    const proposal = await world.awaiting(moveWeb01);
    await world.write('hosts.yaml', movedYaml);
    await world.approve(proposal, 'UAPP2');
    expect(world.proposals.get(proposal.id)).toMatchObject({ state: 'refused', why: { code: 'already-so' } });
    expect(world.proposals.list()).toHaveLength(1);
  });
});

describe('a save that does not come to its end', () => {
  it('is told where the file cannot be written', async () => {
    const proposal = await world.awaiting(moveWeb01);
    world.replace = () => Promise.reject(new Error('ENOSPC'));
    expect(await world.approve(proposal, 'UAPP2')).toMatchObject({
      ok: false,
      text: { en: expect.stringContaining('ENOSPC') },
      proposal: { state: 'refused' },
    });
  });

  const killed = async (replace: World['replace']) => {
    const proposal = await world.awaiting(moveWeb01);
    const begun = Promise.withResolvers<void>();
    const real = world.replace;
    world.replace = async (...all) => {
      await replace?.(...all);
      begun.resolve();
      return new Promise(() => {});
    };
    void world.approve(proposal, 'UAPP2');
    await begun.promise;
    world.replace = real;
    return proposal;
  };

  it('is carried out at the next start where the bot was killed before it wrote', async () => {
    const proposal = await killed(async () => true);
    expect(await world.hosts()).toBe(hostsYaml);
    await world.crash();
    expect(stateOf(proposal.id)).toBe('saved');
    expect(await world.hosts()).toBe(movedYaml);
  });

  it('is known as saved at the next start where the bot was killed after it wrote', async () => {
    const proposal = await killed(async (_, text) => {
      await world.write('hosts.yaml', text);
      return true;
    });
    await world.crash();
    expect(stateOf(proposal.id)).toBe('saved');
    expect(await types()).toEqual(['proposed', 'proposal-approved', 'proposal-ended']);
  });

  it('is told and shown again where somebody changed the file before the next start', async () => {
    const proposal = await killed(async () => true);
    const edited = hostsYaml.replace('cpu: 8', 'cpu: 16');
    await world.write('hosts.yaml', edited);
    await world.crash();
    expect(world.proposals.get(proposal.id)).toMatchObject({ state: 'refused', why: { code: 'moved' } });
    expect(world.proposals.list()[0]).toMatchObject({ state: 'awaiting-approval', requester: 'UENG' });
    expect(await world.hosts()).toBe(edited);
  });
});

describe('undo', () => {
  const undo = (more = {}) => world.proposals.undo({ by: 'UENG', channel: 'C1', ...more });
  const save = async () => {
    const proposal = await world.awaiting(moveWeb01);
    await world.approve(proposal, 'UAPP2');
    return proposal;
  };

  it('brings the file back to the letter, once somebody agrees; undone again, it is as it was saved', async () => {
    const saved = await save();
    const asked = await undo();
    expect(asked).toMatchObject({
      outcome: 'asked',
      proposal: { undoes: saved.id, summary: { en: '1 changed, 1 as it was' } },
    });
    if (asked.outcome === 'asked') await world.approve(asked.proposal, 'UAPP2');
    expect(await world.hosts()).toBe(hostsYaml);
    const back = await undo();
    if (back.outcome === 'asked') await world.approve(back.proposal, 'UAPP2');
    expect(await world.hosts()).toBe(movedYaml);
  });

  it('says so where nothing was saved yet, and needs the right', async () => {
    expect(await codeOf(undo())).toBe('nothing-to-undo');
    await save();
    expect(await codeOf(undo({ by: 'UAPP2' }))).toBe('forbidden');
    expect(await codeOf(undo({ by: 'UOTHER' }))).toBe('forbidden');
  });

  it('says what was changed since, and does nothing', async () => {
    await save();
    await world.write('hosts.yaml', movedYaml.replace('cpu: 8', 'cpu: 16'));
    const error = await undo().catch((thrown: OpsError) => thrown);
    expect(error).toMatchObject({ code: 'inventory-moved', text: { en: expect.stringContaining('cpu: 8 → 16') } });
  });

  it('works over a restart', async () => {
    await save();
    await world.crash();
    expect(await undo()).toMatchObject({ outcome: 'asked' });
  });
});
