import { processKind } from '../../process/index.ts';
import { canonicalIp, prefixOfMask } from '../../process/ip.ts';

/** `aa:bb:cc:dd:ee:ff` of one MAC address in any notation; undefined for anything else, also for none (all zeros). */
export function mac(text: string | undefined): string | undefined {
  const { value } = processKind('mac', text ?? '', {});
  return /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/.test(value) && value !== '00:00:00:00:00:00' ? value : undefined;
}

/** An address in its usual form; undefined for anything else. */
export function ip(text: string | undefined): string | undefined {
  return text === undefined ? undefined : canonicalIp(text.trim());
}

/** `address/length` of `10.0.0.1/24`, or of an address and its length or dotted mask; undefined where one of them is missing. */
export function withPrefix(text: string | undefined, mask?: string): string | undefined {
  const [address, length = mask] = (text ?? '').trim().split('/');
  const canonical = ip(address);
  const bits = length?.includes('.') ? prefixOfMask(length) : Number(length || Number.NaN);
  const most = canonical?.includes(':') ? 128 : 32;
  if (canonical === undefined || bits === undefined || !(bits >= 0 && bits <= most)) return undefined;
  return `${canonical}/${bits}`;
}
