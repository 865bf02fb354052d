import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpsError } from '../../../../src/core/errors.ts';
import { heldBytes } from '../../../../src/core/io/byte-source.ts';
import { readTextIfThere } from '../../../../src/core/io/files.ts';
import { secret } from '../../../../src/core/io/secret.ts';
import type { Connection, Target } from '../../../../src/core/io/ssh/types.ts';
import type { Sshds } from '../../../support/sshd.ts';
import { cannotRunSshd, startSshd } from '../../../support/sshd.ts';
import { sshTo, targetOf } from '../../../support/sshd-client.ts';
import type { TestUser } from '../../../support/sshd-users.ts';
import { createTestUser } from '../../../support/sshd-users.ts';

const timeout = 20_000;

async function failure(promise: Promise<unknown>): Promise<OpsError> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: OpsError) => error,
  );
}

describe.skipIf(cannotRunSshd({ root: true }))('becoming another user on a real host', () => {
  let sshds: Sshds;
  let asked: TestUser;
  let free: TestUser;
  let nobody: TestUser;
  const open: Connection[] = [];
  const sudoLog = () => join(sshds.folder, 'sudo.log');

  beforeAll(async () => {
    sshds = await startSshd();
    asked = await createTestUser({ sudo: 'password', sudoLog: sudoLog() });
    free = await createTestUser({ sudo: 'no-password' });
    nobody = await createTestUser();
  });
  afterEach(() => {
    for (const connection of open.splice(0)) connection.close();
  });
  afterAll(async () => {
    await asked?.remove();
    await free?.remove();
    await nobody?.remove();
    await sshds?.stop();
  });

  async function connect(user: TestUser, become: Target['become']): Promise<Connection> {
    const connection = await (await sshTo(sshds)).connect(targetOf(sshds, 0, { user: user.name, become }), { timeout });
    open.push(connection);
    return connection;
  }
  const sudo = (password?: string): Target['become'] => ({
    method: 'sudo',
    user: 'root',
    ...(password === undefined ? {} : { password: secret(password) }),
  });
  const su = (user: TestUser, password: string): Target['become'] => ({
    method: 'su',
    user: user.name,
    password: secret(password),
  });
  const script = ['sh', '-c', 'id -un; sha256sum; echo "an error" >&2; exit 4'];

  it.each<[string, () => Promise<Connection>, () => string]>([
    ['sudo without a password', () => connect(free, sudo()), () => 'root'],
    ['sudo without a password although one is known', () => connect(free, sudo(free.password)), () => 'root'],
    ['sudo with a password', () => connect(asked, sudo(asked.password)), () => 'root'],
    ['sudo to a user other than root', () => connect(free, { method: 'sudo', user: nobody.name }), () => nobody.name],
    ['su with a password', () => connect(nobody, su(asked, asked.password)), () => asked.name],
  ])('%s: runs the command with its input whole and its output alone', async (_how, connecting, user) => {
    const data = randomBytes(5 * 1024 * 1024);
    const hash = createHash('sha256').update(data).digest('hex');
    const connection = await connecting();
    const expected = { code: 4, stdout: `${user()}\n${hash}  -\n`, stderr: 'an error\n' };
    expect(await connection.exec(script, { timeout, stdin: data })).toEqual(expected);
    expect(await connection.exec(script, { timeout, stdin: heldBytes(data) })).toEqual(expected);
    expect((await connection.exec(['id', '-un'], { timeout, become: false })).stdout.trim()).toBe(
      connection.target.user,
    );
  });

  it('never passes the password on to the command, also when sudo has just been given it', async () => {
    const connection = await connect(asked, sudo(asked.password));
    for (let again = 0; again < 3; again++) {
      expect((await connection.exec(['cat'], { timeout, stdin: 'input' })).stdout).toBe('input');
    }
  });

  it('passes arguments through both shells unchanged', async () => {
    const odd = ['-n', 'a b', `it's`, '$HOME', '`id`', '\\', '*', '', '部署\n'];
    const printed = odd.map((each) => `<${each}>`).join('');
    const connections = [await connect(free, sudo()), await connect(nobody, su(asked, asked.password))];
    for (const connection of connections) {
      const result = await connection.exec(['printf', '<%s>', ...odd], { timeout });
      expect(result.stdout).toBe(printed);
    }
  });

  it('sends a wrong sudo password once, whatever runs at the same time or after, and tells it nowhere', async () => {
    await rm(sudoLog(), { force: true });
    const connection = await connect(asked, sudo('wrong-password'));
    const stdin = 'first\nsecond\nthird\n';
    const running = Array.from({ length: 5 }, () => failure(connection.exec(['cat'], { timeout, stdin })));
    const errors = [...(await Promise.all(running)), await failure(connection.exec(['id'], { timeout }))];
    expect(errors.map(({ code }) => code)).toEqual(Array(6).fill('become-refused'));
    expect(errors[0]?.text.en).toContain('password was not accepted');
    expect(errors.map((error) => `${error.message}${error.stack}`).join()).not.toContain('wrong-password');
    await expect.poll(() => readTextIfThere(sudoLog())).toMatch(/1 incorrect password attempt/);
    expect((await readTextIfThere(sudoLog()))?.match(/incorrect password/g)).toHaveLength(1);
    expect((await connection.exec(['echo', 'in'], { timeout, become: false })).stdout).toBe('in\n');
  });

  it.each<[string, () => Promise<Connection>, string]>([
    ['a wrong su password', () => connect(nobody, su(asked, 'wrong-password')), 'password was not accepted'],
    ['a password that is needed and not there', () => connect(asked, sudo()), 'none is given'],
    ['an account that may not', () => connect(nobody, sudo(nobody.password)), 'sudoers'],
    ['a user that does not exist', () => connect(free, { method: 'sudo', user: 'no-such-user' }), 'no-such-user'],
  ])('says of %s that it was refused, and why', async (_what, connecting, words) => {
    const error = await failure((await connecting()).exec(['id'], { timeout }));
    expect(error.code).toBe('become-refused');
    expect(error.text.en).toContain(words);
  });

  it('ends a command that was given up, so that it does not stay on the host', async () => {
    const connection = await connect(nobody, undefined);
    let pid = 0;
    const onOutput = (chunk: Buffer) => {
      pid = Number(chunk.toString());
    };
    const script = ['sh', '-c', 'echo $$; exec sleep 60'];
    const error = await failure(connection.exec(script, { timeout: 500, onOutput }));
    expect(error.code).toBe('deadline');
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 5_000 }).toBe(false);
  });
});
