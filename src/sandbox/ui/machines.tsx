import { useCallback, useEffect, useState } from 'react';
import type { Switches } from '../hosts/types.ts';
import type { HostState } from '../web/host-state.ts';
import { ask } from './api.ts';
import { usePage } from './context.ts';
import type { Word } from './words.ts';

/** How often the hosts are looked at, in ms. */
const every = 1500;

/** The hosts beside the chat with what is wrong with them, and what can go wrong at Slack. */
export function Machines({ close }: { close(): void }) {
  const { say, run } = usePage();
  const [hosts, setHosts] = useState<readonly HostState[]>([]);
  const look = useCallback(() => ask<HostState[]>('hosts').then(setHosts, () => {}), []);
  useEffect(() => {
    void look();
    const timer = setInterval(look, every);
    return () => clearInterval(timer);
  }, [look]);
  const order = (host: string, given: Order) =>
    run(async () => {
      // What was switched shows at once; the next look says how it is.
      setHosts((all) => all.map((each) => (each.name === host ? switched(each, given) : each)));
      const done = await ask<{ error?: string }>('host', { host, order: given });
      await look();
      if (done.error !== undefined) throw new Error(done.error);
    });
  return (
    <aside className="side machines" aria-label={say('machines')}>
      <header>
        <h2>{say('hosts')}</h2>
        <button type="button" className="plain" aria-label={say('close')} onClick={close}>
          ✕
        </button>
      </header>
      <div className="scroll">
        {hosts.map((host) => (
          <Host key={host.name} host={host} order={(given) => order(host.name, given)} />
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
    </aside>
  );
}

/** What a host can be told; see hosts/commands.ts. */
type Order = { readonly set: Partial<Switches> } | { readonly cut: true } | { readonly reboot: true };

function switched(host: HostState, order: Order): HostState {
  return 'set' in order ? { ...host, switches: { ...host.switches, ...order.set } } : host;
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

/** Each fault of a host: what it is switched on by, and off. */
const switches: readonly (readonly [Word, (now: Switches) => boolean, Partial<Switches>, Partial<Switches>])[] = [
  ['down', ({ down }) => down, { down: true }, { down: false }],
  ['silent', ({ silent }) => silent, { silent: true }, { silent: false }],
  ['refuseLogin', ({ refuseLogin }) => refuseLogin, { refuseLogin: true }, { refuseLogin: false }],
  ['changedKey', ({ changedKey }) => changedKey, { changedKey: true }, { changedKey: false }],
  ['unhealthy', ({ unhealthy }) => unhealthy, { unhealthy: true }, { unhealthy: false }],
  ['slow', ({ slowExec }) => slowExec > 0, { slowExec: 2000 }, { slowExec: 0 }],
  ['full', ({ disk }) => disk !== 'free', { disk: 'full' }, { disk: 'free' }],
];

function Host({ host, order }: { host: HostState; order(given: Order): void }) {
  const { say } = usePage();
  const wrong = switches.some(([, on]) => on(host.switches));
  const well = Object.assign({}, ...switches.map(([, , , off]) => off));
  return (
    <section className="host" aria-label={host.name}>
      <h3>
        <span className={wrong ? 'dot wrong' : 'dot'} aria-hidden="true" /> {host.name}
        <span className="faint">:{host.port}</span>
      </h3>
      <p>
        {host.apps.length === 0 && <span className="faint">{say('nothing')}</span>}
        {host.apps.map(({ name, release }) => (
          <span key={name}>
            {say('runs')} <strong>{name}</strong> <code>{release ?? '–'}</code>{' '}
          </span>
        ))}
        <span className="faint">
          · {host.processes} {say('processes')}
        </span>
      </p>
      <div className="ticks">
        {switches.map(([word, on, set, unset]) => (
          <label key={word}>
            <input
              type="checkbox"
              checked={on(host.switches)}
              onChange={({ target }) => order({ set: target.checked ? set : unset })}
            />
            {say(word)}
          </label>
        ))}
      </div>
      <div className="actions">
        <button type="button" className="button" onClick={() => order({ cut: true })}>
          {say('cut')}
        </button>
        <button type="button" className="button" onClick={() => order({ reboot: true })}>
          {say('reboot')}
        </button>
        {wrong && (
          <button type="button" className="button" onClick={() => order({ set: well })}>
            {say('well')}
          </button>
        )}
      </div>
      <details>
        <summary>{say('commands')}</summary>
        <pre className="look">{host.commands.join('\n')}</pre>
      </details>
    </section>
  );
}
