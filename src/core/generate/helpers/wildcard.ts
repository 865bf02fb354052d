import { defineHelper } from '../define-helper.ts';
import { ipv4PrefixAt } from '../network/ipv4.ts';
import { addressText, maskOf } from '../network/subnet.ts';

/** The wildcard mask of an IPv4 address with prefix, or of a prefix length: what ACLs and OSPF networks are written with. */
export default defineHelper({
  title: { en: 'Wildcard mask', zh: '反掩码' },
  usage: 'wildcard "10.0.0.1/24"',
  examples: [
    { template: '{{wildcard "10.0.0.1/24"}}', result: '0.0.0.255' },
    { template: '{{wildcard 30}}', result: '0.0.0.3' },
    { template: '{{wildcard "10.0.0.1/32"}}', result: '0.0.0.0' },
  ],
  run: (args) => addressText({ value: maskOf(ipv4PrefixAt(args)).value ^ 0xffffffffn, bits: 32 }),
});
