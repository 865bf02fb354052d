import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { HostEntries } from '../../src/core/inventory/entries.ts';
import type { Shown } from '../../src/sandbox/slack/people/reading.ts';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';
import { proposalOf, proposalResultOf, wordsOf } from '../support/watching.ts';

const killedSave = fileURLToPath(new URL('../support/killed-save.ts', import.meta.url));

let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam();
});
afterAll(() => team.stop());

const file = () => join(team.sandbox.dataDir, 'settings/hosts.yaml');
const text = () => readFileSync(file(), 'utf8');
const hosts = () => parse(text()).hosts;

async function propose(incoming: HostEntries, more: { complete?: boolean; by?: string } = {}): Promise<string> {
  const request = {
    kind: 'inventory',
    complete: false,
    by: 'U0ENGINEER',
    channel: 'C0CHANGES',
    source: '台账.xlsx',
  } as const;
  const asked = await team.bot().core.proposals.propose({ ...request, incoming, ...more });
  if (asked.outcome !== 'asked') throw new Error(`it is ${asked.outcome}`);
  return asked.proposal.id;
}

const cardOf = (id: string, ...states: string[]) =>
  team.until(`the card of ${id} to be ${states.join(' or ')}`, async () =>
    (await team.slack.messages()).findLast((one) => {
      const about = proposalOf(one);
      return about?.proposal === id && states.includes(about.state);
    }),
  );
const resultOf = (id: string) =>
  team.until(`the result of ${id}`, async () =>
    (await team.slack.messages()).find((one) => proposalResultOf(one)?.proposal === id),
  );

/** Clicks a button of a card; resolves with what the person is told. */
async function click(as: string, card: Shown, button: string): Promise<string> {
  const before = (await team.slack.messages({ as })).length;
  const done = await team.slack.click({ as, in: card.channel, ts: card.ts, button });
  if (!done.ok) throw new Error(`${button}: ${done.error}`);
  const answer = await team.until(`an answer to ${button}`, async () =>
    (await team.slack.messages({ as })).slice(before).find(({ ephemeral }) => ephemeral),
  );
  return answer.text;
}

describe('saving to the inventory', () => {
  it('shows the difference to everyone, saves when an approver agrees, and is taken back by undo', async () => {
    const before = text();
    const id = await propose({
      'web-01': { address: '127.0.0.1', labels: { site: '上海' } },
      'sw-1': { address: '10.0.0.1', type: 'switch', platform: 'huawei-vrp', labels: { env: 'prod' } },
    });
    const card = await cardOf(id, 'awaiting-approval');
    expect(card.ephemeral).toBeFalsy();
    for (const words of ['site: 北京 → 上海', 'sw-1', 'prod (+1)', '1 new, 1 changed', 'approvers'])
      expect(wordsOf(card)).toContain(words);
    expect(await click('engineer', card, 'proposal.approve')).toContain('yourself');
    expect(await click('outsider', card, 'proposal.approve')).toContain('may not decide');
    expect(text()).toBe(before);

    expect(await click('approver', card, 'proposal.approve')).toContain('/inventory undo');
    expect(hosts()['web-01']).toMatchObject({ credential: 'sandbox', labels: { site: '上海', env: 'staging' } });
    expect(hosts()['sw-1']).toMatchObject({ type: 'switch' });
    expect(team.bot().core.settings.current().hosts['sw-1']?.platform).toBe('huawei-vrp');
    expect(wordsOf(await cardOf(id, 'saved'))).not.toContain('proposal.approve');
    const result = await resultOf(id);
    expect(result.threadTs).toBe(card.ts);
    expect(wordsOf(result)).toContain('<@U0APPROVER>');
    expect((await team.ask('engineer', '/inventory diff')).text).toContain('台账.xlsx');

    expect(wordsOf(await team.ask('engineer', '/inventory undo --dry-run'))).toContain('site: 上海 → 北京');
    const asked = await team.ask('engineer', '/inventory undo --reason "wrong sheet"');
    const undo = /inv-[0-9a-z-]+/.exec(asked.text)?.[0] ?? '';
    await click('approver2', await cardOf(undo, 'awaiting-approval'), 'proposal.approve');
    await resultOf(undo);
    expect(text()).toBe(before);
    const audit = wordsOf(await team.ask('engineer', `/ops audit ${undo}`));
    for (const words of ['wrong sheet', 'was saved']) expect(audit).toContain(words);
  });

  it('is rejected with a reason for all to see', async () => {
    const id = await propose({ 'sw-2': { address: '10.0.0.2' } });
    const card = await cardOf(id, 'awaiting-approval');
    await team.slack.click({ as: 'approver', in: card.channel, ts: card.ts, button: 'proposal.reject' });
    await team.until('the dialog', async () =>
      JSON.stringify((await team.slack.views({ as: 'approver' })).at(-1)?.view ?? '').includes(id) ? true : undefined,
    );
    await team.submit('approver', { reason: 'no such switch' });
    expect(wordsOf(await cardOf(id, 'rejected'))).toContain('no such switch');
    expect(wordsOf(await resultOf(id))).toContain('no such switch');
    expect(Object.keys(hosts())).not.toContain('sw-2');
  });

  it('shows many hosts in a file', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `many-${index}`);
    const id = await propose(Object.fromEntries(names.map((name) => [name, { address: '10.1.0.1' }])));
    const card = await cardOf(id, 'awaiting-approval');
    expect(wordsOf(card)).toContain('25 more hosts');
    const shared = await team.until('the file', async () =>
      (await team.slack.messages()).find(
        (one) => one.threadTs === card.ts && JSON.stringify(one).includes(`${id}.txt`),
      ),
    );
    expect(shared.from).toBe('changeops');
  });

  it('of a file that was edited meanwhile shows the difference again', async () => {
    const id = await propose({ 'web-02': { address: '127.0.0.1', labels: { rack: '12' } } });
    const card = await cardOf(id, 'awaiting-approval');
    writeFileSync(file(), `${text()}# edited by hand\n`);
    const answer = await click('approver', card, 'proposal.approve');
    const again = /inv-[0-9a-z-]+/.exec(answer)?.[0] ?? '';
    await cardOf(id, 'refused');
    await click('approver', await cardOf(again, 'awaiting-approval'), 'proposal.approve');
    await resultOf(again);
    expect(text()).toContain('# edited by hand');
    expect(hosts()['web-02'].labels.rack).toBe('12');
  });

  it('is decided after a restart too', async () => {
    const id = await propose({ 'web-03': { address: '127.0.0.1', labels: { rack: '13' } } });
    const card = await cardOf(id, 'awaiting-approval');
    await team.restart();
    await click('approver', card, 'proposal.approve');
    await resultOf(id);
    expect(hosts()['web-03'].labels.rack).toBe('13');
  });
});

