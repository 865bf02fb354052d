import type { DeviceState } from '../web/device-state.ts';
import { usePage } from './context.ts';
import { Scroller } from './scroller.tsx';
import type { Word } from './words.ts';

/** What can be done to a device; see devices/orders.ts. */
const orders: readonly (readonly [Word, unknown])[] = [
  ['down', { set: { down: true } }],
  ['changedKey', { set: { changedKey: true } }],
  ['cutsNext', { set: { cuts: true } }],
  ['refusesNext', { set: { refuses: true } }],
  ['editSaved', { edit: 'saved' }],
  ['editUnsaved', { edit: 'unsaved' }],
  ['well', { well: true }],
];

/** A network device: what it runs, what was typed into it, and what can go wrong with it. */
export function Device({ device, order }: { device: DeviceState; order(given: unknown): void }) {
  const { say } = usePage();
  return (
    <section className="host" aria-label={device.name}>
      <h3>
        <span>
          {device.name}
          <span className="faint">:{device.port}</span>
        </span>
        {!device.saved && <span className="badge">{say('unsaved')}</span>}
        {device.armed && <span className="badge">{say('armed')}</span>}
      </h3>
      <div className="actions">
        {orders.map(([word, given]) => (
          <button key={word} type="button" className="button" onClick={() => order(given)}>
            {say(word)}
          </button>
        ))}
      </div>
      <details>
        <summary>{say('config')}</summary>
        <Scroller className="look">
          <pre>{device.config}</pre>
        </Scroller>
      </details>
      <details>
        <summary>{say('commands')}</summary>
        <Scroller className="look">
          <pre>{device.typed.join('\n')}</pre>
        </Scroller>
      </details>
    </section>
  );
}
