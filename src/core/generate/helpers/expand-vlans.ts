import { textsOf } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import { expandVlans } from '../network/vlans.ts';

/** The VLANs of a text or list, ascending, each once, as numbers. */
export default defineHelper({
  title: { en: 'VLANs of a range', zh: '展开 VLAN 范围' },
  usage: 'expand-vlans "10-12,20"',
  examples: [
    { template: '{{join (expand-vlans "20,10-12") " "}}', result: '10 11 12 20' },
    { template: '{{join (expand-vlans "10 to 12 30") " "}}', result: '10 11 12 30' },
    { template: '{{length (expand-vlans vlans)}}', data: { vlans: [1, '5-6', 5] }, result: '3' },
  ],
  run: (args) => [...expandVlans(textsOf(args).join(','))],
});
