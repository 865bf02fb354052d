import { OpsError } from '../../core/errors.ts';
import type { KeptDevice as Device } from './start.ts';

/**
 * Does to a device what an order says, as `obey` does to hosts: `{"set": {switch: true or false, …}}`, `{"well": true}`, or
 * `{"edit": "saved" | "unsaved"}`. Error `switch-unknown` says what is possible.
 */
export async function carryOut(device: Device, order: unknown): Promise<void> {
  const [name, value] = Object.entries(order ?? {})[0] ?? [];
  if (name === 'well') return mend(device);
  if (name === 'edit') return edit(device, value === 'saved');
  if (name !== 'set') throw unknown(device, name ?? '');
  for (const [each, on] of Object.entries(value ?? {})) {
    if (!isSwitch(each)) throw unknown(device, each);
    if (typeof on !== 'boolean') throw unknown(device, `${each}: ${JSON.stringify(on)}`);
    await switches[each].turn(device, on);
  }
}

/** What is wrong with a device, or about to be. */
export type DeviceSwitches = Readonly<Record<keyof typeof switches, boolean>>;

/** What is switched on at a device. */
export function switchesOf(device: Device): DeviceSwitches {
  const { down, changedKey, cuts, refuses } = switches;
  return {
    down: down.isOn(device),
    changedKey: changedKey.isOn(device),
    cuts: cuts.isOn(device),
    refuses: refuses.isOn(device),
  };
}

interface Switch {
  isOn(device: Device): boolean;
  turn(device: Device, on: boolean): void | Promise<void>;
}

const switches = {
  down: { isOn: (device) => device.isDown(), turn: (device, on) => device.setDown(on) },
  changedKey: { isOn: (device) => device.hasOtherKey(), turn: (device, on) => device.changeKey(on) },
  cuts: {
    isOn: ({ trouble }) => trouble.cutsNext === true,
    turn: ({ trouble }, on) => {
      trouble.cutsNext = on;
    },
  },
  refuses: {
    isOn: ({ trouble }) => trouble.refusesNext === true,
    turn: ({ trouble }, on) => {
      trouble.refusesNext = on;
    },
  },
} satisfies Record<string, Switch>;

const isSwitch = (name: string): name is keyof typeof switches => Object.hasOwn(switches, name);

async function mend(device: Device): Promise<void> {
  device.mend();
  device.changeKey(false);
  await device.setDown(false);
}

/** Somebody logs in and describes the first described interface otherwise. */
function edit(device: Device, saves: boolean): void {
  const header = describedInterface(device.config());
  if (header !== undefined) device.type(header, `description ${byHand}`);
  if (saves) device.save();
}

function describedInterface(config: string): string | undefined {
  let header = '';
  for (const line of config.split('\n')) {
    if (!line.startsWith(' ')) header = line;
    else if (header.startsWith('interface ') && line.startsWith(' description ') && !line.endsWith(byHand))
      return header;
  }
  return undefined;
}

const byHand = 'changed by hand';

function unknown({ name }: Device, given: string): OpsError {
  const all = [...Object.keys(switches), 'edit', 'well'].join(', ');
  return new OpsError('switch-unknown', {
    en: `Switching the sandbox device ${name}: ${given} is not possible. Give ${all}.`,
    zh: `切换沙箱设备 ${name} 的状态：${given} 无效。请给出 ${all}。`,
  });
}
