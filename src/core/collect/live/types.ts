import type { HostEntry } from '../../inventory/entries.ts';
import type { Text } from '../../text.ts';

/** Of what kind a difference between the inventory and what is really there is. */
export type LiveKind =
  /** In the inventory and could not be reached the last time. */
  | 'not-reached'
  /** What another device or a cloud sees, and is not in the inventory. */
  | 'unknown-neighbour'
  | 'unknown-resource'
  /** In the inventory otherwise than on the device. */
  | 'serial'
  | 'model'
  | 'version'
  | 'address';

export interface LiveDifference {
  readonly kind: LiveKind;
  /** The host's name; of what is not in the inventory, the name it is seen by. */
  readonly host: string;
  readonly text: Text;
  /** What would correct it: the host's name and the values to save. Absent where that is for a person to find out. */
  readonly correction?: { readonly name: string; readonly entry: HostEntry };
}
