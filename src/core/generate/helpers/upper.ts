import { textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** A text in capitals, the same in every language. */
export default defineHelper({
  title: { en: 'Capitals', zh: '转为大写' },
  usage: 'upper text',
  examples: [{ template: '{{upper "core-sw1"}}', result: 'CORE-SW1' }],
  run: (args) => textAt(args, 0).toUpperCase(),
});
