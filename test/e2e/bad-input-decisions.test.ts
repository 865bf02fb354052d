import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/io/clock.ts';
import type { Run } from '../../src/core/runs/types.ts';
import { visible } from '../support/blocks.ts';
import { expectWhy, liveVersion, type Scene, startScene, whyOf } from '../support/scene.ts';
import { loggingApp } from '../support/world.ts';

let scene: Scene;
let count = 0;
/** How far the bot's clock is ahead: for some seconds it trusts what it knows of a person. */
let ahead = 0;

beforeAll(async () => {
  scene = await startScene(['web-01', 'web-02'], {
    required: 1,
    clock: { ...systemClock(), now: () => Date.now() + ahead },
  });
  await inventory({ 'web-02': 'spare' });
});
afterEach(async () => {
  const { runs } = scene.team.bot().core;
  for (const { id } of await runs.list({ active: true })) await runs.cancel(id, 'U0ENGINEER');
  await scene.team.slack.setUser({ user: 'approver', deleted: false });
  ahead += 60_000;
  await policy(1);
});
afterAll(() => scene.stop());

describe('a click that counts for nothing', () => {
  it.each([
    {
      phrase: 'by somebody without the right',
      requester: 'engineer',
      by: 'outsider',
      says: /may not decide on .*asks members of approvers/,
    },
    {
      phrase: 'by the requester',
      requester: 'engineer',
      by: 'engineer',
      says: /asked for .* yourself, so somebody else must approve/,
    },
    {
      phrase: 'by the requester, who is in the approvers group',
      requester: 'engineer2',
      by: 'engineer2',
      says: /由你本人申请，须由他人审批（即使你在审批组中）/,
    },
  ])('$phrase is answered, goes on record, and starts nothing', async ({ requester, by, says }) => {
    const run = await asked(requester);
    await scene.told(by, () => approve(by, run), [says]);
    expect(await current(run)).toMatchObject({ state: 'awaiting-approval', approvals: [] });
    expect((await scene.journal()).at(-1)).toBe('refused');
  });

  it('a second one by the same approver is told so, and is no second approval', async () => {
    await policy(2);
    const run = await asked('engineer');
    const both = () => Promise.all([approve('approver', run), approve('approver', run)]);
    await scene.told('approver', both, [/1 more of approvers must approve/, /You have approved .* already/]);
    expect((await current(run)).approvals).toHaveLength(1);
  });

  it('a late one, on a card as it was before, is told what the run is now', async () => {
    const run = await asked('engineer');
    await approve('approver', run);
    await scene.reach(run.id);
    await scene.told('approver2', () => approve('approver2', run, { old: true }), [
      /已不在审批阶段：.*成功.*此次点击未产生任何影响/,
    ]);
    expect(await current(run)).toMatchObject({ state: 'succeeded', approvals: [{ by: 'U0APPROVER' }] });
  });
});

describe('a decision at an awkward moment', () => {
  it('a click after a restart of the bot counts as any other', async () => {
    const run = await asked('engineer');
    await scene.team.restart();
    await approve('approver', run);
    expect(await scene.reach(run.id)).toMatchObject({ state: 'succeeded' });
  });

  it('two approvers at once: both are answered, and the run executes once', async () => {
    const run = await asked('engineer');
    await Promise.all([approve('approver', run), approve('approver2', run)]);
    expect(await scene.reach(run.id)).toMatchObject({ state: 'succeeded' });
    const types: string[] = [];
    for await (const { event } of scene.team.bot().core.journal.read({ run: run.id })) types.push(event.type);
    expect(types.filter((type) => type === 'started' || type === 'approved')).toEqual(['approved', 'started']);
    await scene.sees('approver', [new RegExp(`${run.id} is queued|Too late: ${run.id}`)]);
    await scene.sees('approver2', [new RegExp(`${run.id} 进入队列|已不在审批阶段：${run.id}`)]);
  });

  it('an approver who is deactivated before it starts counts for nothing, and the run asks again', async () => {
    await policy(2);
    const run = await asked('engineer');
    await scene.told('approver', () => approve('approver', run), [/1 more of approvers must approve/]);
    await scene.team.slack.setUser({ user: 'approver', deleted: true });
    ahead += 60_000;
    await approve('approver2', run);
    const again = await askedAgain(run);
    await scene.team.slack.setUser({ user: 'approver', deleted: false });
    expect(again.approvals.map(({ by }) => by)).toEqual(['U0APPROVER2']);
    expect(again.askedAgain?.en).toMatch(/1 of the approvals no longer count.*1 more of approvers/);
    expect(again.askedAgain?.zh).toMatch(/审批已失效.*还需 approvers 中的 1 人/);
  });

  it('the same deploy asked twice is one run; the second asker is told which', async () => {
    const run = await asked('engineer');
    const text = `/deploy svc@${run.plan?.version} test`;
    await scene.told('engineer', () => scene.team.slack.type({ as: 'engineer', text }), [
      new RegExp(`asked for already: run ${run.id}`),
      /\/ops cancel/,
    ]);
    await scene.told('engineer2', () => scene.team.slack.type({ as: 'engineer2', text }), [
      new RegExp(`相同的请求已存在：.*${run.id}`),
    ]);
    expect(await scene.team.bot().core.runs.list({ active: true })).toHaveLength(1);
  });
});

