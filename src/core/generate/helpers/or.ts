import { isTrue } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** Whether at least one of its arguments is true, as `#if` has it. */
export default defineHelper({
  title: { en: 'Any of them', zh: '或' },
  usage: 'or a b',
  examples: [
    { template: '{{or false "x"}} {{or 0 ""}}', result: 'true false' },
    { template: '{{#if (or a b)}}one{{else}}none{{/if}}', data: { a: null, b: [1] }, result: 'one' },
  ],
  run: (args) => args.some(isTrue),
});
