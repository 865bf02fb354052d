import type { Arguments } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import { ipv4PrefixAt } from '../network/ipv4.ts';
import { addressText, maskOf } from '../network/subnet.ts';

/** The dotted mask of an IPv4 address with prefix, or of a prefix length. */
export default defineHelper({
  title: { en: 'Mask', zh: '子网掩码' },
  usage: 'mask "10.0.0.1/24"',
  examples: [
    { template: '{{mask "10.0.0.1/24"}}', result: '255.255.255.0' },
    { template: '{{mask 22}}', result: '255.255.252.0' },
    { template: '{{mask "0.0.0.0/0"}}', result: '0.0.0.0' },
  ],
  run: (args: Arguments) => addressText(maskOf(ipv4PrefixAt(args))),
});
