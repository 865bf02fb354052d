import { afterAll, beforeAll, describe, it } from 'vitest';
import { startHosts, type TestHosts } from '../support/hosts.ts';
import { beginning, type Snapshot } from './beginning.ts';
import { killed, killedWithin } from './killing.ts';

const forward = [
  'preflight',
  'transfer',
  'unpack',
  'hash',
  'install',
  'stop',
  'switch',
  'start',
  'verify',
  'mark-good',
  'prune',
];

let hosts: TestHosts;
let start: Snapshot;

beforeAll(async () => {
  hosts = await startHosts(3);
  start = await beginning(hosts);
});
afterAll(async () => {
  start.remove();
  await hosts.stop();
});

describe('a bot that is killed in the middle of a deploy to three hosts, and started again', () => {
  it.each(forward)('at the boundary before %s', (step) =>
    killed(start, '1.1.0', `step-started:web-02:${step}:forward`),
  );
  it.each(forward)('at the boundary after %s', (step) => killed(start, '1.1.0', `step-ended:web-02:${step}:forward`));
  it.each(forward.filter((step) => step !== 'preflight'))('while the host is at %s', (step) =>
    killedWithin(start, '1.1.0', step, 'forward'),
  );
});
