import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../src/sandbox/slack/people/reading.ts';
import { packed, packedRepeat, zipOf } from '../core/convert/read/support/zip.ts';
import { gbk } from '../support/gbk.ts';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';
import { wordsOf } from '../support/watching.ts';

let team: SandboxTeam;
let dataDir: string;
beforeAll(async () => {
  team = await startSandboxTeam({
    before: (folder) => {
      dataDir = folder;
    },
    edits: {
      general: (general) => Object.assign(general, { language: 'en' }),
      hosts: ({ hosts }) => {
        for (const name of ['core-1', 'core-2']) {
          hosts[name] = {
            address: '127.0.0.9',
            platform: 'huawei-vrp',
            type: 'switch',
            credential: 'sandbox',
            labels: { port: 1 },
          };
        }
      },
    },
  });
});
afterAll(() => team.stop());

const ask = async (text: string, as = 'engineer') => wordsOf(await team.ask(as, text));
const messages = () => team.slack.messages();
const drop = async (name: string, content: Buffer | string, as = 'engineer') => {
  const bytes = Buffer.from(content).toString('base64');
  return (await team.slack.upload({ as, name, content: bytes })).ts ?? '';
};
const answer = (thread: string, words: string): Promise<Shown> =>
  team.until(`an answer with ${words}`, async () =>
    (await messages()).findLast(
      (one) => one.threadTs === thread && one.from === 'changeops' && wordsOf(one).includes(words),
    ),
  );
const click = async ({ channel, ts }: Shown, button: string, as = 'engineer') => {
  const done = await team.slack.click({ as, in: channel, ts, button });
  if (!done.ok) throw new Error(`${button}: ${done.error}`);
};
const file = async (ending: string) => {
  const found = await team.until(ending, async () =>
    (await messages()).flatMap(({ files }) => files).findLast(({ name }) => name.endsWith(ending)),
  );
  return Buffer.from((await team.slack.file({ id: found.id })).content, 'base64').toString();
};
const zip = (files: Readonly<Record<string, string | Buffer>>) =>
  zipOf(Object.entries(files).map(([name, content]) => packed(name, content)));
const tar = (files: Readonly<Record<string, string>>) => {
  const made = pack();
  for (const [name, text] of Object.entries(files)) made.entry({ name }, text);
  made.finalize();
  return buffer(made as unknown as Readable);
};
const commits = () => {
  const folder = join(dataDir, 'configs');
  return Number(execFileSync('git', ['-C', folder, 'rev-list', '--count', '--all'], { encoding: 'utf8' }));
};
const intended = (host: string, name: string) => ({ kind: 'intended', host, name }) as const;
const vrp = (address: string) => `sysname core-1\n#\ninterface Vlanif10\n ip address ${address} 255.255.255.0\n#\n`;

