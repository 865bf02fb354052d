import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../src/sandbox/slack/people/reading.ts';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';
import { wordsOf } from '../support/watching.ts';

const names = Array.from({ length: 60 }, (_, at) => `many-${String(at).padStart(2, '0')}`);
let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam({
    edits: {
      general: (general) => Object.assign(general, { language: 'en' }),
      hosts: ({ hosts }) => {
        const host = (at: number) => ({
          ...hosts['web-01'],
          groups: ['web', 'many'],
          labels: { env: 'staging', port: at },
        });
        for (const [at, name] of names.entries()) hosts[name] = host(at);
      },
    },
  });
});
afterAll(() => team.stop());

const generated = () => join(team.sandbox.env.DATA_DIR ?? '', 'generated');
const type = async (text: string) => {
  const done = await team.slack.type({ as: 'engineer', text });
  if (!done.ok) throw new Error(`${text}: ${done.error}`);
};
/** What somebody asked comes to: the first message after it with these words. */
const result = async (text: string, words: string | RegExp): Promise<Shown> => {
  const before = (await team.slack.messages({ as: 'engineer' })).at(-1)?.ts ?? '0';
  await type(text);
  return heardAfter(before, words);
};
const heardAfter = (ts: string, words: string | RegExp): Promise<Shown> =>
  team.until(`${words}`, async () =>
    (await team.slack.messages({ as: 'engineer' })).find((one) => one.ts > ts && wordsOf(one).search(words) !== -1),
  );
const press = async (card: Shown, button: string) => {
  const done = await team.slack.click({ as: 'engineer', in: card.channel, ts: card.ts, button });
  if (!done.ok) throw new Error(`${button}: ${done.error}`);
};

describe('/generate for many hosts', () => {
  it('says at once what it does; the same message becomes the result', async () => {
    const before = (await team.slack.messages()).length;
    const card = await result('/generate nginx-site @many', '60 new');
    const [first, ...later] = card.versions.map((one) => JSON.stringify(one));
    expect(first).toContain('Generating `nginx-site` for 60 hosts…');
    expect(later.at(-1)).toContain('nginx-site for 60 hosts');
    expect(await team.slack.messages()).toHaveLength(before + 1);
    await team.until('nothing that a next start would mend', async () =>
      Object.keys(team.bot().core.live.data).length === 0 ? true : undefined,
    );
  });

  it('says of hosts that are invalid for the same reason so once; all of it is in a file', async () => {
    const card = await result('/generate haproxy @many', '60 invalid');
    expect(wordsOf(card)).toMatch(/60 hosts: ❌ haproxy\.hbs:\d+:\d+: service is missing/);
    expect(wordsOf(card)).not.toContain('⛔ invalid `many-');
    const below = await team.until('the file', async () =>
      (await team.slack.messages()).find(({ files }) => files.some(({ name }) => /^findings-.*\.txt$/.test(name))),
    );
    const file = await team.slack.file({ id: below.files[0]?.id ?? '' });
    const text = Buffer.from(file.content, 'base64').toString();
    for (const name of names) expect(text).toContain(`${name}  invalid\n  error: haproxy.hbs:`);
  });

  it('with --save --dry-run says what would be saved, and saves nothing', async () => {
    const card = await result('/generate nginx-site @many --save --dry-run', 'Dry run');
    expect(wordsOf(card)).toContain('--save would save 60 configs in one revision: `many-00`');
    expect(wordsOf(card)).toContain('Nothing was saved.');
    expect(wordsOf(await team.ask('engineer', '/config list'))).toContain('None is kept yet');
  });
});

describe('the buttons of what was generated', () => {
  it('work after a restart; a second click on Save gives the same revision', async () => {
    const card = await result('/generate nginx-site @many --set body_size=3m', '60 new');
    await team.restart();
    await press(card, 'generate.details');
    await team.until('the details', async () => {
      const shown = JSON.stringify((await team.slack.views({ as: 'engineer' })).at(-1)?.view ?? '');
      return shown.includes('+    client_max_body_size 3m;') ? true : undefined;
    });
    await press(card, 'generate.save');
    const [revision] = /revision `\w+`/.exec(wordsOf(await heardAfter(card.ts, 'saved 60 configs as'))) ?? ['none'];
    const { ts } = (await team.slack.messages()).at(-1) ?? { ts: '0' };
    await press(card, 'generate.save');
    expect(wordsOf(await heardAfter(ts, 'saved 60 configs as'))).toContain(revision);
    const kept = await team.bot().core.configs.read({ kind: 'intended', host: 'many-59', name: 'nginx/hello.conf' });
    expect(kept).toContain('client_max_body_size 3m');
  });

  it('say that it is kept no longer, and what to do', async () => {
    const card = await result('/generate nginx-site many-00 --set body_size=4m', '1 changed');
    const folder = generated();
    expect(readdirSync(folder).length).toBeGreaterThan(0);
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    for (const button of ['generate.save', 'generate.download']) {
      const { ts } = (await team.slack.messages({ as: 'engineer' })).at(-1) ?? { ts: '0' };
      await press(card, button);
      expect(wordsOf(await heardAfter(ts, 'is not there any more'))).toContain('Give the same /generate once more');
    }
  });
});

it('a variable with a line break brings no line of its own into a config', async () => {
  await team.edit({ vars: ({ groups }) => Object.assign(groups.web, { body_size: '1m;\n    autoindex on' }) });
  const card = await result('/generate nginx-site many-00', '1 invalid');
  expect(wordsOf(card)).toMatch(/nginx-site\.hbs:\d+:\d+: body_size \(body_size, group web\) has a line break/);
  expect(wordsOf(card)).not.toContain('autoindex');
  expect(wordsOf(card)).not.toContain('"generate.save"');
});
