import { type Arguments, refuse, textAt } from '../arguments.ts';
import { prefixOf, type Subnet, subnetAt } from './subnet.ts';

/** The prefix length of an IPv4 address with prefix or mask, or of a length alone (`24`). Errors: HelperError. */
export function ipv4PrefixAt(args: Arguments): number {
  const text = textAt(args, 0).trim();
  const length = /^\d+$/.test(text) ? prefixOf(text, 32) : undefined;
  return length ?? ipv4SubnetAt(args).prefix;
}

/** As `subnetAt`, for what IPv6 has not: masks and broadcasts. Errors: HelperError. */
export function ipv4SubnetAt(args: Arguments): Subnet {
  const subnet = subnetAt(args);
  if (subnet.bits === 32) return subnet;
  return refuse({
    en: `"${textAt(args, 0)}" is an IPv6 address, which has no mask and no broadcast address.`,
    zh: `“${textAt(args, 0)}”是 IPv6 地址，没有掩码和广播地址。`,
  });
}
