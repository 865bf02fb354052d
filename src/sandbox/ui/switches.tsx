import { usePage } from './context.ts';
import type { Word } from './words.ts';

/** A fault of a machine with these switches: what it is switched on by, and off; `hint`: what else it does. */
export interface Fault<T> {
  readonly word: Word;
  readonly hint?: Word;
  isOn(now: T): boolean;
  readonly on: Partial<T>;
  readonly off: Partial<T>;
}

interface Given<T> {
  readonly faults: readonly Fault<T>[];
  readonly now: T;
  set(changes: Partial<T>): void;
}

/** What can be wrong with a machine, each with a box to tick. */
export function Switches<T>({ faults, now, set }: Given<T>) {
  const { say } = usePage();
  return (
    <div className="ticks">
      {faults.map(({ word, hint, isOn, on, off }) => (
        <label key={word} title={hint && say(hint)}>
          <input type="checkbox" checked={isOn(now)} onChange={({ target }) => set(target.checked ? on : off)} />
          <span>
            {say(word)}
            {hint && isOn(now) && <small className="faint">{say(hint)}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}

/** A machine as it will be once it did what it was told. */
export function switched<T extends { readonly switches: object }>(machine: T, order: unknown): T {
  const changes = (order as { set?: Partial<T['switches']> }).set;
  return changes ? { ...machine, switches: { ...machine.switches, ...changes } } : machine;
}
