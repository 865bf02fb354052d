import { type Arguments, refuse, textAt, wholeAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import { type Address, addressOf, addressText, hostsOf, type Subnet, subnetAt } from '../network/subnet.ts';

/** The address that comes n later, 1 where not said, or earlier; one with a prefix keeps it and stays a host of its subnet. */
export default defineHelper({
  title: { en: 'Next address', zh: '后续地址' },
  usage: 'next-address "10.0.0.1" 5',
  examples: [
    { template: '{{next-address "10.0.0.1"}}', result: '10.0.0.2' },
    { template: '{{next-address "10.0.0.250" 10}}', result: '10.0.1.4' },
    { template: '{{next-address "10.0.0.9/24" -1}}', result: '10.0.0.8/24' },
    { template: '{{next-address "2001:db8::ffff"}}', result: '2001:db8::1:0' },
  ],
  run: (args) => {
    const text = textAt(args, 0).trim();
    const n = BigInt(wholeAt(args, 1, 1));
    const subnet = /[/\s]/.test(text) ? subnetAt([text]) : undefined;
    const { value, bits } = subnet ?? addressOf(text);
    const next = { value: value + n, bits };
    if (!within(next, subnet)) return outside(args, n);
    return addressText(next) + (subnet ? `/${subnet.prefix}` : '');
  },
});

function within({ value, bits }: Address, subnet: Subnet | undefined): boolean {
  if (!subnet) return value >= 0n && value < 1n << BigInt(bits);
  const { first, last } = hostsOf(subnet);
  return value >= first.value && value <= last.value;
}

function outside(args: Arguments, n: bigint): never {
  return refuse({
    en: `"${textAt(args, 0)}" plus ${n} is not an address that a host of its network may have.`,
    zh: `“${textAt(args, 0)}”加 ${n} 不是其网络中可用的主机地址。`,
  });
}
