import type { Facts } from '../../collect/types.ts';
import { known } from './text.ts';

/** `10   Management   active   Gi0/1`, `   1 VLAN0001   STATIC   Gi0/1`. */
const row = /^\s{0,5}(\d{1,4})\*?\s+(\S.*?)\s+(?:active|act\/lshut|sus\w*|static|dynamic|inactive)\b/gim;

/** `show vlan brief` and its like; VLANs that a switch only lists because it cannot have them (`act/unsup`) are left out. */
export function vlansLikeIos(text: string | undefined): Facts['vlans'] {
  const rows = [...(text ?? '').matchAll(row)];
  return rows.map(([, id, name = '']) => known({ id: Number(id), name: name.trim() || undefined }));
}
