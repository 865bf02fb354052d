import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpsError } from '../../../src/core/errors.ts';
import { readSecret } from '../../../src/core/io/secrets.ts';
import { makeKey } from '../../support/sshd.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changeops-secrets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('reads a variable, and a file without the line end at its end', async () => {
  await writeFile(join(folder, 'password'), ' spaces stay \r\n');
  expect((await readSecret({ env: 'PW' }, { PW: 'hunter2' })).reveal()).toBe('hunter2');
  expect((await readSecret({ file: join(folder, 'password') }, {})).reveal()).toBe(' spaces stay ');
});

it('takes a leading ~ for the home folder', async () => {
  await writeFile(join(folder, 'password'), 'from home\n');
  expect((await readSecret({ file: '~/password' }, { HOME: folder })).reveal()).toBe('from home');
});

it('prints no secret, however it is printed', async () => {
  const value = await readSecret({ env: 'PW' }, { PW: 'hunter2' });
  expect([`${value}`, JSON.stringify({ value }), inspect({ value })].join()).not.toContain('hunter2');
});

it('names the place of a secret that is not there or empty', async () => {
  const empty = join(folder, 'empty');
  await writeFile(empty, '\n');
  for (const [ref, place] of [
    [{ env: 'OPS_PASSWORD' }, 'OPS_PASSWORD'],
    [{ file: join(folder, 'missing') }, 'missing'],
    [{ file: empty }, 'empty'],
  ] as const) {
    const error = await readSecret(ref, { OPS_PASSWORD: '' }).catch((caught: OpsError) => caught);
    expect(error).toMatchObject({ code: 'secret-missing' });
    expect((error as OpsError).text.en).toContain(place);
    expect((error as OpsError).text.zh).toContain(place);
  }
});

it('says of a file that it cannot be read', async () => {
  await expect(readSecret({ file: folder }, {})).rejects.toMatchObject({ code: 'secret-unreadable' });
});

it.skipIf(process.platform === 'win32')('refuses a private key that others may read, as ssh does', async () => {
  const file = join(folder, 'key');
  await makeKey(file, 'ed25519');
  await chmod(file, 0o640);
  await expect(readSecret({ file }, {})).rejects.toMatchObject({ code: 'secret-exposed' });
  await chmod(file, 0o600);
  expect((await readSecret({ file }, {})).reveal()).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
});
