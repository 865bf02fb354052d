import { same } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** Whether two values are the same to a reader: the number 10 and the text "10" are. */
export default defineHelper({
  title: { en: 'Equal', zh: '等于' },
  usage: 'eq a b',
  examples: [
    { template: '{{#if (eq type "switch")}}yes{{/if}}', data: { type: 'switch' }, result: 'yes' },
    { template: '{{eq "10" 10}} {{eq "10" "010"}} {{eq "a" "A"}}', result: 'true false false' },
  ],
  run: ([one, other]) => same(one, other),
});
