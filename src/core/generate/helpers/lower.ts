import { textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** A text in small letters, the same in every language. */
export default defineHelper({
  title: { en: 'Small letters', zh: '转为小写' },
  usage: 'lower text',
  examples: [{ template: '{{lower "WEB-01.Example"}}', result: 'web-01.example' }],
  run: (args) => textAt(args, 0).toLowerCase(),
});
