import { refuse, textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import { ipv4SubnetAt } from '../network/ipv4.ts';
import { addressText, edges } from '../network/subnet.ts';

/** The broadcast address of an IPv4 network; a /31 and a /32 have none. */
export default defineHelper({
  title: { en: 'Broadcast address', zh: '广播地址' },
  usage: 'broadcast "10.0.0.1/24"',
  examples: [
    { template: '{{broadcast "10.0.0.1/24"}}', result: '10.0.0.255' },
    { template: '{{broadcast "10.0.0.1" "255.255.255.252"}}', result: '10.0.0.3' },
  ],
  run: (args) => {
    const subnet = ipv4SubnetAt(args);
    if (subnet.prefix <= 30) return addressText(edges(subnet).last);
    return refuse({
      en: `"${textAt(args, 0)}" is a /${subnet.prefix}, which has no broadcast address.`,
      zh: `“${textAt(args, 0)}”的前缀长度为 ${subnet.prefix}，没有广播地址。`,
    });
  },
});
