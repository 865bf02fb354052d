import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientChannel } from 'ssh2';
import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../../../src/core/io/byte-source.ts';
import { windowPart } from '../../../../src/core/io/ssh/window.ts';
import { cannotRunSshd, startSshd } from '../../../support/sshd.ts';
import { sshTo, targetOf } from '../../../support/sshd-client.ts';

const kb = 1024;

/** A channel of ssh2's as far as its window goes, and the clock that a transfer over it goes by. */
function channelTo(server: string, window = 2048 * kb) {
  const outgoing = { window };
  let time = 0;
  const channel = { outgoing, _client: { _remoteVer: server } } as unknown as ClientChannel;
  const part = windowPart(channel, () => time);
  /** Sends so many KB, which takes so many milliseconds and is all taken. */
  const send = (size: number, ms: number) => {
    time += ms;
    part.sent(size * kb);
  };
  return { outgoing, send };
}

describe('the window that is used', () => {
  it.each([
    ['OpenSSH_9.2p1', 2048, 512],
    ['OpenSSH_4.3', 128, 128],
    ['dropbear_2022.83', 2048, 2048],
    ['HUAWEI-1.5', 2048, 2048],
  ])('of %s, which gives %i KB, is %i KB at first', (server, given, used) => {
    expect(channelTo(server, given * kb).outgoing.window).toBe(used * kb);
  });

  it('grows to all of it where the way is long', () => {
    const { outgoing, send } = channelTo('OpenSSH_9.2p1');
    for (let round = 0; round < 4; round++) send(512, 40);
    expect(outgoing.window).toBe(1024 * kb);
    for (let round = 0; round < 12; round++) send(2048, 40);
    expect(outgoing.window).toBe(2048 * kb);
  });

  it('does not grow where single rounds are slow only because the processor is busy', () => {
    const { outgoing, send } = channelTo('OpenSSH_9.2p1');
    for (const ms of [90, 5, 90, 90, 60, 90, 12, 90]) send(512, ms);
    expect(outgoing.window).toBe(512 * kb);
  });
});

describe.skipIf(cannotRunSshd())('sending to a real sshd', () => {
  it('keeps less under way than it may while the command takes nothing, and sends all once it does', async () => {
    const sshds = await startSshd({ count: 1 });
    const folder = mkdtempSync(join(tmpdir(), 'window-'));
    const connection = await (await sshTo(sshds)).connect(targetOf(sshds, 0), { timeout: 20_000 });
    try {
      const source = counted(10_000 * kb);
      const wait = 'echo here; until [ -e "$1/go" ]; do sleep 0.1; done; wc -c';
      const { promise: begun, resolve } = Promise.withResolvers<void>();
      const running = connection.exec(['sh', '-c', wait, 'sh', folder], {
        timeout: 30_000,
        stdin: source,
        onOutput: () => resolve(),
      });
      await begun;
      const before = await source.settled();
      expect(before).toBeGreaterThan(256 * kb);
      expect(before).toBeLessThanOrEqual(1024 * kb);
      writeFileSync(join(folder, 'go'), '');
      expect((await running).stdout).toContain(String(10_000 * kb));
    } finally {
      connection.close();
      await sshds.stop();
      rmSync(folder, { recursive: true });
    }
  });
});

/** A source of so many zeros that tells how many were taken of it once no more are. */
function counted(size: number): ByteSource & { settled(): Promise<number> } {
  let taken = 0;
  return {
    read: async (into) => {
      const length = Math.min(into.length, size - taken);
      taken += length;
      return length;
    },
    close: async () => {},
    settled: async () => {
      for (let last = -1; last !== taken; await new Promise((resolve) => setTimeout(resolve, 300))) last = taken;
      return taken;
    },
  };
}
