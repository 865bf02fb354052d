import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';
import { settledAnswer } from '../support/settled.ts';
import { wordsOf } from '../support/watching.ts';

let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam({ edits: { general: (general) => Object.assign(general, { language: 'en' }) } });
});
afterAll(() => team.stop());

const ask = (text: string, as = 'engineer') => settledAnswer(team, as, text);
const click = async (button: string, as = 'engineer') => {
  const card = await team.until(`a message with ${button}`, async () =>
    (await team.slack.messages()).findLast((one) => wordsOf(one).includes(`"${button}"`)),
  );
  const done = await team.slack.click({ as, in: card.channel, ts: card.ts, button });
  if (!done.ok) throw new Error(`${button}: ${done.error}`);
};
const said = (words: string, as?: string) =>
  team.until(`the bot to say ${words}`, async () =>
    (await team.slack.messages(as ? { as } : {})).findLast(
      (one) => one.from === 'changeops' && wordsOf(one).includes(words),
    ),
  );
const file = async (name: string) => {
  const message = await team.until(name, async () =>
    (await team.slack.messages()).findLast(({ files }) => files.some((one) => one.name.endsWith(name))),
  );
  const found = message.files.find((one) => one.name.endsWith(name));
  return Buffer.from((await team.slack.file({ id: found?.id ?? '' })).content, 'base64');
};

describe('/generate', () => {
  it('shows what a template comes to on each host, and keeps nothing', async () => {
    const answer = await ask('/generate nginx-site web-01 web-02'.replace('web-01 web-02', 'web-01,web-02'));
    expect(answer).toContain('nginx-site for 2 hosts');
    expect(answer).toContain('2 new · 0 changed');
    expect(answer).toContain('nginx/hello.conf');
    expect(answer).toMatch(/checked by nginx|not checked/);
    expect(await ask('/config list')).toContain('None is kept yet');
  });

  it('names every variable that is missing, with its place, in one answer', async () => {
    const answer = await ask('/generate haproxy web-01');
    expect(answer).toContain('0 new');
    expect(answer).toMatch(/haproxy\.hbs:\d+:\d+/);
    expect(answer).toContain('is missing');
    expect(answer).toContain('is set with `--set name=value`, in vars.yaml or as a label of the host');
    expect(answer).toContain('/template show haproxy');
    expect(await ask('/generate nginx-site web-01')).not.toContain('What is missing');
  });

  it('says where each value comes from', async () => {
    const answer = await ask('/generate nginx-site web-01 --set body_size=99m --explain');
    expect(await ask('/generate nginx-site web-01 --explain --save')).toContain('leave --save out');
    for (const words of ['99m', '--set', 'group web', 'site 北京', '30s', 'default of the template']) {
      expect(answer).toContain(words);
    }
  });

  it('saves with the button what was shown, in one revision, and then finds it unchanged', async () => {
    await ask('/generate nginx-site web-01,web-02');
    await click('generate.save');
    expect(wordsOf(await said('saved 2 configs as revision'))).toContain('U0ENGINEER');
    expect(await ask('/generate nginx-site web-01,web-02')).toContain('2 unchanged');
    expect(await ask('/config list')).toContain('web-02/nginx/hello.conf');
    expect(await ask('/config history web-02/nginx/hello.conf')).toContain('nothing earlier to compare it with');
    expect(await ask('/config diff web-02/nginx/hello.conf')).toContain('it has no version that far back');
  });

  it('does not save what comes out otherwise since it was shown', async () => {
    await ask('/generate nginx-site web-03');
    await team.edit({ vars: (vars) => Object.assign(vars.groups.web, { body_size: '1m' }) });
    await click('generate.save');
    await said('have changed since', 'engineer');
    expect(await ask('/config list web-03')).toContain('None is kept yet');
  });

  it('does not save over what somebody else has saved since', async () => {
    await ask('/generate nginx-site web-02 --set body_size=31m');
    await ask('/generate nginx-site web-02 --set body_size=32m --save', 'engineer2');
    await said('body_size');
    const card = await team.until('the first card', async () =>
      (await team.slack.messages()).findLast(
        (one) => wordsOf(one).includes('"generate.save"') && wordsOf(one).includes('web-02'),
      ),
    );
    await team.slack.click({ as: 'engineer', in: card.channel, ts: card.ts, button: 'generate.save' });
    await team.until('the refusal', async () =>
      (await team.slack.messages({ as: 'engineer' })).findLast(
        (one) => wordsOf(one).includes('web-02') && wordsOf(one).includes('have changed since'),
      ),
    );
    expect(
      await team.bot().core.configs.read({ kind: 'intended', host: 'web-02', name: 'nginx/hello.conf' }),
    ).toContain('32m');
  });

  it('takes no secret by --set, says which names are no variables, and reads quotes as they are meant', async () => {
    expect(await ask('/generate nginx-site web-01 --set db_password=hunter2')).toContain('is a secret');
    expect(await ask('/generate nginx-site web-01 --set bodysize=9m')).toContain('Did you mean body_size?');
    expect(await ask('/generate nginx-site web-01 --set \'upstreams=["10.0.0.1:80"]\'')).not.toContain(
      'must be a list',
    );
  });

  it('gives the configs as a zip, and details in a modal', async () => {
    await ask('/generate nginx-site web-01 --set body_size=5m');
    await click('generate.download');
    expect((await file('.zip')).subarray(0, 2).toString()).toBe('PK');
  });

  it('is refused to who may not, for hosts that are none, and for templates that are none', async () => {
    expect(await ask('/generate nginx-site web-01', 'outsider')).toContain('may not');
    expect(await ask('/generate nginx-site wbe-01')).toContain('Did you mean web-01?');
    expect(await ask('/generate nginx-sit web-01')).toContain('Did you mean nginx-site?');
    expect(await ask('/generate huawei-vrp-firewall web-01')).toContain('is for huawei-vrp');
  });

  it('writes what stands in data as text, never as a template', async () => {
    const answer = await ask('/generate nginx-site web-01 --set "read_timeout={{constructor.constructor}}"');
    expect(answer).not.toContain('function');
    expect(answer).toContain('invalid');
  });
});

