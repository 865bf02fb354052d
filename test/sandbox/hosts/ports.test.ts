import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { reservePort } from '../../../src/sandbox/hosts/listener.ts';

const drawn = vi.hoisted((): number[] => []);
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  return { ...crypto, randomInt: (...range: [number, number]) => drawn.shift() ?? crypto.randomInt(...range) };
});

describe('a reserved port', () => {
  test('is given to no other sandbox until it is released, while the program it is for can listen on it', async () => {
    const { port, release } = await reservePort();
    const program = createServer().listen(port, '127.0.0.1');
    await once(program, 'listening');
    program.close();
    await once(program, 'close');
    drawn.push(port);
    const other = await reservePort();
    expect(drawn).toEqual([]);
    expect(other.port).not.toBe(port);
    await release();
    drawn.push(port);
    const next = await reservePort();
    expect(next.port).toBe(port);
    await Promise.all([other.release(), next.release()]);
  });

  test('is none that a program listens on already', async () => {
    const { port, release } = await reservePort();
    await release();
    const program = createServer().listen(port, '127.0.0.1');
    await once(program, 'listening');
    drawn.push(port);
    const other = await reservePort();
    expect(other.port).not.toBe(port);
    await other.release();
    program.close();
  });
});
