import { compared } from '../compare.ts';
import { defineHelper } from '../define-helper.ts';

/** Whether the first number is less than the second; texts that are numbers count as such. */
export default defineHelper({
  title: { en: 'Less than', zh: '小于' },
  usage: 'lt a b',
  examples: [
    { template: '{{#if (lt vlan 100)}}yes{{else}}no{{/if}}', data: { vlan: 20 }, result: 'yes' },
    { template: '{{#if (lt vlan 100)}}yes{{else}}no{{/if}}', data: { vlan: 100 }, result: 'no' },
    { template: '{{lt "9" "10"}}', result: 'true' },
  ],
  run: (args) => compared(args) < 0,
});
