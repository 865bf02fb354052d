import { randomBytes } from 'node:crypto';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { exec } from './exec.ts';

export interface TestUser {
  readonly name: string;
  readonly password: string;
  remove(): Promise<void>;
}

interface TestUserOptions {
  readonly sudo?: 'password' | 'no-password';
  /** Where sudo writes what this user did and failed to do. */
  readonly sudoLog?: string;
}

/**
 * A system user that lives as long as a test, with a home folder and a password; `sudo` puts a file into sudoers.d.
 * Needs root.
 */
export async function createTestUser(options: TestUserOptions = {}): Promise<TestUser> {
  const { sudo, sudoLog } = options;
  const id = randomBytes(4).toString('hex');
  const name = `cotest-${id}`;
  const password = `pw-${randomBytes(8).toString('hex')}`;
  const rule = `/etc/sudoers.d/${name}`;
  await patiently(() => exec('useradd', ['-m', '-s', '/bin/sh', name]));
  await patiently(() => exec('chpasswd', [], `${name}:${password}\n`));
  if (sudo) {
    const logging = sudoLog ? `Defaults:${name} logfile=${sudoLog}\n` : '';
    const allowed = `${name} ALL=(ALL:ALL) ${sudo === 'no-password' ? 'NOPASSWD: ' : ''}ALL\n`;
    await writeFile(rule, logging + allowed, { mode: 0o440 });
    await chmod(rule, 0o440);
  }
  return {
    name,
    password,
    remove: async () => {
      await rm(rule, { force: true });
      await patiently(() => exec('userdel', ['-f', '-r', name])).catch(() => undefined);
    },
  };
}

/** Files of users are locked while another test changes them: asks again for up to 10 s. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 50 || !/lock/.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
