import { OpsError } from '../../core/errors.ts';
import type { SandboxClient } from '../client.ts';

type Door = SandboxClient['faults'];

/** Asks for a fault in words, such as `429 3 5`, `refresh` or `web-02 down`; errors `fault-unknown`, `not-possible`. */
export async function causeFault({ faults, host }: SandboxClient, words: string): Promise<void> {
  const [name = '', ...rest] = words.trim().split(/\s+/);
  if (name === 'download') return brokenDownload(faults, rest, words);
  const order = hostOrders[rest[0] ?? ''];
  if (order) return obeyed(await host({ host: name, order }));
  const [first, second] = rest.map(Number);
  const done = kinds(faults, first, second)[name] ?? statusFault(faults, name, first);
  if (!done || rest.some((each) => !Number.isFinite(Number(each)))) throw unknown(words);
  await done();
}

/** Downloads of files go wrong: `slow MS`, `cut`, `page`, or a status such as `500`. */
async function brokenDownload(faults: Door, [what = '', count = '1']: readonly string[], words: string): Promise<void> {
  const [method, calls] = ['download', Number(count)];
  if (!Number.isFinite(calls)) throw unknown(words);
  if (what === 'slow') return faults.slow({ method, ms: calls });
  if (what === 'cut') return faults.fail({ method, calls, status: 'cut', done: true });
  if (what === 'page') return faults.page(calls);
  if (!/^5\d\d$/.test(what)) throw unknown(words);
  return faults.fail({ method, calls, status: Number(what) });
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

/** What can be done to a host or a device, each by a word after its name. */
const hostOrders: Readonly<Record<string, unknown>> = {
  down: { set: { down: true } },
  slow: { set: { slowExec: 2000 } },
  full: { set: { disk: 'full' } },
  'changed-key': { set: { changedKey: true } },
  unhealthy: { set: { unhealthy: true } },
  cut: { cut: true },
  reboot: { reboot: true },
  cuts: { set: { cuts: true } },
  refuses: { set: { refuses: true } },
  edited: { edit: 'saved' },
  unsaved: { edit: 'unsaved' },
  well: { well: true },
};

function obeyed({ error }: { error?: string }): void {
  if (error === undefined) return;
  throw new OpsError('not-possible', { en: `The sandbox refused: ${error}`, zh: `沙箱拒绝了：${error}` });
}

function statusFault(faults: Door, name: string, calls = 1): (() => Promise<void>) | undefined {
  return /^5\d\d$/.test(name) ? () => faults.fail({ status: Number(name), calls }) : undefined;
}

function unknown(words: string): OpsError {
  const all = '429, 500, lost, slow, drop, refresh, warning, double, ignore-acks, refuse-upgrades, invalid_auth, clear';
  const forHosts = Object.keys(hostOrders).join(', ');
  return new OpsError('fault-unknown', {
    en: `There is no fault "${words}". There are: ${all}; and with a host or a device before it (web-02 down, core-1 cuts): ${forHosts}.`,
    zh: `没有名为“${words}”的故障。可用的有：${all}；以及主机名或设备名加（如 web-02 down、core-1 cuts）：${forHosts}。`,
  });
}
