import { beforeEach, describe, expect, it } from 'vitest';
import type { OpsError } from '../../../src/core/errors.ts';
import type { Proposal, TemplateRequest } from '../../../src/core/proposals/types.ts';
import { describe as inWords } from '../../../src/core/runs/audit-texts.ts';
import { createTemplatesWorld, motd, type TemplatesWorld } from './templates-world.ts';
import { createWorld, environmentsYaml, hostsYaml, type World } from './world.ts';

let world: World;
let kept: TemplatesWorld;
beforeEach(async () => {
  kept = await createTemplatesWorld();
  world = await createWorld(kept.subject);
});

const ask = (template: string, to: TemplateRequest['to'], more: Partial<TemplateRequest> = {}) =>
  world.proposals.propose({
    ...{ kind: 'templates', template, to, by: 'UENG', channel: 'C1', source: `${template}.hbs` },
    ...more,
  });
const awaiting = async (...all: Parameters<typeof ask>): Promise<Proposal> => {
  const asked = await ask(...all);
  if (asked.outcome !== 'asked') throw new Error(`it is ${asked.outcome}`);
  return asked.proposal;
};
const save = async (template: string, to: TemplateRequest['to']) => {
  const proposal = await awaiting(template, to);
  expect(await world.approve(proposal, 'UAPP2')).toMatchObject({ ok: true });
  return proposal;
};
const refusal = (work: Promise<unknown>): Promise<OpsError> =>
  work.then(
    () => Promise.reject(new Error('taken')),
    (error) => error,
  );
const ours = { text: motd('ours {{name}}\n') };

describe('a template that somebody proposes', () => {
  it('is saved in one commit with the approval that the policy asks, in the name of who asked', async () => {
    const proposal = await awaiting('motd', ours, { reason: 'our words' });
    expect(proposal).toMatchObject({
      kind: 'templates',
      of: 'motd',
      summary: { en: 'motd: +1 −1, in place of the shipped one' },
    });
    expect(await kept.own('motd')).toBeUndefined();
    await world.approve(proposal, 'UAPP2');
    expect(await kept.own('motd')).toBe(ours.text);
    expect(kept.commits()).toBe(1);
    const [version] = await kept.store.history({ kind: 'template', name: 'motd' });
    expect(version).toMatchObject({
      author: { id: 'UENG' },
      message: 'our words\n\nmotd.hbs',
      trailers: { Proposal: proposal.id, 'Approved-By': 'UAPP2', Job: proposal.id },
    });
    expect((await kept.templates.get('motd')).body.text).toBe('ours {{name}}\n');
  });

  it('is bound by the digest to its name, and to the texts before and after', async () => {
    await kept.ship('other.hbs', motd('shipped {{name}}\n'));
    const digests = [
      await awaiting('motd', ours),
      await awaiting('other', ours),
      await awaiting('motd', { text: motd('x\n') }),
    ];
    await kept.put('motd', motd('past\n'));
    digests.push(await awaiting('motd', ours));
    expect(new Set(digests.map(({ digest }) => digest)).size).toBe(4);
  });

  it('asked for twice is asked once; the same under another name is another', async () => {
    const first = await awaiting('motd', ours);
    expect(await ask('motd', ours, { by: 'UENG2' })).toMatchObject({
      outcome: 'asked-already',
      proposal: { id: first.id },
    });
    await awaiting('motd2', ours);
    await world.approve(first, 'UAPP2');
    expect(await ask('motd', ours)).toMatchObject({ outcome: 'nothing-to-change' });
  });

  it('is refused with everything that is wrong with it, and nothing is on record', async () => {
    const error = await refusal(ask('motd', { text: motd('{{> nope}}\n{{* deco}}\n') }));
    expect(error).toMatchObject({
      code: 'template-refused',
      findings: [{ line: 5, rule: 'partial-missing' }, { line: 6 }],
    });
    expect(await world.entries()).toEqual([]);
  });

  it('that is a partial names who calls it, and may not break them', async () => {
    expect(await ask('partials/banner', { text: 'ours\n' })).toMatchObject({ users: ['sshd'], partial: 'banner' });
    await kept.ship('uses.hbs', motd('{{> own}}\n'));
    await kept.put('partials/own', 'x\n');
    const error = await refusal(ask('partials/own', 'shipped'));
    expect(error.text.en).toContain('uses.hbs:5:1');
    await kept.ship('partials/loop.hbs', 'x\n');
    await kept.ship('calls.hbs', motd('{{> loop}}\n'));
    expect((await refusal(ask('partials/loop', { text: '{{> banner}}{{> loop}}' }))).text.en).toContain(
      'partials/loop.hbs:1:13',
    );
  });

  it.each([
    ['somebody without the right', 'UAPP2', 'forbidden'],
    ['who has a right to hosts only', 'UOTHER', 'forbidden'],
    ['who was deactivated', 'UGONE', 'person-unfit'],
  ])('is refused to %s, on record', async (_, by, code) => {
    expect(await refusal(ask('motd', ours, { by }))).toMatchObject({ code });
    expect((await world.entries()).map(({ event }) => event)).toMatchObject([
      { type: 'refused', what: 'change the templates' },
    ]);
  });

  it('counts no approval of who asked, and asks for as many as its own policy says', async () => {
    await world.write('environments.yaml', `${environmentsYaml(0)}  templates: { required: 2, from: [approvers] }\n`);
    const proposal = await awaiting('motd', ours, { by: 'UAPP1' });
    expect((await world.approve(proposal, 'UAPP1')).text.en).toContain('yourself');
    expect((await world.approve(proposal, 'UAPP2')).text.en).toContain('1 more of approvers');
    expect((await world.approve(proposal, 'UAPP3')).ok).toBe(true);
    const [version] = await kept.store.history({ kind: 'template', name: 'motd' });
    expect(version?.trailers['Approved-By']).toBe('UAPP2, UAPP3');
  });

  it('is saved at once where nobody need agree', async () => {
    await world.write('environments.yaml', `${environmentsYaml(1)}  templates: { required: 0 }\n`);
    expect(await ask('motd', ours)).toMatchObject({ outcome: 'saved' });
    expect(await kept.own('motd')).toBe(ours.text);
  });

  it('is told of in both languages by the audit log, and leaves the inventory’s undo alone', async () => {
    const proposal = await save('motd', ours);
    const texts = (await world.entries()).map(({ event }) => inWords(event));
    expect(texts[0]?.en).toBe(`proposed ${proposal.id}, a change of a template, from motd.hbs: ${proposal.summary.en}`);
    for (const { zh } of texts) expect(zh).toMatch(/\p{Script=Han}/u);
    expect(await refusal(world.proposals.undo({ by: 'UENG', channel: 'C1' }))).toMatchObject({
      code: 'nothing-to-undo',
    });
    expect(await world.hosts()).toBe(hostsYaml);
  });
});

