import { beforeEach, describe, expect, it } from 'vitest';
import { createPins, noPins, type Pins, type PinsDocument, pinnedError } from '../../../src/core/config/pins.ts';
import { OpsError } from '../../../src/core/errors.ts';
import { withoutPinned } from '../../../src/core/generate/pinned.ts';
import type { HostResult } from '../../../src/core/generate/results.ts';
import type { Db } from '../../../src/core/io/db.ts';
import { unusable } from '../../../src/core/io/unusable.ts';
import type { Entry } from '../../../src/core/runs/events.ts';
import { manualClock } from '../../support/clock.ts';

const at = Date.UTC(2026, 10, 27, 21, 40);
const pin = { host: 'web-01', name: 'nginx/a.conf', revision: 'a'.repeat(40), by: 'U1' };
let journalled: { type: string }[];
let isFull: boolean;
let pins: Pins;

function pinsOver(db: Db<PinsDocument>): Pins {
  const append = async (event: { type: string }) => {
    if (isFull) throw new Error('disk full');
    journalled.push(event);
    return {} as Entry;
  };
  return createPins({ db, journal: { append }, clock: manualClock(at) });
}

beforeEach(() => {
  [journalled, isFull] = [[], false];
  const data = structuredClone(noPins);
  pins = pinsOver({ data, update: async (change) => change(data) });
});

describe('a pin', () => {
  it('is on record and in force until it is lifted', async () => {
    await pins.pin([{ ...pin, reason: 'vendor looks' }]);
    expect(pins.of(pin)).toEqual({ ...pin, at, reason: 'vendor looks' });
    expect(pins.of({ ...pin, name: 'nginx/b.conf' })).toBeUndefined();
    expect(await pins.unpin(pin, 'U2', 'mended')).toMatchObject({ by: 'U1' });
    expect(pins.list()).toEqual([]);
    expect(journalled.map(({ type }) => type)).toEqual(['config-pinned', 'config-unpinned']);
    await expect(pins.unpin(pin, 'U2')).rejects.toMatchObject({ code: 'not-pinned' });
  });

  it('takes the place of a former one of the same config', async () => {
    await pins.pin([pin]);
    await pins.pin([{ ...pin, revision: 'b'.repeat(40), by: 'U2' }]);
    expect(pins.list()).toEqual([{ ...pin, at, revision: 'b'.repeat(40), by: 'U2' }]);
  });

  it('that cannot be put on record is not in force, and one whose lifting cannot stays so', async () => {
    await pins.pin([pin]);
    isFull = true;
    await expect(pins.pin([{ ...pin, name: 'nginx/b.conf' }])).rejects.toThrow('disk full');
    await expect(pins.unpin(pin, 'U1')).rejects.toThrow('disk full');
    expect(pins.list()).toEqual([{ ...pin, at }]);
  });

  it('says who pinned what, since when and why, and what lifts it', () => {
    const { en, zh } = pinnedError({ ...pin, at, reason: 'vendor looks' }).text;
    for (const words of ['web-01/nginx/a.conf', 'aaaaaaaaaa', '<@U1>', '2026-11-27 21:40 UTC', 'vendor looks']) {
      expect(en).toContain(words);
      expect(zh).toContain(words);
    }
    expect(en).toContain('/config unpin web-01/nginx/a.conf lifts that');
  });
});

describe('what may be saved of results', () => {
  const result = (host: string) => ({ host, file: 'nginx/a.conf', state: 'changed' }) as HostResult;

  it('is what is not pinned', async () => {
    await pins.pin([pin]);
    const { free, pinned } = withoutPinned([result('web-01'), result('web-02')], pins);
    expect(free.map(({ host }) => host)).toEqual(['web-02']);
    expect(pinned).toEqual([{ ...pin, at }]);
  });

  it('is nothing where the pins cannot be read', () => {
    const damaged = new OpsError('state-damaged', { en: 'Reading pins.json: it is not JSON', zh: '读取 pins.json' });
    expect(() => withoutPinned([result('web-02')], pinsOver(unusable(damaged)))).toThrow(damaged);
  });
});