describe('a world that moves between the plan and the run', () => {
  it('a policy made stricter counts', async () => {
    const run = await asked('engineer');
    await policy(2);
    await scene.told('approver', () => approve('approver', run), [/1 more of approvers must approve/]);
    expect(await current(run)).toMatchObject({ state: 'awaiting-approval' });
    await approve('approver2', run);
    expect(await scene.reach(run.id)).toMatchObject({ state: 'succeeded' });
  });

  it('an inventory that was edited sends the run back to ask, with the new plan', async () => {
    const run = await asked('engineer');
    await inventory({ 'web-02': 'test' });
    await approve('approver', run);
    const again = await askedAgain(run);
    expect(again.askedAgain?.en).toMatch(/hosts to change are others than when the plan was made: web-02 joined/);
    expect(again.askedAgain?.zh).toMatch(/需要变更的主机与计划生成时不同：新增 web-02/);
    expect(again.approvals).toEqual([]);
    expect(again.digest).not.toBe(run.digest);
    await scene.told('approver2', () => approve('approver2', run, { old: true }), [/计划在该消息之后已更改/]);
    await scene.team.until(
      'the card shows the new plan',
      async () => (await words(run)).includes('web-02') || undefined,
    );
    await approve('approver', run);
    expect(await scene.reach(run.id)).toMatchObject({ state: 'succeeded' });
    expect(scene.hosts.map(({ home }) => liveVersion(join(home, 'svc')))).toEqual([
      run.plan?.version,
      run.plan?.version,
    ]);
    await inventory({ 'web-02': 'spare' });
  });

  it.each([
    {
      phrase: 'deleted',
      spoil: (file: string) => rmSync(file),
      en: /artifact .* no longer in the store\. Deploy its version again/,
      zh: /制品 .*已不在存储中/,
    },
    {
      phrase: 'altered at equal size',
      spoil: (file: string) => {
        const bytes = readFileSync(file);
        bytes[700] = (bytes[700] ?? 0) ^ 1;
        writeFileSync(file, bytes);
      },
      en: /stored artifact .* is not what was packed/,
      zh: /存储的制品 .*与打包时不一致/,
    },
  ])('an artifact that is $phrase after the plan is never sent; the run is refused', async ({ spoil, en, zh }) => {
    const live = liveVersion(scene.root);
    const run = await asked('engineer');
    const file = join(
      scene.world.dataDir,
      'artifacts/blobs',
      `${run.plan?.kind === 'deploy' ? run.plan.artifact?.hash : ''}.tar`,
    );
    const whole = readFileSync(file);
    spoil(file);
    await approve('approver', run);
    const ended = await scene.reach(run.id);
    writeFileSync(file, whole);
    expect(ended.state, whyOf(ended).en).toBe('refused');
    expectWhy(ended, [en], [zh]);
    expect(liveVersion(scene.root)).toBe(live);
    expect(readdirSync(join(scene.root, 'releases')).some((name) => name.endsWith(run.id))).toBe(false);
  });
});

describe('a chat that is not as it should be', () => {
  it('where the bot is not in the channel, the requester is told to invite it, and nothing is lost', async () => {
    await policy(1, 'C0RANDOM');
    const version = add();
    await scene.told('engineer', () => scene.run('engineer', `/deploy svc@${version} test`, 'awaiting-approval'), [
      /belongs in <#C0RANDOM>/,
      /\/invite/,
    ]);
    const [{ id } = { id: '' }] = await scene.team.bot().core.runs.list({ limit: 1 });
    await scene.team.slack.setMember({ in: 'C0RANDOM', member: true });
    await scene.team.bot().core.runs.cancel(id, 'U0ENGINEER');
    expect(await scene.team.until('the card stands there', () => scene.team.card(id))).toMatchObject({
      channel: 'C0RANDOM',
    });
    await scene.team.slack.setMember({ in: 'C0RANDOM', member: false });
  });

  it('a card that was deleted is posted again, with the state of now', async () => {
    await policy(2);
    const run = await asked('engineer');
    const card = await scene.team.card(run.id);
    if (!card) throw new Error('there is no card');
    await scene.team.slack.deleteMessage({ in: card.channel, ts: card.ts });
    await scene.team.bot().core.runs.approve(run.id, run.digest ?? '', 'U0APPROVER');
    const again = await scene.team.until('another card', async () => {
      const found = await scene.team.card(run.id);
      return found && found.ts !== card.ts ? found : undefined;
    });
    expect(visible({ blocks: again.blocks as never })).toMatch(/<@U0APPROVER> approved/);
    await approve('approver2', run);
    expect(await scene.reach(run.id)).toMatchObject({ state: 'succeeded' });
  });

  it('text that tries to be a mention, a link or a shell is shown as text and does nothing', async () => {
    const version = add();
    const reason = '<!channel> <https://evil.example|click here> `$(touch pwned)` & <@U0APPROVER>';
    const command = `/deploy svc@${version} test --reason "${reason}"`;
    const typing = scene.team.slack.type({ as: 'engineer', text: command, rewrite: false });
    await typing;
    const run = await newest('awaiting-approval');
    const shown = await words(run);
    expect(shown).toContain('&lt;!channel&gt;');
    expect(shown).not.toMatch(/<!channel>|<https:\/\/evil/);
    await approve('approver', run);
    expect(await scene.reach(run.id)).toMatchObject({ state: 'succeeded' });
    expect(readdirSync(scene.root)).not.toContain('pwned');
    expect(readdirSync(join(scene.root, 'releases', `${version}_${run.id}`))).not.toContain('pwned');
  });
});

