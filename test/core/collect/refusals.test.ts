import { describe, expect, it } from 'vitest';
import { createRefusals } from '../../../src/core/collect/refusals.ts';
import { OpsError } from '../../../src/core/errors.ts';
import { secret } from '../../../src/core/io/secret.ts';
import type { Target } from '../../../src/core/io/ssh/types.ts';
import { manualClock } from '../../support/clock.ts';

const to = (name: string, password = 'wrong'): Target => ({
  ...{ name, address: '10.0.0.1', port: 22, user: 'netops', legacy: false },
  auth: { password: secret(password) },
});
const refused = async (): Promise<never> => {
  throw new OpsError('login-refused', { en: 'refused', zh: '被拒绝' });
};

describe('an account whose logins are refused', () => {
  /** How many of these logins were really tried. */
  const tried = async (refusals: ReturnType<typeof createRefusals>, targets: readonly Target[], login = refused) => {
    let count = 0;
    for (const target of targets) {
      await refusals
        .guard(target, () => {
          count += 1;
          return login();
        })
        .catch((error: OpsError) => expect(error.code).toBe('login-refused'));
    }
    return count;
  };
  const switches = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => to(name));

  it('is tried on three devices and on no more, so that it is not locked everywhere', async () => {
    expect(await tried(createRefusals(manualClock()), switches)).toBe(3);
  });

  it('is tried on no more than three also where all are asked at the same time', async () => {
    const refusals = createRefusals(manualClock());
    let count = 0;
    const ends = await Promise.allSettled(
      Array.from({ length: 50 }, (_, at) =>
        refusals.guard(to(`sw-${at}`), async () => {
          count += 1;
          await Promise.resolve();
          return refused();
        }),
      ),
    );
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
    expect(count).toBe(3);
  });

  it('lets all in at the same time once it was let in', async () => {
    const refusals = createRefusals(manualClock());
    let most = 0;
    let inside = 0;
    const login = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await Promise.resolve();
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 50 }, (_, at) => refusals.guard(to(`sw-${at}`), login)));
    expect(most).toBeGreaterThan(10);
  });

  it('is tried at once with another password, and again after half an hour', async () => {
    const clock = manualClock();
    const refusals = createRefusals(clock);
    await tried(refusals, switches);
    expect(await tried(refusals, [to('a', 'right')])).toBe(1);
    await clock.advance(30 * 60_000);
    expect(await tried(refusals, [to('a')])).toBe(1);
  });

  it('is not held against it where others let it in', async () => {
    const refusals = createRefusals(manualClock());
    await tried(refusals, switches.slice(0, 2));
    await refusals.guard(to('x'), async () => 'in');
    expect(await tried(refusals, switches.slice(0, 3))).toBe(3);
  });
});
