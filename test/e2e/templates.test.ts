import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../src/sandbox/slack/people/reading.ts';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';
import { settledAnswer } from '../support/settled.ts';
import { proposalOf, proposalResultOf, wordsOf } from '../support/watching.ts';

const killedSave = fileURLToPath(new URL('../support/killed-save.ts', import.meta.url));

let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam({ edits: { general: (general) => Object.assign(general, { language: 'en' }) } });
});
afterAll(() => team.stop());

const shippedText = (name: string) => readFileSync(new URL(`../../templates/${name}.hbs`, import.meta.url), 'utf8');
const motd = (body: string) => `---\ntitle: Message of the day\nfile: motd\n---\n${body}`;

interface Dropping {
  readonly as?: string;
  readonly text?: string;
}
const drop = async (name: string, content: string | Buffer, { as = 'engineer', text }: Dropping = {}) => {
  const done = await team.slack.upload({
    ...{ as, name, content: Buffer.from(content).toString('base64') },
    ...(text !== undefined && { text }),
  });
  return done.ts ?? '';
};
const answer = (thread: string, words: string): Promise<Shown> =>
  team.until(`an answer with ${words}`, async () =>
    (await team.slack.messages()).find(
      (one) => one.threadTs === thread && one.from === 'changeops' && wordsOf(one).includes(words),
    ),
  );
const cardIn = (thread: string, state = 'awaiting-approval') =>
  team.until(`a card in ${thread} that is ${state}`, async () =>
    (await team.slack.messages()).find((one) => one.threadTs === thread && proposalOf(one)?.state === state),
  );
const cardOf = (id: string, state: string) =>
  team.until(`the card of ${id} to be ${state}`, async () =>
    (await team.slack.messages()).find((one) => {
      const about = proposalOf(one);
      return about?.proposal === id && about.state === state;
    }),
  );
const resultOf = (id: string) =>
  team.until(`the result of ${id}`, async () =>
    (await team.slack.messages()).find((one) => proposalResultOf(one)?.proposal === id),
  );
const click = async (as: string, card: Shown, button = 'proposal.approve'): Promise<string> => {
  const before = (await team.slack.messages({ as })).length;
  const done = await team.slack.click({ as, in: card.channel, ts: card.ts, button });
  if (!done.ok) throw new Error(`${button}: ${done.error}`);
  const told = await team.until(`an answer to ${button}`, async () =>
    (await team.slack.messages({ as })).slice(before).find(({ ephemeral }) => ephemeral),
  );
  return told.text;
};
const ask = (text: string, as = 'engineer') => settledAnswer(team, as, text);
const idIn = (words: string) => /tpl-[0-9a-z-]+/.exec(words)?.[0] ?? '';
const own = (name: string) => team.bot().core.configs.read({ kind: 'template', name });
const fileIn = (thread: string, ending: string) =>
  team.until(`a file ${ending}`, async () => {
    const all = (await team.slack.messages()).filter(({ threadTs }) => threadTs === thread).flatMap((one) => one.files);
    const found = all.find(({ name }) => name.endsWith(ending));
    return found && Buffer.from((await team.slack.file({ id: found.id })).content, 'base64').toString();
  });
const git = (...args: string[]) =>
  spawnSync('git', ['-C', join(team.sandbox.dataDir, 'configs'), ...args], { encoding: 'utf8' }).stdout;