describe('a template that moved meanwhile', () => {
  it('is not overwritten: the difference is shown again', async () => {
    const proposal = await awaiting('motd', ours);
    await kept.put('motd', motd('theirs\n'));
    const answer = await world.approve(proposal, 'UAPP2');
    const [again] = world.proposals.list();
    expect(answer).toMatchObject({
      ok: false,
      text: { en: expect.stringMatching(/The template motd was changed by somebody else/) },
    });
    expect(world.proposals.get(proposal.id)).toMatchObject({ state: 'refused', why: { code: 'moved' } });
    expect(await kept.own('motd')).toBe(motd('theirs\n'));
    if (again) await world.approve(again, 'UAPP2');
    expect(await kept.own('motd')).toBe(ours.text);
  });

  it('between the look and the commit is not overwritten either', async () => {
    const proposal = await awaiting('motd', ours);
    kept.save = async (job) => {
      kept.save = undefined;
      await kept.put('motd', motd('theirs\n'));
      return kept.store.save(job);
    };
    expect(await world.approve(proposal, 'UAPP2')).toMatchObject({ ok: false, proposal: { why: { code: 'moved' } } });
    expect(await kept.own('motd')).toBe(motd('theirs\n'));
  });

  it('counts as moved too where the one that ships is another now', async () => {
    const proposal = await awaiting('motd', ours);
    await kept.ship('motd.hbs', motd('a newer bot ships this\n'));
    expect(await world.approve(proposal, 'UAPP2')).toMatchObject({ ok: false, proposal: { why: { code: 'moved' } } });
  });

  it('to just what was proposed leaves nothing to save', async () => {
    const proposal = await awaiting('motd', ours);
    await kept.put('motd', ours.text);
    await world.approve(proposal, 'UAPP2');
    expect(world.proposals.get(proposal.id)).toMatchObject({ why: { code: 'already-so' } });
    expect(kept.commits()).toBe(1);
  });
});

