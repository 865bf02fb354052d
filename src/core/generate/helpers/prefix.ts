import { refuse, textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import { prefixOf, subnetAt } from '../network/subnet.ts';

/** The prefix length of an address with prefix or mask, or of a mask alone. */
export default defineHelper({
  title: { en: 'Length of a prefix', zh: '前缀长度' },
  usage: 'prefix "10.0.0.1/24"',
  examples: [
    { template: '{{prefix "10.0.0.1/24"}}', result: '24' },
    { template: '{{prefix "255.255.252.0"}}', result: '22' },
    { template: '{{prefix "10.0.0.1 255.255.255.128"}}', result: '25' },
    { template: '{{prefix "2001:db8::1/64"}}', result: '64' },
  ],
  run: (args) => {
    const text = textAt(args, 0).trim();
    if (!/^\d+(?:\.\d+){3}$/.test(text) || args.length > 1) return subnetAt(args).prefix;
    return (
      prefixOf(text, 32) ??
      refuse({
        en: `"${text}" is no mask; an address needs its prefix length, as in 10.0.0.1/24.`,
        zh: `“${text}”不是掩码；地址须带前缀长度，例如 10.0.0.1/24。`,
      })
    );
  },
});
