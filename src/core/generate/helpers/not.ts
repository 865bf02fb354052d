import { isTrue } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** Whether its argument is not true, as `#if` has it. */
export default defineHelper({
  title: { en: 'Not', zh: '非' },
  usage: 'not a',
  examples: [
    { template: '{{not true}} {{not 0}} {{not ""}}', result: 'false true true' },
    { template: '{{not list}}', data: { list: [] }, result: 'true' },
  ],
  run: ([value]) => !isTrue(value),
});
