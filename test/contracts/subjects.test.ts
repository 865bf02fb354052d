import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createHostsFiles } from '../../src/core/inventory/hosts-file.ts';
import type { AllSubjects, Subject } from '../../src/core/proposals/subject.ts';
import { inventorySubject } from '../../src/core/proposals/subjects/inventory.ts';
import type { Proposal } from '../../src/core/proposals/types.ts';
import { digest, noon } from '../../src/sandbox/gallery/fixtures/runs.ts';
import { createTemplatesWorld, motd } from '../core/proposals/templates-world.ts';

/** A subject over real files, and what tests need of it. */
interface Sample {
  readonly subject: Subject;
  /** Two wishes that differ. */
  readonly wishes: readonly [never, never];
  /** What is in place now. */
  now(): Promise<string | undefined>;
}

const samples: { readonly [K in keyof AllSubjects]: () => Promise<Sample> } = {
  inventory: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'subjects-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'hosts.yaml'), 'hosts:\n  web-01: { address: 10.0.0.1 }\n');
    const wish = (address: string) => ({ incoming: { 'web-01': { address } }, complete: false }) as never;
    return {
      subject: inventorySubject(createHostsFiles(folder, async () => {})) as Subject,
      wishes: [wish('10.0.0.2'), wish('10.0.0.3')],
      now: () => readFile(join(folder, 'hosts.yaml'), 'utf8'),
    };
  },
  templates: async () => {
    const world = await createTemplatesWorld();
    const find = async (id: string) => ({ id, name: id }) as never;
    const wish = (text: string) => ({ template: 'motd', to: { text: motd(text) } }) as never;
    return {
      subject: world.subject({ find }) as Subject,
      wishes: [wish('one\n'), wish('two\n')],
      now: () => world.own('motd'),
    };
  },
};

describe.each(Object.entries(samples))('the subject %s', (kind, make) => {
  let sample: Sample;
  let count = 0;
  beforeEach(async () => {
    sample = await make();
  });

  const proposalFor = async (wish: never) => {
    const { change } = await sample.subject.changeOf(wish);
    if (!change) throw new Error('there is nothing to change');
    count += 1;
    const { of, before, after, environments, summary } = change;
    const proposal = {
      ...{ id: `${sample.subject.prefix}-${count}`, kind, requester: 'U0ENGINEER', channel: 'C1', source: 'x', digest },
      ...{ before: before.digest, after: after.digest, environments, summary, proposedAt: noon, state: 'approved' },
      ...{ policy: { required: 1, from: [], expires: 1 }, approvals: [], ...(of && { of }) },
    } as Proposal;
    return { proposal, text: after.text };
  };

  it('stands before, then after; what was written is so already', async () => {
    const { proposal, text } = await proposalFor(sample.wishes[0]);
    expect(await sample.subject.standing(proposal)).toBe('before');
    expect(await sample.subject.write(proposal, text)).toBe(true);
    expect(await sample.subject.standing(proposal)).toBe('after');
    expect(await sample.now()).toBe(text);
    expect((await sample.subject.changeOf(sample.wishes[0])).change).toBeUndefined();
  });

  it('has moved where another change came first, and is not written then', async () => {
    const [late, first] = [await proposalFor(sample.wishes[0]), await proposalFor(sample.wishes[1])];
    await sample.subject.write(first.proposal, first.text);
    expect(await sample.subject.standing(late.proposal)).toBe('moved');
    expect(await sample.subject.write(late.proposal, late.text)).toBe(false);
    expect(await sample.now()).toBe(first.text);
  });

  it('binds other texts by other digests, and names its kind in its details', async () => {
    const [one, two] = [await proposalFor(sample.wishes[0]), await proposalFor(sample.wishes[1])];
    expect(one.proposal.before).toBe(two.proposal.before);
    expect(one.proposal.after).not.toBe(two.proposal.after);
    expect((await sample.subject.changeOf(sample.wishes[0])).details.kind).toBe(kind);
  });

  it('speaks both languages', async () => {
    const { proposal } = await proposalFor(sample.wishes[0]);
    const { words } = sample.subject;
    const why = { en: 'x', zh: '某种原因' };
    for (const text of [
      ...[words.asking, words.forbidden('wang', 'x', []), words.moved(proposal), words.moved(proposal, 'p-2')],
      ...[words.alreadySo(proposal), words.notWritten(proposal, why), words.saved(proposal), proposal.summary],
    ]) {
      expect(text.en).toMatch(/^[^\p{Script=Han}]+$/u);
      expect(text.zh).toMatch(/\p{Script=Han}/u);
    }
  });
});
