import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTemplates } from '../../../src/core/generate/library.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'templates-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const template = (body: string, title = 'T') => `---\ntitle: ${title}\nfile: x\n---\n${body}`;
const templates = () => createTemplates({ shipped: join(folder, 'shipped'), own: join(folder, 'own') });

test("a team's template and partial take the place of those that ship; the others stay", async () => {
  await put('shipped/nginx.hbs', template('shipped'));
  await put('shipped/sshd.hbs', template('{{> banner}}'));
  await put('shipped/partials/banner.hbs', 'shipped');
  await put('own/nginx.hbs', template('own'));
  await put('own/_banner.hbs', 'own');
  const [nginx, sshd, ...more] = await templates().list();
  expect(nginx).toMatchObject({ name: 'nginx', origin: 'own', body: { file: 'nginx.hbs', text: 'own', line: 5 } });
  expect(sshd).toMatchObject({ name: 'sshd', origin: 'shipped' });
  expect(sshd?.partials.get('banner')).toEqual({ file: '_banner.hbs', text: 'own', line: 1 });
  expect(more).toEqual([]);
});

test('folders are part of names', async () => {
  await put('shipped/vrp/access.hbs', template('x'));
  await put('shipped/vrp/_acl.hbs', 'a');
  await put('shipped/partials/vrp/ntp.hbs', 'n');
  const { templates: all, partials } = await templates().read();
  expect([...all.keys()]).toEqual(['vrp/access']);
  expect([...partials.keys()].toSorted()).toEqual(['vrp/acl', 'vrp/ntp']);
});

test('a broken file is a problem and takes no other away', async () => {
  await put('shipped/good.hbs', template('x'));
  await put('own/bad.hbs', 'no front matter');
  await put('own/partials/bad.hbs', 'x\n{{#if}}');
  await put('own/gbk.hbs', '\uFFFD');
  await put('own/README.md', 'not a template');
  await put('own/.git/x.hbs', 'not a template');
  const library = templates();
  expect((await library.list()).map(({ name }) => name)).toEqual(['good']);
  expect((await library.problems()).map(({ file, rule, line }) => [file, rule, line])).toEqual([
    ['partials/bad.hbs', 'template-syntax', 2],
    ['bad.hbs', 'front-matter', 1],
    ['gbk.hbs', 'template-file', undefined],
  ]);
});

test("a broken template of the team's does not bring back the one that ships", async () => {
  await put('shipped/nginx.hbs', template('shipped'));
  await put('own/nginx.hbs', template('x', '['));
  await expect(templates().get('nginx')).rejects.toMatchObject({ code: 'template-broken' });
});

test('an unknown template is an error that names the nearest', async () => {
  await put('shipped/nginx.hbs', template('x'));
  await expect(templates().get('ngnix')).rejects.toMatchObject({
    code: 'template-unknown',
    text: { en: 'There is no template ngnix. Did you mean nginx?', zh: '没有名为 ngnix 的模板。是否想写 nginx？' },
  });
});

test('files are read when asked for', async () => {
  await put('shipped/a.hbs', template('before'));
  const library = templates();
  expect((await library.get('a')).body.text).toBe('before');
  await put('shipped/a.hbs', template('after'));
  expect((await library.get('a')).body.text).toBe('after');
});

test('a library with an uploaded file in it, which is not written', async () => {
  await put('shipped/a.hbs', template('shipped'));
  await put('own/a.hbs', template('own'));
  const library = templates();
  expect((await library.readWith('a.hbs', template('new'))).templates.get('a')?.body.text).toBe('new');
  expect((await library.readWith('a.hbs', undefined)).templates.get('a')?.body.text).toBe('shipped');
  expect((await library.get('a')).body.text).toBe('own');
});

test('no folder of the team, or none at all', async () => {
  expect(await templates().list()).toEqual([]);
  await put('shipped/a.hbs', template('x'));
  expect(await createTemplates({ shipped: join(folder, 'shipped') }).list()).toHaveLength(1);
});

test.skipIf(process.platform === 'win32')('a symlink is not followed', async () => {
  await put('secret', template('secret'));
  await put('own/a.hbs', template('x'));
  await symlink(join(folder, 'secret'), join(folder, 'own', 'b.hbs'));
  const library = templates();
  expect((await library.list()).map(({ name }) => name)).toEqual(['a']);
  expect(await library.problems()).toMatchObject([
    { file: 'b.hbs', text: { en: 'is a symlink, which is not followed.' } },
  ]);
});
