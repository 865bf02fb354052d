import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSsh } from '../../../../src/core/io/ssh/index.ts';
import { createKnownHosts } from '../../../../src/core/io/ssh/known-hosts.ts';
import { lingering } from '../../../../src/core/io/ssh/linger.ts';
import { type ManualClock, manualClock } from '../../../support/clock.ts';
import type { Sshds } from '../../../support/sshd.ts';
import { cannotRunSshd, startSshd } from '../../../support/sshd.ts';
import { targetOf } from '../../../support/sshd-client.ts';

const timeout = 15_000;

describe.skipIf(cannotRunSshd())('a connection that was closed', () => {
  let sshds: Sshds;
  let clock: ManualClock;
  let knownHosts: string;
  beforeAll(async () => {
    sshds = await startSshd();
    knownHosts = join(sshds.folder, 'known-hosts-lingering');
  });
  afterAll(() => sshds.stop());
  beforeEach(() => writeFile(knownHosts, sshds.knownHosts()));

  const open = () => {
    clock = manualClock();
    const options = { knownHosts: createKnownHosts(knownHosts), clock };
    return lingering(createSsh(options), options);
  };
  const logins = () => sshds.servers[0]?.log().match(/Accepted publickey/g)?.length ?? 0;
  const use = async (ssh: ReturnType<typeof open>, user = 'run-1') => {
    const connection = await ssh.connect(targetOf(sshds, 0), { timeout, user, keep: true });
    expect((await connection.exec(['echo', 'in'], { timeout })).stdout).toBe('in\n');
    return connection;
  };
  /** Whether the second of two uses logged in again. */
  const loggedInAgain = async (ssh: ReturnType<typeof open>, between: () => unknown) => {
    const connection = await use(ssh);
    connection.close();
    const before = logins();
    await between();
    (await use(ssh)).close();
    ssh.close();
    return logins() > before;
  };

  it('serves the same run when it goes there next, without another login', async () => {
    expect(await loggedInAgain(open(), () => {})).toBe(false);
  });

  it('serves it also some seconds later, once it has shown that it still works', async () => {
    expect(await loggedInAgain(open(), () => clock.advance(4_000))).toBe(false);
  });

  it('is really closed after 5 seconds', async () => {
    expect(await loggedInAgain(open(), () => clock.advance(5_000))).toBe(true);
  });

  it('is not used by another run, which finds the host as it is by then', async () => {
    const ssh = open();
    (await use(ssh)).close();
    const before = logins();
    (await use(ssh, 'run-2')).close();
    expect(logins() - before).toBe(1);
    ssh.close();
  });

  it('is not used once its host key is no longer pinned', async () => {
    const ssh = open();
    (await use(ssh)).close();
    await writeFile(knownHosts, '');
    await expect(ssh.connect(targetOf(sshds, 0), { timeout, user: 'run-1', keep: true })).rejects.toMatchObject({
      code: 'host-key-unknown',
    });
    ssh.close();
  });

  it('is not used once its key is marked revoked', async () => {
    const ssh = open();
    (await use(ssh)).close();
    await writeFile(knownHosts, `${sshds.knownHosts()}@revoked ${sshds.knownHosts()}`);
    await expect(ssh.connect(targetOf(sshds, 0), { timeout, user: 'run-1', keep: true })).rejects.toMatchObject({
      code: 'host-key-changed',
    });
    ssh.close();
  });

  it('gives way to a new one where the host has cut it', async () => {
    const cut = async () => {
      sshds.servers[0]?.cut();
      await clock.advance(2_000);
    };
    expect(await loggedInAgain(open(), cut)).toBe(true);
  });

  it('is never used by two at once', async () => {
    const ssh = open();
    (await use(ssh)).close();
    const before = logins();
    const two = await Promise.all([use(ssh), use(ssh)]);
    expect(logins() - before).toBe(1);
    for (const connection of two) connection.close();
    ssh.close();
  });

  it('is not used for another way of becoming root, or another login', async () => {
    const ssh = open();
    (await use(ssh)).close();
    const before = logins();
    const become = { method: 'sudo', user: 'root' } as const;
    (await ssh.connect(targetOf(sshds, 0, { become }), { timeout, user: 'run-1', keep: true })).close();
    expect(logins() - before).toBe(1);
    ssh.close();
  });

  it('is closed for good when a command is still running on it', async () => {
    const ssh = open();
    const connection = await use(ssh);
    const running = connection.exec(['sleep', '60'], { timeout });
    connection.close();
    await expect(running).rejects.toMatchObject({ code: 'connection-lost' });
    const before = logins();
    (await use(ssh)).close();
    expect(logins() - before).toBe(1);
    ssh.close();
  });
});
