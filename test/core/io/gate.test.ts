import { expect, it } from 'vitest';
import { createGate } from '../../../src/core/io/gate.ts';

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('lets in as many as its limit, the others in the order they came', async () => {
  const gate = createGate(2);
  const entered: number[] = [];
  const enter = async (id: number) => {
    const leave = await gate.enter(never);
    entered.push(id);
    return leave;
  };
  const [first, second, third, fourth] = [1, 2, 3, 4].map(enter);
  await settled();
  expect(entered).toEqual([1, 2]);
  (await second)?.();
  await third;
  expect(entered).toEqual([1, 2, 3]);
  (await first)?.();
  await fourth;
  expect(entered).toEqual([1, 2, 3, 4]);
});

it('counts leaving once, however often it is said', async () => {
  const gate = createGate(1);
  const leave = await gate.enter(never);
  leave();
  leave();
  await gate.enter(never);
  let third = false;
  void gate.enter(never).then(() => {
    third = true;
  });
  await settled();
  expect(third).toBe(false);
});

it('forgets one who gives up waiting', async () => {
  const gate = createGate(1);
  const leave = await gate.enter(never);
  const impatient = new AbortController();
  const waiting = gate.enter(impatient.signal);
  impatient.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  leave();
  await gate.enter(never);
  expect(gate.size()).toBe(1);
});

it('lets in fewer from then on when it was found too wide, but never none', async () => {
  const gate = createGate(3);
  const leave = await Promise.all([gate.enter(never), gate.enter(never)]);
  expect(gate.narrow()).toBe(true);
  leave.forEach((each) => void each());
  await gate.enter(never);
  expect(gate.narrow()).toBe(false);
  void gate.enter(never);
  await settled();
  expect(gate.size()).toBe(2);
});
