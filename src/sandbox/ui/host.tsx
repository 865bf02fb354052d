import type { Switches as HostSwitches } from '../hosts/types.ts';
import type { HostState } from '../web/host-state.ts';
import { clockTime } from './clock-time.ts';
import { usePage } from './context.ts';
import { HostFiles } from './host-files.tsx';
import { Scroller } from './scroller.tsx';
import { type Fault, Switches } from './switches.tsx';

/** What a host can be told; see hosts/commands.ts. */
type Order =
  | { readonly set: Partial<HostSwitches> }
  | { readonly cut: true }
  | { readonly reboot: true }
  | { readonly well: true };

const flag = (word: 'down' | 'silent' | 'refuseLogin' | 'changedKey' | 'unhealthy'): Fault<HostSwitches> => ({
  word,
  isOn: (now) => now[word],
  on: { [word]: true },
  off: { [word]: false },
});

const faults: readonly Fault<HostSwitches>[] = [
  flag('down'),
  flag('silent'),
  flag('refuseLogin'),
  flag('changedKey'),
  { word: 'slow', isOn: ({ slowExec }) => slowExec > 0, on: { slowExec: 2000 }, off: { slowExec: 0 } },
  { word: 'full', isOn: ({ disk }) => disk !== 'free', on: { disk: 'full' }, off: { disk: 'free' } },
  { ...flag('unhealthy'), hint: 'unhealthyHint' },
];

/** A host: what it runs, what is wrong with it, its files, and what the bot ran there. */
export function Host({ host, order }: { host: HostState; order(given: Order): void }) {
  const { say } = usePage();
  const wrong = faults.some(({ isOn }) => isOn(host.switches));
  return (
    <section className="host" aria-label={host.name}>
      <h3>
        <span className={wrong ? 'dot wrong' : 'dot'} aria-hidden="true" />
        <span>
          {host.name}
          <span className="faint">:{host.port}</span>
        </span>
        <small className="faint">
          {host.processes} {say(host.processes === 1 ? 'process' : 'processes')}
        </small>
      </h3>
      <p>
        {host.apps.length === 0 && <span className="faint">{say('nothing')}</span>}
        {host.apps.map(({ name, release }) => (
          <span key={name}>
            {say('runs')} <strong>{name}</strong> <code>{release ?? '–'}</code>{' '}
          </span>
        ))}
      </p>
      <Switches faults={faults} now={host.switches} set={(set) => order({ set })} />
      <div className="actions">
        <button type="button" className="button" onClick={() => order({ cut: true })}>
          {say('cut')}
        </button>
        <button type="button" className="button" onClick={() => order({ reboot: true })}>
          {say('reboot')}
        </button>
        {wrong && (
          <button type="button" className="button" onClick={() => order({ well: true })}>
            {say('well')}
          </button>
        )}
      </div>
      <HostFiles host={host} />
      <details>
        <summary>{say('commands')}</summary>
        <Scroller className="look">
          <Commands commands={host.commands} />
        </Scroller>
      </details>
    </section>
  );
}

/** What was run, as at a terminal, newest first. */
function Commands({ commands }: Pick<HostState, 'commands'>) {
  const { say } = usePage();
  return (
    <ol className="terminal">
      {commands.map(({ at, line, exit }, number) => (
        <li key={commands.length - number}>
          <time className="faint">{clockTime(at)}</time> <code>$ {line}</code>{' '}
          <small className={exit === 0 || exit === undefined ? 'faint' : 'bad'}>
            {exit === undefined ? '…' : `${say('exit')} ${exit}`}
          </small>
        </li>
      ))}
    </ol>
  );
}
