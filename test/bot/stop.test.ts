import { expect, test } from 'vitest';
import { createLog } from '../../src/bot/log.ts';
import { createStop } from '../../src/bot/stop.ts';
import { manualClock } from '../support/clock.ts';
import { until } from './support/clock.ts';

function stopping(parts: { runs?: () => Promise<void>; chat?: () => Promise<boolean> } = {}) {
  const clock = manualClock();
  const order: string[] = [];
  const noted = (name: string) => async () => {
    order.push(name);
    return true;
  };
  const stop = createStop({
    abandon: () => void order.push('collections'),
    bot: { stop: noted('deliveries') },
    runs: { stop: parts.runs ?? (async () => void order.push('runs')) },
    progress: { stop: async () => void order.push('progress') },
    chat: { stop: parts.chat ?? noted('messages') },
    close: async () => void order.push('journal'),
    clock,
    log: createLog({ level: 'silent', write: () => {} }),
  });
  return { stop, order, clock };
}

test('the bot stops from the outside in, so that last messages are sent and recorded', async () => {
  const { stop, order } = stopping();
  expect(await stop()).toBe(true);
  expect(order).toEqual(['collections', 'deliveries', 'runs', 'progress', 'messages', 'journal']);
});

test('a second signal while it stops changes nothing', async () => {
  const { stop, order } = stopping();
  await Promise.all([stop(), stop()]);
  expect(order).toHaveLength(6);
});

test('a run that does not leave holds it up for a part of its 30 s only, and the rest is done', async () => {
  const { stop, order, clock } = stopping({ runs: () => new Promise(() => {}) });
  const stopped = stop();
  await until('the runs to be waited for', () => clock.pending() > 0);
  await clock.advance(30_000);
  expect(await stopped).toBe(false);
  expect(order).toEqual(['collections', 'deliveries', 'progress', 'messages', 'journal']);
});

test('a part that fails to stop does not keep the others from it', async () => {
  const { stop, order } = stopping({ runs: () => Promise.reject(new Error('disk full')) });
  expect(await stop()).toBe(false);
  expect(order).toEqual(['collections', 'deliveries', 'progress', 'messages', 'journal']);
});
