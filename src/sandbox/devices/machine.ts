import type { Clock } from '../../core/io/clock.ts';
import { createDevice, type Device } from './commands/device.ts';
import type { Machine, Manners, Trouble } from './types.ts';

/** Milliseconds until a device that starts again lets in. */
const bootTime = 120_000;

/** What all sessions of a device share; `drop` ends all connections. */
export function createMachine(manners: Manners, trouble: Trouble, clock: Clock, drop: () => void) {
  const running: Device = createDevice(manners.rules);
  let booting = false;
  const machine: Machine & { isUp(): boolean } = {
    running,
    startup: running.snapshot(),
    trouble,
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
    isUp: () => !booting && !isCutOff(running, trouble),
  };
  return machine;
}

/** Whether it runs the line that cuts the way to it. */
export function isCutOff(running: Device, { cutsOff }: Trouble): boolean {
  return cutsOff !== undefined && running.blocks().some((block) => block.some((line) => line.trim() === cutsOff));
}
