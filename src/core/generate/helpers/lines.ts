import { textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/**
 * The lines of a text as they are, without empty ones at its end: the way to say that a value may have several, which
 * is an error where it is printed by itself.
 */
export default defineHelper({
  title: { en: 'Text of several lines', zh: '多行文本' },
  usage: 'lines text',
  examples: [
    { template: '{{lines motd}}', data: { motd: 'one\r\ntwo\n' }, result: 'one\ntwo' },
    { template: '[{{lines text}}]', data: { text: 'one' }, result: '[one]' },
  ],
  lines: true,
  run: (args) =>
    textAt(args, 0)
      .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
      .replace(/\n+$/, ''),
});
