import type { Clock } from '../../core/io/clock.ts';
import { createDevice, type Device } from './commands/device.ts';
import type { Machine, Manners, Trouble } from './types.ts';

/** Milliseconds until a device that starts again lets in. */
const bootTime = 120_000;

/** All that is set, to compare with. */
export const runs = (device: Device): string => JSON.stringify(device.running());

interface Outside {
  readonly clock: Clock;
  /** Ends all connections. */
  drop(): void;
  /** Something was saved. */
  saved(): void;
}

/** What all sessions of a device share. */
export function createMachine(manners: Manners, trouble: Trouble, { clock, drop, saved }: Outside) {
  const running: Device = createDevice(manners.rules);
  let booting = false;
  let startup = running.snapshot();
  const machine: Machine & { isUp(): boolean } = {
    running,
    get startup() {
      return startup;
    },
    set startup(snapshot) {
      startup = snapshot;
      saved();
    },
    trouble,
    lost: undefined,
    pending: undefined,
    arm: (minutes, back, id) => {
      machine.pending?.stop();
      const stopTimer = clock.after(minutes * 60_000, () => {
        machine.pending = undefined;
        back();
      });
      const stop = () => {
        stopTimer();
        machine.pending = undefined;
      };
      machine.pending = { back, stop, ...(id !== undefined && { id }) };
    },
    reload: () => {
      booting = true;
      drop();
      running.restore(machine.startup);
      clock.after(bootTime, () => {
        booting = false;
      });
    },
    copy: () => {
      const copy = createDevice(manners.rules);
      copy.restore(running.snapshot());
      return copy;
    },
    isUp: () => !booting && !isCutOff(machine),
  };
  return machine;
}

/** Whether it runs what cuts the way to it. */
export function isCutOff(machine: Machine): boolean {
  const { running } = machine;
  const { cutsOff } = machine.trouble;
  if (machine.lost === runs(running)) machine.lost = undefined;
  if (machine.lost !== undefined) return true;
  return cutsOff !== undefined && running.blocks().some((block) => block.some((line) => line.trim() === cutsOff));
}