describe('a save that does not come to its end', () => {
  /** Approved, and the bot killed: before anything was written, or after `write`. */
  const killed = async (write?: (job: Parameters<TemplatesWorld['store']['save']>[0]) => Promise<unknown>) => {
    const proposal = await awaiting('motd', ours);
    const begun = Promise.withResolvers<void>();
    kept.save = async (job) => {
      await write?.(job);
      begun.resolve();
      return new Promise(() => {});
    };
    void world.approve(proposal, 'UAPP2');
    await begun.promise;
    kept.save = undefined;
    return proposal;
  };

  it('is carried out once at the next start where the bot was killed before the commit', async () => {
    const proposal = await killed();
    await world.crash();
    expect(world.proposals.get(proposal.id)?.state).toBe('saved');
    expect(await kept.own('motd')).toBe(ours.text);
    await world.crash();
    expect(kept.commits()).toBe(1);
  });

  it('is known as saved, and not committed again, where the bot was killed after the commit', async () => {
    const proposal = await killed((job) => kept.store.save(job));
    await world.crash();
    expect(world.proposals.get(proposal.id)?.state).toBe('saved');
    expect(kept.commits()).toBe(1);
  });

  it('is known as saved even where somebody changed it again before the next start', async () => {
    const proposal = await killed((job) => kept.store.save(job));
    await kept.put('motd', motd('theirs\n'));
    await world.crash();
    expect(world.proposals.get(proposal.id)?.state).toBe('saved');
    expect(await kept.own('motd')).toBe(motd('theirs\n'));
    expect(kept.commits()).toBe(2);
  });

  it('is told where git cannot write', async () => {
    const proposal = await awaiting('motd', ours);
    kept.save = () => Promise.reject(new Error('ENOSPC'));
    expect(await world.approve(proposal, 'UAPP2')).toMatchObject({
      ok: false,
      text: { en: expect.stringContaining('ENOSPC') },
    });
  });

  it('is refused where what was approved is damaged on disk', async () => {
    const proposal = await awaiting('motd', ours);
    await world.keep(proposal.id, 'after.hbs', 'damaged');
    await world.approve(proposal, 'UAPP2');
    expect(world.proposals.get(proposal.id)).toMatchObject({ why: { code: 'contents-lost' } });
    expect(await kept.own('motd')).toBeUndefined();
  });
});

describe('a rollback', () => {
  it('brings an earlier text back, through the same approval', async () => {
    await save('motd', ours);
    const revision = await kept.store.revision('HEAD');
    await save('motd', { text: motd('newer\n') });
    await save('motd', { revision });
    expect(await kept.own('motd')).toBe(ours.text);
    expect(kept.commits()).toBe(3);
  });

  it('to what ships takes the team’s own out; back again it is there', async () => {
    await save('motd', ours);
    const revision = await kept.store.revision('HEAD');
    const proposal = await save('motd', 'shipped');
    expect(proposal.summary.en).toBe('motd: +1 −1, the shipped one holds again');
    expect(await kept.own('motd')).toBeUndefined();
    expect((await kept.templates.get('motd')).origin).toBe('shipped');
    expect(await ask('motd', 'shipped')).toMatchObject({ outcome: 'nothing-to-change' });
    await save('motd', { revision });
    expect(await kept.own('motd')).toBe(ours.text);
  });

  it('to a revision without it says so, and one to a text that is wrong today is refused', async () => {
    await save('motd', ours);
    const revision = await kept.store.revision('HEAD');
    await save('new', { text: motd('n\n') });
    expect(await refusal(ask('new', { revision }))).toMatchObject({ code: 'template-absent' });
    await kept.ship('partials/late.hbs', 'x\n');
    await save('motd', { text: motd('{{> late}}\n') });
    const calling = await kept.store.revision('HEAD');
    await save('motd', ours);
    await kept.ship('partials/late.hbs', '{{#if');
    expect((await refusal(ask('motd', { revision: calling }))).text.en).toContain('partials/late.hbs:1:');
  });
});
