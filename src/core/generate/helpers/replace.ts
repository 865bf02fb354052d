import { refuse, textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** A text with every occurrence of another replaced; nothing in it is a pattern. */
export default defineHelper({
  title: { en: 'Replace in a text', zh: '替换文本' },
  usage: 'replace text "from" "to"',
  examples: [
    { template: '{{replace "10.0.0.1" "." "-"}}', result: '10-0-0-1' },
    { template: '{{replace "a.b" "." "$&"}}', result: 'a$&b' },
  ],
  run: (args) => {
    const from = textAt(args, 1);
    if (from === '') refuse({ en: 'there is nothing to look for.', zh: '未指定要替换的内容。' });
    const to = textAt(args, 2);
    return textAt(args, 0).split(from).join(to);
  },
});
