import { textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/**
 * A text on one line: line breaks and other control characters, which would begin a command of their own in what a
 * device reads, become spaces, and several spaces one. For words of people, such as descriptions from a spreadsheet.
 */
export default defineHelper({
  title: { en: 'Text on one line', zh: '合并为一行' },
  usage: 'one-line text',
  examples: [
    {
      template: 'description {{one-line text}}',
      data: { text: '财务部\n shutdown' },
      result: 'description 财务部 shutdown',
    },
    { template: '[{{one-line text}}]', data: { text: '  a\t\tb\r\n' }, result: '[a b]' },
  ],
  run: (args) =>
    textAt(args, 0)
      .replaceAll(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
      .trim(),
});