describe('an archive of configs that is dropped into the channel', () => {
  it('is answered with what it would change, hosts that nobody knows, and what is left out; and keeps nothing', async () => {
    const thread = await drop(
      'backup.zip',
      zip({
        'backup/core-1.cfg': vrp('10.0.0.1'),
        'backup/web-01/nginx/a.conf': 'server {}\n',
        'backup/sw-9/sw-9.cfg': 'sysname sw-9\n',
        'backup/readme.md': 'hello\n',
        'backup/acl.hbs': 'acl {{name}}\n',
      }),
    );
    const words = wordsOf(await answer(thread, '3 configs'));
    for (const part of [
      '3 new · 0 changed · 0 unchanged · 3 hosts',
      'no manifest',
      'core-1/core-1.cfg` ← `backup/core-1.cfg',
      'does not have this host: `sw-9`',
      '`backup/readme.md` is left out:',
      'the inventory has no host readme',
      '`backup/acl.hbs` is left out: a template: drop its .hbs alone',
      'Import 3 as intended',
      'import.differences',
    ]) {
      expect(words).toContain(part);
    }
    expect(commits()).toBe(0);
  });

  it('is saved with the button in one revision by whoever clicked, once however often', async () => {
    const card = await team.until('the card', async () =>
      (await messages()).findLast((one) => wordsOf(one).includes('import.save')),
    );
    await click(card, 'import.save');
    const done = await answer(card.threadTs ?? '', 'imported 3 configs');
    expect(wordsOf(done)).toContain('U0ENGINEER');
    await click(card, 'import.save', 'engineer2');
    await answer(card.threadTs ?? '', 'was imported already, as revision');
    expect(commits()).toBe(1);
    expect(await ask('/config list')).toContain('core-1/core-1.cfg');
    const history = await ask('/config history core-1');
    expect(history).toContain('Imported from backup.zip');
    expect(history).toMatch(/ engineer \+5/);
    expect(await ask('/ops audit', 'engineer')).toContain('imports 3 configs from backup.zip');
  });

  it('is not saved where what is kept has moved since it was shown', async () => {
    const thread = await drop('later.tar.gz', gzipSync(await tar({ 'core-1/core-1.cfg': vrp('10.0.0.2') })));
    const card = await answer(thread, '0 new · 1 changed');
    const author = { id: 'U0ENGINEER2', name: 'engineer2' };
    const files = [{ ...intended('core-1', 'core-1.cfg'), text: vrp('10.0.0.77') }];
    await team.bot().core.configs.save({ id: 'other', author, message: 'Other', files });
    await click(card, 'import.save');
    await team.until('the refusal', async () =>
      (await team.slack.messages({ as: 'engineer' })).findLast((one) => wordsOf(one).includes('have changed since')),
    );
    expect(await team.bot().core.configs.read(intended('core-1', 'core-1.cfg'))).toBe(vrp('10.0.0.77'));
  });

  it('shows its differences as a file and as a page, without secrets', async () => {
    const secret = 'local-user admin password irreversible-cipher $1c$hunter2hunter2';
    const thread = await drop('diff.tar', await tar({ 'core-1.cfg': `${vrp('10.0.0.3')}aaa\n ${secret}\n` }));
    await click(await answer(thread, '1 changed'), 'import.differences');
    await answer(thread, 'would change, secrets taken out');
    const [diff, page] = [await file('.diff'), await file('.html')];
    for (const text of [diff, page]) {
      expect(text).toContain('10.0.0.3');
      expect(text).not.toContain('hunter2');
    }
    expect(page).toContain('Commands that bring the first to the second');
  });

  it('is checked against its manifest, and refused whole where a file is other', async () => {
    const manifest = (text: string) =>
      JSON.stringify({
        ...{ format: 'changeops-configs/1', revision: 'x', at: 'x', by: 'x' },
        files: [
          {
            path: 'intended/core-2/a.cfg',
            size: text.length,
            sha256: createHash('sha256').update(text).digest('hex'),
          },
        ],
      });
    const of = (text: string) => zip({ 'intended/core-2/a.cfg': 'a\n', 'manifest.json': manifest(text) });
    const card = await answer(await drop('good.zip', of('a\n')), 'checksums are as in its manifest');
    expect(wordsOf(card)).toContain('Import 1');
    const refused = await answer(await drop('bad.zip', of('b\n')), 'Nothing was imported');
    expect(wordsOf(refused)).toContain('intended/core-2/a.cfg');
    expect(wordsOf(refused)).not.toContain('import.save');
  });

  it('that was exported is no way to lose secrets', async () => {
    const stripped = zip({ 'intended/core-2/b.cfg': 'a\n', 'intended/core-1/core-1.cfg': 'password [redacted]\n' });
    const card = await answer(await drop('export.zip', stripped), '1 config');
    expect(wordsOf(card)).toContain('has [redacted] in place of secrets, which would be lost');
  });

  it.each([
    ['a path that leads out', () => zip({ 'core-1/a': 'a\n', '../evil': 'x\n' }), '../evil'],
    ['an absolute path', () => zip({ '/etc/passwd': 'x\n' }), '/etc/passwd'],
    ['a bomb', () => zipOf([packedRepeat('core-1/bomb.cfg', '', Buffer.alloc(1 << 20), 40, '')]), 'core-1/bomb.cfg'],
    ['what is no text', () => zip({ 'core-1/a.cfg': Buffer.from([0, 1, 2, 0]) }), 'core-1/a.cfg'],
  ])('with %s is refused, naming the entry and that nothing was imported', async (_, made, entry) => {
    const before = commits();
    const words = wordsOf(await answer(await drop('hostile.zip', made()), 'Nothing was imported'));
    expect(words).toContain(entry);
    expect(words).not.toContain('import.save');
    expect(commits()).toBe(before);
  });

  it('is known by its content: a zip that calls itself a tar, and a text that calls itself a zip', async () => {
    await answer(await drop('liar.tar', zip({ 'core-2.cfg': 'x\n' })), '1 config');
    await answer(await drop('liar.zip', 'just text\n'), 'no tar, tar.gz or zip');
  });

  it('means nothing to who may not', async () => {
    const before = (await messages()).length;
    await drop('mine.zip', zip({ 'core-2.cfg': 'x\n' }), 'outsider');
    expect(await ask('/config import', 'outsider')).toContain('may not');
    const later = (await messages()).slice(before);
    expect(later.some((one) => wordsOf(one).includes('import.save'))).toBe(false);
  });
});

