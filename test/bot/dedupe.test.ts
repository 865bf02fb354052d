import { describe, expect, test } from 'vitest';
import { createDeliveries, namesOf } from '../../src/bot/dedupe.ts';
import { manualClock } from '../support/clock.ts';

describe('deliveries', () => {
  test('are the same by any of their names', () => {
    const deliveries = createDeliveries({ clock: manualClock() });
    expect(deliveries.first(['envelope:1', 'event:E1'])).toBe(true);
    expect(deliveries.first(['envelope:2', 'event:E1'])).toBe(false);
    expect(deliveries.first(['envelope:2'])).toBe(false);
    expect(deliveries.first(['envelope:3'])).toBe(true);
  });

  test('without a name are never taken for another', () => {
    const deliveries = createDeliveries({ clock: manualClock() });
    expect([deliveries.first([]), deliveries.first([])]).toEqual([true, true]);
  });

  test('are forgotten after their window, and the oldest first beyond the limit', async () => {
    const clock = manualClock();
    const deliveries = createDeliveries({ clock, window: 1000, limit: 2 });
    deliveries.first(['a']);
    deliveries.first(['b']);
    deliveries.first(['c']);
    expect(deliveries.first(['c'])).toBe(false);
    expect(deliveries.first(['a'])).toBe(true);
    await clock.advance(1000);
    expect(deliveries.first(['c'])).toBe(true);
  });

  test('are named by envelope, event and trigger', () => {
    expect(namesOf({ event_id: 'Ev1', trigger_id: '1.2.3', other: 'x' }, 'e-1')).toEqual([
      'envelope:e-1',
      'event:Ev1',
      'trigger:1.2.3',
    ]);
    expect(namesOf({}, undefined)).toEqual([]);
  });
});