describe('a template dropped into the channel', () => {
  it('with errors is refused with all of them and their places; nothing is proposed', async () => {
    const thread = await drop('motd.hbs', motd('{{> nope}}\nx {{upper}}\n{{nohelper name}}\n'));
    const words = wordsOf(await answer(thread, 'is not saved'));
    for (const place of ['motd.hbs:5:1', 'motd.hbs:6:', 'motd.hbs:7:']) expect(words).toContain(place);
    expect(team.bot().core.proposals.list()).toEqual([]);
    expect(await own('motd')).toBeUndefined();
  });

  it('takes the place of one that ships once another person agrees: shown, saved, used, and brought back', async () => {
    const changed = shippedText('chrony').replace('makestep 1.0 3', 'makestep 0.5 5');
    const thread = await drop('chrony.hbs', changed, { text: 'smaller steps' });
    const card = await cardIn(thread);
    const id = proposalOf(card)?.proposal ?? '';
    for (const words of ['+1 −1', '-makestep 1.0 3', '+makestep 0.5 5', 'ships with the bot', 'approvers'])
      expect(wordsOf(card)).toContain(words);
    expect(await ask('/ops approvals', 'approver')).toContain('Change the template chrony');
    expect(await click('engineer', card)).toContain('yourself');
    expect(await click('outsider', card)).toContain('may not decide');
    expect(await ask('/generate chrony web-01 --set \'ntp_servers=["10.0.0.1"]\' --save')).toContain('revision');
    const kept = { kind: 'intended', host: 'web-01', name: 'chrony.conf' } as const;
    expect(await team.bot().core.configs.read(kept)).toContain('makestep 1.0 3');

    await ask('/generate chrony web-02 --set \'ntp_servers=["10.0.0.1"]\'');
    expect(await click('approver', card)).toContain('/template history chrony');
    expect(wordsOf(await resultOf(id))).toContain('<@U0APPROVER>');
    expect(await own('chrony')).toBe(changed);
    expect(git('log', '-1', '--format=%ae %s %(trailers:only,unfold,separator=%x7C)', 'main').trim()).toMatch(
      new RegExp(`^U0ENGINEER@slack smaller steps Proposal: ${id}\\|Approved-By: U0APPROVER\\|Job: ${id}$`),
    );
    expect(await ask('/template list')).toContain('the team’s');
    await ask('/generate chrony web-01 --set \'ntp_servers=["10.0.0.1"]\' --save');
    await team.until('the config of the new template', async () =>
      (await team.bot().core.configs.read(kept))?.includes('makestep 0.5 5') ? true : undefined,
    );

    const old = await team.until('what was generated before', async () =>
      (await team.slack.messages()).find(
        (one) => wordsOf(one).includes('generate.save') && wordsOf(one).includes('web-02'),
      ),
    );
    await team.slack.click({ as: 'engineer', in: old.channel, ts: old.ts, button: 'generate.save' });
    await team.until('the refusal', async () =>
      (await team.slack.messages({ as: 'engineer' })).find((one) => wordsOf(one).includes('have changed since')),
    );

    const second = changed.replace('maxupdateskew 100.0', 'maxupdateskew 50.0');
    await click('approver2', await cardIn(await drop('chrony.hbs', second)));
    await team.until('the second text', async () => ((await own('chrony')) === second ? true : undefined));
    const history = await ask('/template history chrony');
    for (const words of ['2 versions', 'smaller steps', '+1 −1', 'approved by <@U0APPROVER2>'])
      expect(history).toContain(words);

    expect(await ask('/template rollback chrony --to 1 --dry-run')).toContain('-maxupdateskew 50.0');
    const back = idIn(await ask('/template rollback chrony --to 1 --reason "too quick"'));
    await click('approver', await cardOf(back, 'awaiting-approval'));
    await resultOf(back);
    expect(await own('chrony')).toBe(changed);
    expect(await ask('/template history chrony')).toContain('too quick');

    const shipped = idIn(await ask('/template rollback chrony --to shipped'));
    const last = await cardOf(shipped, 'awaiting-approval');
    expect(wordsOf(last)).toContain('the shipped one holds again');
    await click('approver', last);
    await resultOf(shipped);
    expect(await own('chrony')).toBeUndefined();
    expect((await team.bot().core.generating.templates.get('chrony')).origin).toBe('shipped');
    expect(wordsOf(await team.ask('engineer', `/ops audit ${shipped}`))).toContain('a change of a template');
  });

  it('is not saved where somebody else saved another version meanwhile; the difference is shown again', async () => {
    const [one, two] = [
      await drop('race.hbs', motd('one\n')),
      await drop('race.hbs', motd('two\n'), { as: 'engineer2' }),
    ];
    const [first, second] = [await cardIn(one), await cardIn(two)];
    await click('approver', first);
    expect(await click('approver', second)).toContain('was changed by somebody else');
    await cardIn(two, 'refused');
    const again = await cardIn(two);
    expect(wordsOf(again)).toContain('-one');
    expect(await own('race')).toBe(motd('one\n'));
    await click('approver2', again);
    expect(await own('race')).toBe(motd('two\n'));
  });

  it('that is a partial says which templates call it, and is refused where it breaks them', async () => {
    const thread = await drop('managed.hbs', '# ours: {{name}}\n', { text: 'as we word it, partials/ please' });
    const words = wordsOf(await cardIn(thread));
    for (const user of ['chrony', 'sshd', 'partials/managed']) expect(words).toContain(user);
    const broken = await drop('_managed.hbs', '{{> chrony-nope}}\n');
    expect(wordsOf(await answer(broken, 'is not saved'))).toContain('partials/managed.hbs:1:1');
  });

  it('shows a long difference as a file', async () => {
    const long = Array.from({ length: 400 }, (_, index) => `line ${index}`).join('\n');
    const thread = await drop('long.hbs', motd(`${long}\n`));
    expect(wordsOf(await cardIn(thread))).toContain('in the file below');
    expect(await fileIn(thread, '.diff')).toContain('+line 399');
  });

  it('hides a secret that somebody wrote into it, and shows what only names one', async () => {
    const thread = await drop(
      'snmp.hbs',
      motd('snmp-agent community read hunter2hunter2\npassword {{snmp_password}}\n'),
    );
    const words = wordsOf(await cardIn(thread));
    expect(words).not.toContain('hunter2');
    expect(words).toContain('{{snmp_password}}');
    expect(words).toContain('A secret seems to be written into it');
  });

  it.each<[string, string, string | Buffer, string, string?]>([
    ['a name with a blank', 'nginx site.hbs', motd('x'), 'Rename the file (nginx-site.hbs'],
    ['a name that leads out', 'x.hbs', motd('x'), 'cannot be a name', '../../'],
    ['a prototype’s name', 'constructor.hbs', motd('x'), 'cannot be a name'],
    ['two folders', 'x.hbs', motd('x'), 'several folders', 'vrp/ or ios/'],
    ['NUL', 'zero.hbs', motd('a\0b'), 'NUL characters'],
    [
      'GBK',
      'gbk.hbs',
      Buffer.concat([Buffer.from(motd('')), Buffer.from([0xb1, 0xb1, 0xbe, 0xa9])]),
      'Save it as UTF-8',
    ],
    ['an archive by another name', 'zip.hbs', Buffer.from('PK\u0003\u0004\0\0'), 'is not saved'],
    ['10 MB', 'big.hbs', 'x'.repeat(10_000_000), '256 KiB'],
    ['300 KiB', 'bigger.hbs', motd('x'.repeat(300 * 1024)), '256 KiB'],
    ['no front matter', 'bare.hbs', 'x\n', 'Is it a partial?'],
    ['front matter of wrong types', 'types.hbs', '---\ntitle: [1]\nfile: {a: 1}\nvariables: 3\n---\n', 'types.hbs:2:'],
    ['a validator that is none', 'val.hbs', '---\ntitle: x\nfile: x\nvalidators: [ngin]\n---\n', 'Did you mean nginx?'],
    ['a decorator', 'deco.hbs', motd('{{* inline}}'), 'deco.hbs:5:1'],
    ['a dynamic partial', 'dyn.hbs', motd('{{> (lookup . "x")}}'), 'must not depend on data'],
    ['a prototype', 'proto.hbs', motd('{{constructor.constructor "return 1"}}'), 'proto.hbs:5:'],
    ['recursion', '_loop.hbs', '{{> loop}}', 'partials/loop.hbs:1:1'],
  ])('is refused with %s', async (_, name, content, why, text) => {
    const before = team.bot().core.proposals.list().length;
    const thread = await drop(name, content, text === undefined ? {} : { text });
    await team.until(`the refusal with ${why}`, async () =>
      [...(await team.slack.messages()), ...(await team.slack.messages({ as: 'engineer' }))].find(
        (one) => one.threadTs === thread && wordsOf(one).includes(why),
      ),
    );
    expect(team.bot().core.proposals.list()).toHaveLength(before);
  });

  it('is refused to who may not', async () => {
    const thread = await drop('motd.hbs', motd('x'), { as: 'approver', text: '@changeops please' });
    await answer(thread, 'may not use /template');
    expect(await ask('/template rollback chrony --to shipped', 'approver')).toContain('may not use');
  });
});