describe('/config import', () => {
  it('takes the newest archive of whoever asks, says with --dry-run what would change, and without it saves', async () => {
    const own = await drop(
      'own.zip',
      zip({ 'core-2.cfg': 'sysname core-2\nsnmp-agent community read cipher hunter2\n' }),
    );
    await answer(own, 'own.zip');
    await answer(await drop('other.zip', zip({ 'core-1.cfg': 'x\n' }), 'engineer2'), 'other.zip');
    const dry = await ask('/config import --as running --dry-run');
    expect(dry).toContain('own.zip: 1 config');
    expect(dry).toContain('running/core-2/config');
    expect(dry).toContain('A dry run');
    expect(dry).not.toContain('import.save');
    const ref = { kind: 'running', host: 'core-2', name: 'config' } as const;
    expect(await team.bot().core.configs.read(ref)).toBeUndefined();
    expect(await ask('/config import --as running')).toContain('imported 1 config');
    const kept = await team.bot().core.configs.read(ref);
    expect(kept).toContain('sysname core-2');
    expect(kept).not.toContain('hunter2');
    expect(await ask('/config import --as running')).toContain('Nothing of `own.zip` to import');
  });

  it('says what is missing', async () => {
    expect(await ask('/config import --as tmplate')).toContain('intended or running');
    expect(await ask('/config import oxidized')).toContain(
      '/config import oxidized <name>'.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    );
  });
});

