import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/core/io/ssh/types.ts';
import type { Sshds } from '../../../support/sshd.ts';
import { cannotRunSshd, startSshd } from '../../../support/sshd.ts';
import { sshTo, targetOf } from '../../../support/sshd-client.ts';

const timeout = 20_000;

describe.skipIf(cannotRunSshd())('a shell on a terminal of a real sshd', () => {
  let sshds: Sshds;
  let connection: Connection;
  beforeAll(async () => {
    sshds = await startSshd({ count: 2, config: (index) => (index === 1 ? ['PermitTTY no', 'MaxSessions 1'] : []) });
  });
  afterEach(() => connection?.close());
  afterAll(() => sshds.stop());

  const connect = async (index = 0) => {
    connection = await (await sshTo(sshds)).connect(targetOf(sshds, index), { timeout });
    return connection;
  };

  it('is as wide as was asked for, takes what is typed and ends when the far end does', async () => {
    const stream = await (await connect()).shell({ cols: 321, rows: 43, timeout });
    let shown = '';
    stream.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
    });
    const closed = new Promise((resolve) => stream.once('close', resolve));
    stream.write('stty size; echo $TERM; exit\n');
    await closed;
    expect(shown).toMatch(/43 321\r\n[\s\S]*vt100\r\n/);
    const { stdout } = await connection.exec(['echo', 'still there'], { timeout });
    expect(stdout).toBe('still there\n');
  });

  it('is lost with its connection', async () => {
    const stream = await (await connect()).shell({ timeout });
    stream.resume();
    const failed = new Promise((resolve) => stream.once('error', resolve));
    sshds.servers[0]?.cut();
    expect(await failed).toMatchObject({ code: 'connection-lost' });
  });

  it('is refused with a reason where the server gives no terminal', async () => {
    await expect((await connect(1)).shell({ timeout })).rejects.toMatchObject({ code: 'channel-refused' });
  });
});
