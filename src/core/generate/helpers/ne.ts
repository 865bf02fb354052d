import { same } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** Whether two values are not the same to a reader. */
export default defineHelper({
  title: { en: 'Not equal', zh: '不等于' },
  usage: 'ne a b',
  examples: [{ template: '{{ne "a" "b"}} {{ne 10 "10"}}', result: 'true false' }],
  run: ([one, other]) => !same(one, other),
});
