import { isTrue, refuse, textAt, wholeAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** A text with spaces before each line that is not empty; first=false leaves the first line as it is. */
export default defineHelper({
  title: { en: 'Indent lines', zh: '缩进' },
  usage: 'indent text 4',
  examples: [
    { template: '{{indent text 2}}', data: { text: 'a\n\nb' }, result: '  a\n\n  b' },
    { template: 'key: {{indent text 5 first=false}}', data: { text: 'a\nb' }, result: 'key: a\n     b' },
  ],
  lines: true,
  run: (args, hash) => {
    const spaces = wholeAt(args, 1);
    if (spaces < 0 || spaces > 200) {
      refuse({ en: `${spaces} spaces are not from 0 to 200.`, zh: `空格数 ${spaces} 不在 0 到 200 之间。` });
    }
    const whole = Object.hasOwn(hash, 'first') ? isTrue(hash.first) : true;
    return textAt(args, 0)
      .split(/\r\n?|[\n\u2028\u2029]/)
      .map((line, at) => (line === '' || (at === 0 && !whole) ? line : ' '.repeat(spaces) + line))
      .join('\n');
  },
});