describe('/template', () => {
  it('names the nearest where there is none, and says what is no revision', async () => {
    for (const form of ['history', 'rollback', 'show'])
      expect(await ask(`/template ${form} chrnoy`)).toContain('Did you mean chrony?');
    expect(await ask('/template history keepalived')).toContain('never kept one of its own');
    expect(await ask('/template rollback keepalived --to 1')).toContain('Nothing was ever saved as keepalived');
    expect(await ask('/template rollback keepalived --to shipped')).toContain('Nothing to change');
    expect(await ask('/template rollback race --to --output=x')).not.toContain('fatal');
    expect(await ask('/template history ../../etc/passwd')).toContain('There is no template');
  });

  it('shows the text of a revision, and of what ships', async () => {
    await ask('/template show race --revision 1');
    const shown = await team.until('the file', async () =>
      (await team.slack.messages()).findLast(
        (one) => one.files.some(({ name }) => name === 'race.hbs') && one.from === 'changeops',
      ),
    );
    const content = (await team.slack.file({ id: shown.files[0]?.id ?? '' })).content;
    expect(Buffer.from(content, 'base64').toString()).toBe(motd('one\n'));
    expect(await ask('/template show race --revision shipped')).toContain('There is no race');
  });
});

describe('a bot that was killed between the last approval and the commit', () => {
  it('commits once at its next start, and tells', async () => {
    const own = await startSandboxTeam();
    await own.bot().stop();
    const { dataDir } = own.sandbox;
    const wish = { kind: 'templates', template: 'motd', to: { text: motd('x\n') }, source: 'motd.hbs' };
    const child = spawn(process.execPath, [killedSave, dataDir, JSON.stringify(wish)], { stdio: 'inherit' });
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
    for (const _ of ['first', 'second']) await own.restart();
    const card = await own.until('the card of what was saved', async () =>
      (await own.slack.messages()).find((one) => proposalOf(one)?.state === 'saved'),
    );
    expect(wordsOf(card)).toContain('motd.hbs');
    const versions = await own.bot().core.configs.history({ kind: 'template', name: 'motd' });
    expect(versions.map(({ author, trailers }) => [author.id, trailers['Approved-By']])).toEqual([
      ['U0ENGINEER', 'U0APPROVER'],
    ]);
    await own.stop();
  });
});

describe('where nobody need agree', () => {
  it('a template is saved at once, and its card says so', async () => {
    await team.edit({ environments: (all) => Object.assign(all.policies.templates, { required: 0 }) });
    const card = await cardIn(await drop('free.hbs', motd('x\n')), 'saved');
    expect(wordsOf(card)).not.toContain('proposal.approve');
    expect(await own('free')).toBe(motd('x\n'));
  });
});