describe('a settings file that is broken', () => {
  it('is told with file, line and key; the last good ones stay in force', async () => {
    const file = join(scene.world.dataDir, 'settings/hosts.yaml');
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, good.replace('    port:', '    prt:'));
    await scene.team.bot().core.settings.reload();
    const status = (as: string) => () => scene.team.slack.type({ as, text: '/ops status' });
    const line = good.split('\n').findIndex((one) => one.startsWith('    port:')) + 1;
    const place = new RegExp(`hosts\\.yaml.*${line}`);
    await scene.told('engineer', status('engineer'), [place, /hosts\.web-01\.prt/, /port/]);
    await scene.told('engineer2', status('engineer2'), [place, /hosts\.web-01\.prt/, /port/, /[\u4e00-\u9fff]/]);
    const inForce = /last good settings are in force: hosts\.yaml:\d+:\d+ hosts\.web-01\.prt/;
    const run = await asked('engineer');
    await scene.sees('engineer', [inForce]);
    await approve('approver', run);
    expect(await scene.reach(run.id)).toMatchObject({ state: 'succeeded' });
    writeFileSync(file, good);
    await scene.team.bot().core.settings.reload();
    expect(scene.team.bot().core.settings.problems()).toEqual([]);
  });

  it('the journal is whole after all of it', async () => {
    expect(await scene.journal()).toContain('ended');
  });
});

function add(): string {
  const version = `1.${++count}.0`;
  scene.world.addVersion(version, { ...loggingApp(), 'data/version.txt': version });
  return version;
}

/** A run that awaits approval, its card to be seen. */
async function asked(as: string): Promise<Run> {
  const run = await scene.run(as, `/deploy svc@${add()} test`, 'awaiting-approval');
  expect(run.state, whyOf(run).en).toBe('awaiting-approval');
  await scene.team.reach(run.id, 'awaiting-approval');
  return run;
}

async function approve(as: string, run: Run, { old = false } = {}): Promise<void> {
  const card = await scene.team.card(run.id);
  const version = old
    ? card?.versions.findIndex((one) => JSON.stringify(one.blocks).includes('run.approve'))
    : undefined;
  const done = await scene.team.slack.click({ as, in: card?.channel, ts: card?.ts, button: 'run.approve', version });
  if (!done.ok) throw new Error(done.error);
}

async function askedAgain(run: Run): Promise<Run> {
  return scene.team.until(`${run.id} to ask again`, async () => {
    const now = await current(run);
    return now.askedAgain && now.state === 'awaiting-approval' ? now : undefined;
  });
}

async function current(run: Run): Promise<Run> {
  return (await scene.team.bot().core.runs.get(run.id)) ?? run;
}

async function newest(state: Run['state']): Promise<Run> {
  return scene.team.until(`a run that is ${state}`, async () => {
    const [found] = await scene.team.bot().core.runs.list({ limit: 1 });
    if (found?.state !== state || !(await scene.team.card(found.id))) return undefined;
    return scene.team.bot().core.runs.get(found.id);
  });
}

async function words(run: Run): Promise<string> {
  const card = await scene.team.card(run.id);
  return card ? `${card.text}\n${visible({ blocks: card.blocks as never })}` : '';
}

async function policy(required: number, channel?: string): Promise<void> {
  const approval = { required, from: ['approvers'] };
  const test = { hosts: 'env=test', strategy: { kind: 'all' }, approval, ...(channel ? { channel } : {}) };
  scene.world.write('environments', { environments: { test } });
  await scene.team.bot().core.settings.reload();
}

/** Writes the inventory anew, some hosts in another environment. */
async function inventory(environments: Readonly<Record<string, string>>): Promise<void> {
  const host = ({ name, address, port, folder }: Scene['world']['hosts'][number]) => [
    name,
    { address, port, platform: 'linux', credential: 'key', labels: { env: environments[name] ?? 'test', folder } },
  ];
  scene.world.write('hosts', { hosts: Object.fromEntries(scene.world.hosts.map(host)) });
  await scene.team.bot().core.settings.reload();
}
