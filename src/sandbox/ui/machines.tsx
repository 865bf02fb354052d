import { useCallback, useEffect, useState } from 'react';
import type { DeviceState } from '../web/device-state.ts';
import type { HostState } from '../web/host-state.ts';
import { ask } from './api.ts';
import { usePage } from './context.ts';
import { Device } from './device.tsx';
import { Host, switched } from './host.tsx';
import { Side } from './side.tsx';
import type { Word } from './words.ts';

/** How often the hosts are looked at, in ms. */
const every = 1500;

interface Machines {
  readonly hosts: readonly HostState[];
  readonly devices: readonly DeviceState[];
}

/** The hosts beside the chat with what is wrong with them, and what can go wrong at Slack. */
export function MachinesPanel({ close }: { close(): void }) {
  const { say, run } = usePage();
  const [hosts, setHosts] = useState<readonly HostState[]>([]);
  const [devices, setDevices] = useState<readonly DeviceState[]>([]);
  const look = useCallback(async () => {
    const now = await ask<Machines>('machines').catch(() => undefined);
    if (!now) return;
    setHosts(now.hosts);
    setDevices(now.devices);
  }, []);
  useEffect(() => {
    void look();
    const timer = setInterval(look, every);
    return () => clearInterval(timer);
  }, [look]);
  const order = (host: string, given: unknown) =>
    run(async () => {
      const done = await ask<{ error?: string }>('host', { host, order: given });
      await look();
      if (done.error !== undefined) throw new Error(done.error);
    });
  return (
    <Side title={say('hosts')} label={say('machines')} className="machines" close={close}>
      <div className="scroll">
        {hosts.map((host) => (
          <Host
            key={host.name}
            host={host}
            order={(given) => {
              // What was switched shows at once; the next look says how it is.
              setHosts((all) => all.map((each) => (each.name === host.name ? switched(each, given) : each)));
              void order(host.name, given);
            }}
          />
        ))}
        {devices.length > 0 && <h2>{say('devices')}</h2>}
        {devices.map((device) => (
          <Device key={device.name} device={device} order={(given) => order(device.name, given)} />
        ))}
        <h2>{say('slackFaults')}</h2>
        <div className="actions">
          {faults.map(([word, name, ...args]) => (
            <button
              key={word}
              type="button"
              className="button"
              onClick={() => run(() => ask(`faults/${name}`, { args }))}
            >
              {say(word)}
            </button>
          ))}
        </div>
      </div>
    </Side>
  );
}

const faults: readonly (readonly [Word, string, ...unknown[]])[] = [
  ['f429', 'rateLimit', { retryAfter: 3 }],
  ['f500', 'fail', {}],
  ['flost', 'fail', { status: 'cut', done: true }],
  ['fslow', 'slow', { ms: 2000 }],
  ['fdrop', 'dropSockets'],
  ['frefresh', 'refresh'],
  ['fdouble', 'double'],
  ['fclear', 'clear'],
];
