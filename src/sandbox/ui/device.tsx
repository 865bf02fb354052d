import type { DeviceSwitches } from '../devices/orders.ts';
import type { DeviceState } from '../web/device-state.ts';
import { usePage } from './context.ts';
import { Scroller } from './scroller.tsx';
import { type Fault, Switches } from './switches.tsx';
import type { Word } from './words.ts';

/** What can be wrong with a device; see devices/orders.ts. */
const faults: readonly Fault<DeviceSwitches>[] = [
  { word: 'down', isOn: ({ down }) => down, on: { down: true }, off: { down: false } },
  { word: 'changedKey', isOn: ({ changedKey }) => changedKey, on: { changedKey: true }, off: { changedKey: false } },
  { word: 'cutsNext', isOn: ({ cuts }) => cuts, on: { cuts: true }, off: { cuts: false } },
  { word: 'refusesNext', isOn: ({ refuses }) => refuses, on: { refuses: true }, off: { refuses: false } },
];

/** What can be done to it. */
const orders: readonly (readonly [Word, unknown])[] = [
  ['editSaved', { edit: 'saved' }],
  ['editUnsaved', { edit: 'unsaved' }],
];

/** A network device: what it runs, what was typed into it, and what can go wrong with it. */
export function Device({ device, order }: { device: DeviceState; order(given: unknown): void }) {
  const { say } = usePage();
  const wrong = device.cutOff || faults.some(({ isOn }) => isOn(device.switches));
  return (
    <section className="host" aria-label={device.name}>
      <h3>
        <span className={wrong ? 'dot wrong' : 'dot'} aria-hidden="true" />
        <span>
          {device.name}
          <span className="faint">:{device.port}</span>
        </span>
        {!device.saved && <span className="badge">{say('unsaved')}</span>}
        {device.armed && <span className="badge">{say('armed')}</span>}
        {device.cutOff && <span className="badge">{say('cutOff')}</span>}
      </h3>
      <Switches faults={faults} now={device.switches} set={(set) => order({ set })} />
      <div className="actions">
        {[...orders, ...(wrong || !device.saved || device.armed ? [mend] : [])].map(([word, given]) => (
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

const mend = ['well', { well: true }] as const;
