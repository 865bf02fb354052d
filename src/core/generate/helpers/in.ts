import { isList, same } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** Whether the first value is one of the others, or in one of the others that is a list. */
export default defineHelper({
  title: { en: 'One of', zh: '属于' },
  usage: 'in value list',
  examples: [
    { template: '{{in 10 vlans}} {{in "30" vlans}}', data: { vlans: [10, 20] }, result: 'true false' },
    { template: '{{#if (in type "switch" "router")}}yes{{/if}}', data: { type: 'router' }, result: 'yes' },
  ],
  run: ([value, ...others]) =>
    others.flatMap((one) => (isList(one) ? [...one] : [one])).some((one) => same(one, value)),
});
