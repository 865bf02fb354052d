import { compared } from '../compare.ts';
import { defineHelper } from '../define-helper.ts';

/** Whether the first number is at least the second; texts that are numbers count as such. */
export default defineHelper({
  title: { en: 'At least', zh: '大于等于' },
  usage: 'ge a b',
  examples: [
    { template: '{{#if (ge vlan 100)}}yes{{else}}no{{/if}}', data: { vlan: 200 }, result: 'yes' },
    { template: '{{#if (ge vlan 100)}}yes{{else}}no{{/if}}', data: { vlan: 100 }, result: 'yes' },
    { template: '{{ge "9" "10"}}', result: 'false' },
  ],
  run: (args) => compared(args) >= 0,
});
