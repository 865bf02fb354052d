import type { Facts } from '../../collect/types.ts';
import { isTold, known } from './text.ts';

export type Part = NonNullable<Facts['hardware']>[number];

const entry =
  /^NAME: *"?([^\n"]*?)"? *, *DESCR: *"?([^\n"]*)"? *\n\s*PID: *([^,\n]*?) *, *VID: *([^,\n]*?) *, *SN: *(\S*)/gim;

/** `show inventory` as Cisco's systems write it (Unique Device Identifier: name, description, PID, VID, SN). */
export function inventoryOfCisco(text: string | undefined): readonly Part[] {
  return [...(text ?? '').matchAll(entry)].map(([, name = '', description = '', part, , serial]) =>
    partOf({ name: name.trim(), description, part, serial }),
  );
}

/** A part with only what is told of it. */
export function partOf(part: Part): Part {
  const { slot, name, description, part: code, serial } = part;
  const told = (value: string | undefined) => (isTold(value) ? value.trim() : undefined);
  return known({ slot: told(slot), name, description: told(description), part: told(code), serial: told(serial) });
}
