import { compared } from '../compare.ts';
import { defineHelper } from '../define-helper.ts';

/** Whether the first number is at most the second; texts that are numbers count as such. */
export default defineHelper({
  title: { en: 'At most', zh: '小于等于' },
  usage: 'le a b',
  examples: [
    { template: '{{#if (le vlan 100)}}yes{{else}}no{{/if}}', data: { vlan: 20 }, result: 'yes' },
    { template: '{{#if (le vlan 100)}}yes{{else}}no{{/if}}', data: { vlan: 100 }, result: 'yes' },
    { template: '{{le "9" "10"}}', result: 'true' },
  ],
  run: (args) => compared(args) <= 0,
});
