import { useCallback, useEffect, useRef, useState } from 'react';
import type { Troubles } from '../slack/faults.ts';
import type { DeviceState } from '../web/device-state.ts';
import type { HostState } from '../web/host-state.ts';
import { ask } from './api.ts';
import { usePage } from './context.ts';
import { Device } from './device.tsx';
import { Host } from './host.tsx';
import { Side } from './side.tsx';
import { SlackFaults } from './slack-faults.tsx';
import { switched } from './switches.tsx';

/** How often the hosts are looked at, in ms. */
const every = 1500;

interface Machines {
  readonly hosts: readonly HostState[];
  readonly devices: readonly DeviceState[];
  readonly faults: Troubles;
}

/** The hosts beside the chat with what is wrong with them, and what can go wrong at Slack. */
export function MachinesPanel({ close }: { close(): void }) {
  const { say, run } = usePage();
  const [hosts, setHosts] = useState<readonly HostState[]>([]);
  const [devices, setDevices] = useState<readonly DeviceState[]>([]);
  const [troubles, setTroubles] = useState<Troubles>({ waiting: [], struck: [] });
  const orders = useRef(0);
  const look = useCallback(async () => {
    const before = orders.current;
    const now = await ask<Machines>('machines').catch(() => undefined);
    // What was seen before or while something was switched is not how it is now.
    if (!now || orders.current !== before) return;
    setHosts(now.hosts);
    setDevices(now.devices);
    setTroubles(now.faults);
  }, []);
  useEffect(() => {
    void look();
    const timer = setInterval(look, every);
    return () => clearInterval(timer);
  }, [look]);
  const order = (host: string, given: unknown) =>
    run(async () => {
      orders.current += 1;
      const done = await ask<{ error?: string }>('host', { host, order: given });
      orders.current += 1;
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
          <Device
            key={device.name}
            device={device}
            order={(given) => {
              setDevices((all) => all.map((each) => (each.name === device.name ? switched(each, given) : each)));
              void order(device.name, given);
            }}
          />
        ))}
        <SlackFaults troubles={troubles} look={look} />
      </div>
    </Side>
  );
}
