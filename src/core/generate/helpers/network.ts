import { defineHelper } from '../define-helper.ts';
import { addressText, edges, subnetAt } from '../network/subnet.ts';

/** The network address of an address with prefix or mask, without the prefix. */
export default defineHelper({
  title: { en: 'Network address', zh: '网络地址' },
  usage: 'network "10.0.0.1/24"',
  examples: [
    { template: '{{network "10.20.30.40/20"}}', result: '10.20.16.0' },
    { template: '{{network "10.0.0.9 255.255.255.248"}}/{{prefix "255.255.255.248"}}', result: '10.0.0.8/29' },
    { template: '{{network "2001:db8:0:1::9/64"}}', result: '2001:db8:0:1::' },
  ],
  run: (args) => addressText(edges(subnetAt(args)).first),
});
