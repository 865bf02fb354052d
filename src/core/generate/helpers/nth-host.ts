import { refuse, textAt, wholeAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import { addressText, hostsOf, subnetAt } from '../network/subnet.ts';

/** The n-th address of a subnet that a host may have, from 1; from the end where n is negative. */
export default defineHelper({
  title: { en: 'n-th host of a subnet', zh: '子网中的第 n 个主机地址' },
  usage: 'nth-host "10.0.0.0/24" 1',
  examples: [
    { template: '{{nth-host "10.0.0.0/24" 1}}', result: '10.0.0.1' },
    { template: '{{nth-host "10.0.0.77/24" -1}}', result: '10.0.0.254' },
    { template: '{{nth-host "10.0.0.0/31" 2}}', result: '10.0.0.1' },
    { template: '{{nth-host "2001:db8::/64" 10}}', result: '2001:db8::a' },
  ],
  run: (args) => {
    const subnet = subnetAt(args);
    const n = wholeAt(args, subnet.took);
    const { first, last } = hostsOf(subnet);
    const value = n > 0 ? first.value + BigInt(n) - 1n : last.value + BigInt(n) + 1n;
    if (n !== 0 && value >= first.value && value <= last.value) return addressText({ ...first, value });
    const count = last.value - first.value + 1n;
    return refuse({
      en: `"${textAt(args, 0)}" has no host ${n}: its hosts are 1 to ${count}, or -1 to -${count} from the end.`,
      zh: `“${textAt(args, 0)}”没有第 ${n} 个主机：可用序号为 1 到 ${count}，或从末尾起 -1 到 -${count}。`,
    });
  },
});