describe('a bot that was killed between the last approval and the writing', () => {
  it('writes at its next start, and tells', async () => {
    const own = await startSandboxTeam();
    await own.bot().stop();
    const { dataDir } = own.sandbox;
    const hostsFile = join(dataDir, 'settings/hosts.yaml');
    const before = readFileSync(hostsFile, 'utf8');
    const incoming = { 'sw-9': { address: '10.0.0.9' } };
    const wish = JSON.stringify({ kind: 'inventory', incoming, complete: false, source: 'list.xlsx' });
    const child = spawn(process.execPath, [killedSave, dataDir, wish], { stdio: 'inherit' });
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
    expect(readFileSync(hostsFile, 'utf8')).toBe(before);
    await own.restart();
    const card = await own.until('the card of what was saved', async () =>
      (await own.slack.messages()).find((one) => proposalOf(one)?.state === 'saved'),
    );
    expect(wordsOf(card)).toContain('list.xlsx');
    expect(readFileSync(hostsFile, 'utf8')).toContain('sw-9: { address: 10.0.0.9 }');
    await own.stop();
  });
});

describe('/inventory', () => {
  it('lists hosts, shows one, and says how to import', async () => {
    expect(wordsOf(await team.ask('engineer', '/inventory list site=上海'))).toContain('web-03');
    expect(wordsOf(await team.ask('approver', '/inventory show web-01'))).toContain('北京');
    expect((await team.ask('engineer', '/inventory show web-9')).text).toContain('web-0');
    expect((await team.ask('engineer', '/inventory import')).text).toContain('Drop a spreadsheet');
    expect((await team.ask('outsider', '/inventory list')).text).toContain('may not use');
    expect((await team.ask('approver', '/inventory undo')).text).toContain('may not use');
  });

  it.each([
    ['ansible-yaml env=staging', 'inventory.yaml', 'web-01:'],
    ['changeops', 'hosts.yaml', 'credential: sandbox'],
  ])('exports %s as a file for everyone', async (what, name, holds) => {
    await team.ask('engineer', `/inventory export ${what}`);
    const found = await team.until(`the file ${name}`, async () => {
      for (const one of await team.slack.messages()) {
        for (const shared of one.files ?? []) if (shared.name === name) return shared;
      }
      return undefined;
    });
    const { content } = await team.slack.file({ id: found.id });
    expect(Buffer.from(content, 'base64').toString()).toContain(holds);
  });

  it('names the nearest format', async () => {
    expect((await team.ask('engineer', '/inventory export ansibel-yaml')).text).toContain('ansible-yaml');
  });
});
