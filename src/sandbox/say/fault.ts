import { OpsError } from '../../core/errors.ts';
import type { SandboxClient } from '../client.ts';

type Door = SandboxClient['faults'];

/** Asks for a fault in words, such as `429 3 5` or `refresh`; errors `fault-unknown`. */
export async function causeFault(faults: Door, words: string): Promise<void> {
  const [name = '', ...rest] = words.trim().split(/\s+/);
  const [first, second] = rest.map(Number);
  const done = kinds(faults, first, second)[name] ?? statusFault(faults, name, first);
  if (!done || rest.some((each) => !Number.isFinite(Number(each)))) throw unknown(words);
  await done();
}

function kinds(faults: Door, first = 1, second = 1): Record<string, (() => Promise<void>) | undefined> {
  return {
    '429': () => faults.rateLimit({ calls: first, retryAfter: second }),
    lost: () => faults.fail({ calls: first, status: 'cut', done: true }),
    slow: () => faults.slow({ ms: first, calls: second }),
    drop: () => faults.dropSockets(),
    refresh: () => faults.refresh(),
    warning: () => faults.refresh({ reason: 'warning' }),
    double: () => faults.double(first),
    'ignore-acks': () => faults.ignoreAcks(first),
    'refuse-upgrades': () => faults.refuseUpgrades(first),
    invalid_auth: () => faults.refuse({ method: 'apps.connections.open', error: 'invalid_auth', calls: first }),
    clear: () => faults.clear(),
  };
}

function statusFault(faults: Door, name: string, calls = 1): (() => Promise<void>) | undefined {
  return /^5\d\d$/.test(name) ? () => faults.fail({ status: Number(name), calls }) : undefined;
}

function unknown(words: string): OpsError {
  const all = '429, 500, lost, slow, drop, refresh, warning, double, ignore-acks, refuse-upgrades, invalid_auth, clear';
  return new OpsError('fault-unknown', {
    en: `There is no fault "${words}". There are: ${all}`,
    zh: `没有名为“${words}”的故障。可用的有：${all}`,
  });
}