describe('secrets in configs that are kept', () => {
  const ref = { kind: 'intended', host: 'web-01', name: 'app.ini' } as const;
  beforeAll(async () => {
    const author = { id: 'U0ENGINEER', name: 'engineer' };
    for (const [at, secret] of ['hunter2', 'hunter3'].entries()) {
      const files = [{ ...ref, text: `[db]\nuser = app\ndb_password = ${secret}\n` }];
      await team.bot().core.configs.save({ id: `secret-${at}`, author, message: 'test', files });
    }
  });

  it('are in nothing that is shown or given out', async () => {
    await ask('/config show web-01/app.ini');
    expect((await file('web-01-app.ini')).toString()).toContain('db_password = [redacted]');
    await ask('/config blame web-01/app.ini');
    expect((await file('app.ini.blame.txt')).toString()).not.toContain('hunter');
    expect(await ask('/config diff web-01/app.ini --from 1')).toContain('[redacted: changed]');
    await ask('/config export web-01 --to tar');
    const archive = (await file('configs.tar')).toString();
    expect(archive).toContain('db_password = [redacted]');
    expect(archive).not.toContain('hunter');
    expect(JSON.stringify(await team.slack.messages())).not.toContain('hunter3');
  });

  it('cannot be felt for with a search', async () => {
    expect(await ask('/config search db_password')).toContain('[redacted]');
    expect(await ask('/config search hunter3')).toContain('Nothing was found');
    expect(await ask('/config search "password = hunter[0-9]" --regex')).toContain('Nothing was found');
  });
});

describe('/template and /config', () => {
  it('tell what there is, and what a template wants to know', async () => {
    expect(await ask('/template list')).toContain('huawei-vrp-access-switch');
    await ask('/template show chrony');
    expect((await file('chrony.hbs')).toString()).toContain('{{');
    expect(await ask('/template check')).toContain('nothing is wrong');
  });

  it('show versions, differences, who wrote which line, and find lines', async () => {
    await ask('/generate nginx-site web-01 --set body_size=7m --save');
    await said('saved 1 config as revision');
    expect(await ask('/config history web-01/nginx/hello.conf')).toContain('2 versions');
    const diff = await ask('/config diff web-01/nginx/hello.conf --from 1');
    expect(diff).toContain('7m');
    expect(diff).toMatch(/\+1 −1/);
    expect(await ask('/config search "client_max_body_size"')).toContain('web-01/nginx/hello.conf:');
    await ask('/config blame web-01/nginx/hello.conf');
    expect((await file('hello.conf.blame.txt')).toString()).toContain('engineer');
    expect(await ask('/config history web-01/nginx/helo.conf')).toContain('Did you mean web-01/nginx/hello.conf?');
    expect(await ask('/config diff web-01/nginx/hello.conf --from --output=x')).not.toContain('fatal');
  });
});
