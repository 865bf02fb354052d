import { compared } from '../compare.ts';
import { defineHelper } from '../define-helper.ts';

/** Whether the first number is greater than the second; texts that are numbers count as such. */
export default defineHelper({
  title: { en: 'Greater than', zh: '大于' },
  usage: 'gt a b',
  examples: [
    { template: '{{#if (gt vlan 100)}}yes{{else}}no{{/if}}', data: { vlan: 200 }, result: 'yes' },
    { template: '{{#if (gt vlan 100)}}yes{{else}}no{{/if}}', data: { vlan: 100 }, result: 'no' },
    { template: '{{gt "9" "10"}}', result: 'false' },
  ],
  run: (args) => compared(args) > 0,
});
