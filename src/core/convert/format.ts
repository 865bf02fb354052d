import type { DeviceType } from '../settings/device-types.ts';
import type { Text } from '../text.ts';
import type { Field } from './fields.ts';
import type { HostRecord, Quarantined } from './types.ts';
import type { AnsibleMapping } from './write/ansible-mapping.ts';

/** A file that goes out. */
export interface OutFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** What is written: hosts by unique names, and what could not be understood. */
export interface WrittenInventory {
  readonly hosts: readonly HostRecord[];
  readonly quarantine: readonly Quarantined[];
}

export interface FormatOptions {
  /** What Ansible is told of a platform: `ansibleMapping(…)`. */
  readonly ansible: AnsibleMapping;
  /** What the inventory was made from, such as the spreadsheet's name; stands in a comment where there are comments. */
  readonly title: string;
  /** The environment a host belongs to; where it says none, the host's own field `environment` counts. */
  environmentOf?(host: HostRecord): string | undefined;
}

/** What a format holds of a host. `address`, `type` and `platform` are absent where it cannot hold them. */
export interface WrittenHost {
  readonly name: string;
  readonly address?: string;
  readonly type?: DeviceType;
  readonly platform?: string;
  readonly fields: Readonly<Partial<Record<Field, string>>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** A way to write an inventory; its name is its file's. */
export interface InventoryFormat {
  readonly title: Text;
  /** What a person should know before using it: what must exist there first, what it leaves out. */
  readonly needs?: Text;
  /** The names of the files it writes, in order. */
  readonly files: readonly string[];
  /** What it holds of a host; undefined where it has to leave the host out. */
  keeps(host: HostRecord): WrittenHost | undefined;
  /** The files, named as `files` says. */
  write(inventory: WrittenInventory, options: FormatOptions): readonly OutFile[] | Promise<readonly OutFile[]>;
  /** Reads its own files: each host that was written, as `keeps` gives it. */
  read(files: readonly OutFile[]): readonly WrittenHost[] | Promise<readonly WrittenHost[]>;
}

/** Declares an inventory format. */
export function defineFormat(format: InventoryFormat): InventoryFormat {
  return format;
}
