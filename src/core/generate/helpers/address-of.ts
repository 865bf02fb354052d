import { textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import { addressOf, addressText } from '../network/subnet.ts';

/** An address without its prefix or mask, as it is usually written. Not `address`, which is what a host has. */
export default defineHelper({
  title: { en: 'Address without its prefix', zh: '不带前缀的地址' },
  usage: 'address-of "10.0.0.1/24"',
  examples: [
    { template: '{{address-of "10.0.0.1/24"}}', result: '10.0.0.1' },
    { template: '{{address-of "10.0.0.1"}}', result: '10.0.0.1' },
    { template: '{{address-of "2001:DB8:0:0::1/64"}}', result: '2001:db8::1' },
  ],
  run: (args) => addressText(addressOf(textAt(args, 0).trim().split(/[/\s]/)[0] ?? '')),
});
