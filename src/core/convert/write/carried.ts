import { type Field, fields, secretFields } from '../fields.ts';
import type { WrittenHost } from '../format.ts';
import type { HostRecord } from '../types.ts';

/** A host of which a format holds everything. */
export interface WholeHost extends WrittenHost {
  readonly address: string;
  readonly type: HostRecord['type'];
  readonly platform: string;
}

const apart: ReadonlySet<Field> = new Set<Field>(['name', 'address', 'type', 'platform', 'row_no', ...secretFields]);

/** The fields that go out beside name, address, type and platform, in the order of columns; never a secret. */
export const outFields: readonly Field[] = fields.filter((field) => !apart.has(field));

/**
 * A host as it goes out: only `outFields`, no empty values, text that UTF-8 can hold (half of a surrogate pair becomes
 * U+FFFD).
 */
export function carried(host: HostRecord): WholeHost {
  const { name, address, type, platform } = host;
  const labels = Object.entries(host.labels).filter(([, value]) => value !== '');
  return {
    name,
    address,
    type,
    platform,
    fields: pick((field) => host.fields[field]?.toWellFormed()),
    labels: Object.fromEntries(labels.map(([label, value]) => [label.toWellFormed(), value.toWellFormed()])),
  };
}

/** The fields for which there is a value; '' is none. */
export function pick(textFor: (field: Field) => unknown): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  for (const field of outFields) {
    const value = textFor(field);
    if (typeof value === 'string' && value !== '') found[field] = value;
  }
  return found;
}

/** The entries of an object that was read whose values are text. */
export function textEntries(read: unknown): Record<string, string> {
  if (typeof read !== 'object' || read === null) return {};
  return Object.fromEntries(Object.entries(read).filter(([, value]) => typeof value === 'string'));
}

/** The login's port as a number, where it is one. */
export function portOf({ fields: { port = '' } }: WrittenHost): number | undefined {
  return /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535 ? Number(port) : undefined;
}

/** The same where nothing says that it is the port of another protocol than SSH. */
export function sshPortOf(host: WrittenHost): number | undefined {
  return /^(ssh(v?2)?)?$/i.test(host.fields.protocol?.trim() ?? '') ? portOf(host) : undefined;
}

/** The login's user, where it is a name that no tool can take for an option, a pattern or a second word. */
export function userOf({ fields: { username = '' } }: WrittenHost): string | undefined {
  return /^[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}$/.test(username) ? username : undefined;
}

/** The content of the file at `index` as text. */
export function textOf(files: readonly { content: string | Uint8Array }[], index = 0): string {
  const content = files[index]?.content ?? '';
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** Text that can stand in a comment of one line. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
}
