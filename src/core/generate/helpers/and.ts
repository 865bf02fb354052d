import { isTrue } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** Whether all of its arguments are true, as `#if` has it. */
export default defineHelper({
  title: { en: 'All of them', zh: '且' },
  usage: 'and a b',
  examples: [
    { template: '{{and true 1 "x"}}', result: 'true' },
    { template: '{{#if (and a b)}}both{{else}}not both{{/if}}', data: { a: true, b: [] }, result: 'not both' },
  ],
  run: (args) => args.every(isTrue),
});