describe('an Oxidized repository', () => {
  const day = 86_400_000;
  const git = (folder: string, ...args: string[]) => {
    const who = {
      GIT_AUTHOR_NAME: '李工',
      GIT_AUTHOR_EMAIL: 'ox@x',
      GIT_COMMITTER_NAME: 'ox',
      GIT_COMMITTER_EMAIL: 'o@x',
    };
    const env = { ...process.env, ...who, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const commit = (folder: string, at: number, name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    git(folder, 'add', '--all');
    const date = `${Math.floor(at / 1000)} +0000`;
    execFileSync('git', ['commit', '--quiet', '-m', `update ${name}`, '--date', date], {
      ...{ cwd: folder, stdio: 'pipe' },
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: '李工',
        GIT_AUTHOR_EMAIL: 'ox@x',
        GIT_COMMITTER_NAME: 'ox',
        GIT_COMMITTER_EMAIL: 'o@x',
      },
    });
  };
  const begin = Date.UTC(2026, 0, 10);
  let work: string;
  beforeAll(() => {
    work = join(dataDir, 'oxidized-work');
    mkdirSync(join(dataDir, 'imports'), { recursive: true });
    mkdirSync(work);
    git(work, 'init', '--quiet', '--initial-branch=master');
    commit(work, begin, 'core-1', 'sysname core-1\nvlan 10\n');
    commit(work, begin + day, 'sw-77', 'sysname sw-77\nsnmp-agent community read cipher hunter2\n');
    commit(work, begin + 2 * day, 'core-1', 'sysname core-1\nvlan 10 20\n');
    git(work, 'clone', '--quiet', '--bare', work, join(dataDir, 'imports', 'oxidized.git'));
  });

  it('is imported with its history; what is imported again is only what is new', async () => {
    const dry = await ask('/config import oxidized oxidized.git --dry-run');
    for (const part of [
      '3 versions of 2 hosts',
      '2026-01-10',
      '2026-01-12',
      'does not have this host: `sw-77`',
      'A dry run',
    ]) {
      expect(dry).toContain(part);
    }
    expect(await ask('/config list core-1')).not.toContain('core-1/config');
    expect(await ask('/config import oxidized oxidized.git')).toContain('Imported 3 versions from oxidized.git');
    const history = await ask('/config history core-1/config --running');
    expect(history).toContain('2 versions');
    expect(history).toContain('李工');
    expect(JSON.stringify(await team.bot().core.configs.search('hunter2'))).not.toContain('hunter2');
    commit(work, begin + 3 * day, 'core-1', 'sysname core-1\nvlan 30\n');
    git(work, 'push', '--quiet', join(dataDir, 'imports', 'oxidized.git'), 'master');
    const again = await ask('/config import oxidized oxidized.git');
    expect(again).toContain('1 version of 1 host');
    expect(again).toContain('3 commits of it had been imported before');
    expect(await ask('/config import oxidized oxidized.git')).toContain('Nothing new');
  });

  it('is taken from DATA_DIR/imports alone, whatever name is typed, link is laid, or other repository is pointed at', async () => {
    const imports = join(dataDir, 'imports');
    const before = commits();
    symlinkSync(work, join(imports, 'link'));
    mkdirSync(join(imports, 'inner'));
    symlinkSync(join(work, '.git'), join(imports, 'inner', 'out.git'));
    git(work, 'clone', '--quiet', '--shared', '--bare', work, join(imports, 'shared.git'));
    mkdirSync(join(imports, 'pointer'));
    writeFileSync(join(imports, 'pointer', '.git'), `gitdir: ${join(work, '.git')}\n`);
    for (const name of ['../oxidized-work', work, 'oxidized.gi', '..', '.', '--upload-pack=x']) {
      expect(await ask(`/config import oxidized "${name}"`)).toContain('There is no ');
    }
    expect(await ask('/config import oxidized oxidized.gi')).toContain('Did you mean oxidized.git?');
    expect(await ask('/config import oxidized link')).toContain('it is a link');
    expect(await ask('/config import oxidized inner')).toContain('Nothing was imported');
    expect(await ask('/config import oxidized shared.git')).toContain('lies elsewhere');
    expect(await ask('/config import oxidized pointer')).toContain('lies elsewhere');
    expect(commits()).toBe(before);
  });

  it('may be dropped as a bundle', async () => {
    commit(work, begin + 4 * day, 'core-2', 'sysname core-2\nvlan 40\n');
    git(work, 'bundle', 'create', '--quiet', join(dataDir, 'all.bundle'), 'master');
    const thread = await drop('all.bundle', readFileSync(join(dataDir, 'all.bundle')));
    const card = await answer(thread, '1 version of 1 host');
    expect(await ask('/config history core-2/config --running')).not.toContain('vlan 40');
    await click(card, 'import.save');
    await team.until('the history', async () => {
      const versions = await team.bot().core.configs.history({ kind: 'running', host: 'core-2', name: 'config' });
      return versions.find(({ message }) => message.includes('update core-2'));
    });
    expect(readdirSync(join(dataDir, 'imported')).filter((name) => name.includes('bundle'))).toEqual([]);
    const part = join(dataDir, 'part.bundle');
    git(work, 'bundle', 'create', '--quiet', part, 'master', '^master~1');
    await answer(await drop('part.bundle', readFileSync(part)), 'holds only a part of the history');
  });
});

describe('/config diff --upload', () => {
  const save = (id: string, host: string, name: string, text: string) =>
    team.bot().core.configs.save({
      ...{ id, author: { id: 'U0ENGINEER', name: 'engineer' }, message: id },
      files: [{ ...intended(host, name), text }],
    });

  it('compares what is kept with the newest text that whoever asks has dropped, in any encoding', async () => {
    await save('u1', 'core-1', 'core-1.cfg', `${vrp('10.0.0.1')}interface Vlanif20\n description 核心\n#\n`);
    await drop('新配置.cfg', gbk(`${vrp('10.0.0.9')}interface Vlanif20\n description 汇聚\n#\n`));
    await drop('not-mine.cfg', 'x\n', 'engineer2');
    const diff = await ask('/config diff core-1/core-1.cfg --upload');
    expect(diff).toContain('core-1/core-1.cfg → 新配置.cfg');
    expect(diff).toContain('+  description 汇聚'.replace('+  ', '+ '));
    expect(diff).toContain('ip address 10.0.0.9');
    expect(diff).toContain('Commands that bring the first to the second');
  });

  it('says that a file is no text, and what does not go together', async () => {
    await drop('firmware.bin', Buffer.from([0, 0, 1, 2, 0]));
    expect(await ask('/config diff core-1/core-1.cfg --upload')).toContain(
      'firmware.bin, the newest file that you dropped here: it is no text',
    );
    expect(await ask('/config diff core-1/core-1.cfg core-2/a.cfg --upload')).toContain('leave out the other config');
    expect(await ask('/config diff core-1/core-1.cfg --upload', 'approver')).toContain('have not dropped a text file');
  });

  it('gives what is too long for a message as a file that Slack shows and as a page', async () => {
    const long = (word: string) =>
      Array.from({ length: 300 }, (_, at) => `acl number ${2000 + at}\n description ${word}\n#\n`).join('');
    await save('u2', 'core-2', 'long.cfg', long('<script>alert(1)</script>'));
    await save('u3', 'core-2', 'long.cfg', long('new & better'));
    const words = await ask('/config diff core-2/long.cfg');
    expect(words).toContain('open in a browser');
    expect(await file('core-2-long.cfg.diff')).toContain('<script>');
    const page = await file('core-2-long.cfg.html');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('new &amp; better');
    expect(page).not.toContain('<script');
  });
});

describe('a host without a file name', () => {
  it('means its only config, or the list of them', async () => {
    const author = { id: 'U0ENGINEER', name: 'engineer' };
    const files = [{ ...intended('web-03', 'only.conf'), text: 'only\n' }];
    await team.bot().core.configs.save({ id: 'only', author, message: 'only', files });
    await ask('/config show web-03');
    expect(await file('web-03-only.conf')).toBe('only\n');
    expect(await ask('/config history web-03')).toContain('web-03/only.conf: 1 version');
    const several = await ask('/config show core-1');
    expect(several).toContain('core-1/core-1.cfg');
    expect(several).toContain('core-1/config');
    expect(await ask('/config history core-1')).toContain(
      'has several configs; name one of them: core-1/core-1.cfg, core-1/config (--running)',
    );
    expect(await ask('/config show web-3')).toContain('Did you mean web-03?');
  });
});

describe('the remote of general.yaml', () => {
  it('gets every revision; trouble with it is in /ops status, and stops no save', async () => {
    const remote = join(dataDir, 'remote.git');
    await team.edit({ general: (general) => Object.assign(general, { configs: { remote: 'remote.git' } }) });
    const { configs } = team.bot().core;
    await configs.idle();
    const status = await ask('/ops status');
    expect(status).toContain('In the background');
    expect(status).toContain('there is no repository at that address');
    const author = { id: 'U0ENGINEER', name: 'engineer' };
    const files = [{ ...intended('web-01', 'r.conf'), text: 'r\n' }];
    expect((await configs.save({ id: 'remote', author, message: 'r', files })).revision).toBeDefined();
    execFileSync('git', ['init', '--quiet', '--bare', remote]);
    configs.wake();
    await configs.idle();
    expect(execFileSync('git', ['-C', remote, 'rev-parse', 'main'], { encoding: 'utf8' }).trim()).toBe(
      await configs.revision('HEAD'),
    );
    expect(await ask('/ops status')).not.toContain('In the background');
  });
});
