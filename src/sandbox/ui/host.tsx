import { useState } from 'react';
import type { Switches } from '../hosts/types.ts';
import type { HostFile } from '../web/host-files.ts';
import type { HostState } from '../web/host-state.ts';
import { ask } from './api.ts';
import { usePage } from './context.ts';
import { Scroller } from './scroller.tsx';
import type { Word } from './words.ts';

/** What a host can be told; see hosts/commands.ts. */
type Order =
  | { readonly set: Partial<Switches> }
  | { readonly cut: true }
  | { readonly reboot: true }
  | { readonly well: true };

/** The host as it will be once it did what it was told. */
export function switched(host: HostState, order: Order): HostState {
  return 'set' in order ? { ...host, switches: { ...host.switches, ...order.set } } : host;
}

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

/** A host: what it runs, what is wrong with it, its files, and what the bot ran there. */
export function Host({ host, order }: { host: HostState; order(given: Order): void }) {
  const { say } = usePage();
  const wrong = switches.some(([, on]) => on(host.switches));
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
          <button type="button" className="button" onClick={() => order({ well: true })}>
            {say('well')}
          </button>
        )}
      </div>
      <Files host={host.name} />
      <details>
        <summary>{say('commands')}</summary>
        <Scroller className="look">
          <pre>{host.commands.join('\n')}</pre>
        </Scroller>
      </details>
    </section>
  );
}

/** The files of a host, read when they are opened. */
function Files({ host }: { host: string }) {
  const { say, run } = usePage();
  const [files, setFiles] = useState<readonly HostFile[]>([]);
  const [read, setRead] = useState<{ path: string; text: string }>();
  const open = (path: string) =>
    run(async () => setRead({ path, ...(await ask<{ text: string }>('hostFile', { host, path })) }));
  const list = () => run(async () => setFiles(await ask<HostFile[]>('hostFiles', { host })));
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && list()}>
      <summary>{say('files')}</summary>
      <Scroller className="look">
        <ul className="tree">
          {files.map(({ path, kind, size, target }) => {
            const parts = path.split('/');
            const name = parts.at(-1) ?? path;
            const depth = { paddingLeft: `${parts.length - 1}em` };
            if (kind === 'folder')
              return (
                <li key={path} style={depth}>
                  {name}/
                </li>
              );
            return (
              <li key={path} style={depth}>
                <button type="button" className="plain" onClick={() => open(path)}>
                  {name}
                </button>
                <span className="faint">{target === undefined ? size : `→ ${target}`}</span>
              </li>
            );
          })}
        </ul>
      </Scroller>
      {read && (
        <Scroller className="look">
          <pre>{read.text}</pre>
        </Scroller>
      )}
    </details>
  );
}
