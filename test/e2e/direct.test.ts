import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';

let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam();
});
afterAll(() => team.stop());

const direct = { in: '@bot' };
const said = async (text: string, as = 'engineer', where = {}) => {
  const answer = await team.ask(as, text, { ...direct, ...where });
  return `${answer.text}\n${JSON.stringify(answer.blocks)}`;
};
const inDirect = async () => (await team.slack.messages({ as: 'engineer', in: '@bot' })).length;

describe('a text in a direct message is answered as a mention is:', () => {
  it.each([
    ['help', '/deploy'],
    ['help deploy', '--strategy'],
    ['deploy list', '1.2.0'],
    ['whoami', 'engineers'],
    ['ops whoami', 'engineers'],
    ['@bot deploy list', '1.2.0'],
    ['could you, @bot, deploy list', 'What you can do'],
    ['hello', 'What you can do'],
    ['what can you do?', 'What you can do'],
    ['deplyo hello staging', 'Did you mean deploy?'],
    ['deploy hello@9.9.9', 'environment'],
    ['audit @approver 1d', 'Audit log'],
  ])('%s', async (text, expected) => {
    expect(await said(text)).toContain(expected);
  });

  it('in the language of who writes it', async () => {
    expect(await said('你好', 'engineer2')).toContain('你可以');
  });

  it('with a run, whose card is in the channel of its environment', async () => {
    const run = await team.request('engineer', 'deploy hello@1.0.0 staging', direct);
    expect((await team.bot().core.runs.get(run))?.state).toBe('awaiting-approval');
    await said(`cancel ${run}`);
  });

  it('to an outsider, that it is not theirs to use', async () => {
    expect(await said('deploy list', 'outsider')).toContain('may not');
  });
});

it('the answer stays in the conversation, and in the thread where one was written in', async () => {
  const answer = await team.ask('engineer', 'help', direct);
  expect(answer.ephemeral).toBe(false);
  const reply = await team.ask('engineer', 'whoami', { ...direct, thread: answer.ts });
  expect(reply.threadTs).toBe(answer.ts);
});

it('is answered once, though Slack tells of it twice', async () => {
  const before = await inDirect();
  team.slack.faults.double(1);
  await said('whoami');
  await said('help');
  expect(await inDirect()).toBe(before + 4);
});

it('a file is answered as a file, not as words, and what somebody deletes is not answered', async () => {
  const before = await inDirect();
  const content = Buffer.from('name,ip\nweb-90,10.9.0.1\n').toString('base64');
  const { ts } = await team.slack.upload({ as: 'engineer', name: 'hosts.csv', content, text: 'hello', ...direct });
  await team.until('the inventory', async () => {
    const all = await team.slack.messages({ as: 'engineer', in: '@bot' });
    return all.find(({ threadTs, from }) => threadTs === ts && from === 'changeops');
  });
  const typed = await team.slack.type({ as: 'engineer', text: 'whoami', ...direct });
  await team.until('the answer', async () => ((await inDirect()) >= before + 4 ? true : undefined));
  const { channel = '' } = (await team.slack.messages({ as: 'engineer', in: '@bot' }))[0] ?? {};
  await team.slack.deleteMessage({ in: channel, ts: typed.ts ?? '' });
  const after = await inDirect();
  await said('help');
  expect(await inDirect()).toBe(after + 2);
});

it('words among people stay among them', async () => {
  await team.slack.type({ as: 'engineer', text: 'help', in: 'general' });
  await said('whoami');
  expect((await team.slack.messages({ in: 'general' })).filter(({ from }) => from === 'changeops')).toEqual([]);
});
