import { OpsError } from '../../core/errors.ts';
import type { KeptDevice as Device } from './start.ts';

/**
 * Does to a device what an order says, as `obey` does to hosts: `{"set": {switch: true, …}}`, `{"well": true}`, or
 * `{"edit": "saved" | "unsaved"}`. Error `switch-unknown` says what is possible.
 */
export async function carryOut(device: Device, order: unknown): Promise<void> {
  const [name, value] = Object.entries(order ?? {})[0] ?? [];
  if (name === 'well') return mend(device);
  if (name === 'edit') return edit(device, value === 'saved');
  const wanted = name === 'set' ? Object.keys(value ?? {}) : [name ?? ''];
  for (const each of wanted) {
    const change = switches[each];
    if (!change) throw unknown(device, each);
    await change(device);
  }
}

const switches: Readonly<Record<string, (device: Device) => void | Promise<void>>> = {
  down: (device) => device.setDown(true),
  changedKey: (device) => device.changeKey(true),
  cuts: ({ trouble }) => {
    trouble.cutsNext = true;
  },
  refuses: ({ trouble }) => {
    trouble.refusesNext = true;
  },
};

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
