import { textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** The parts of a text, at commas or at what is given, without spaces around them; empty ones are left out. */
export default defineHelper({
  title: { en: 'Parts of a text', zh: '拆分文本' },
  usage: 'split text ","',
  examples: [
    { template: '{{#each (split "10.0.0.1, 10.0.0.2,")}}<{{this}}>{{/each}}', result: '<10.0.0.1><10.0.0.2>' },
    { template: '{{last (split "core-bj-01" "-")}}', result: '01' },
  ],
  run: (args) =>
    textAt(args, 0)
      .split(args.length > 1 ? textAt(args, 1) : ',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
});
