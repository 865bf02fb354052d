import { choice, refuse, shown, textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

const quotes = {
  /** RFC 8259, and what YAML would not take as it is (YAML 1.2, 5.1) escaped too: the text is right in both. */
  json: (text: string) =>
    JSON.stringify(text).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (sign) => {
      return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
    }),
  /** POSIX.1-2017, 2.2.2: nothing is special within single quotes. */
  shell: (text: string) => (text.includes('\0') ? impossible(text, 'shell') : `'${text.replaceAll("'", "'\\''")}'`),
  /** nginx knows no escape for a dollar sign, which begins a variable. */
  nginx: (text: string) =>
    /[\0$]/.test(text)
      ? impossible(text, 'nginx')
      : `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`,
} as const;

/** A text in quotes, so that it is one word to who reads it, whatever is in it. */
export default defineHelper({
  title: { en: 'Text in quotes', zh: '加引号' },
  usage: 'quote text style="json|yaml|shell|nginx"',
  examples: [
    { template: '{{quote "it is \\"so\\""}}', result: '"it is \\"so\\""' },
    {
      template: '{{quote text style="shell"}}',
      data: { text: "it's; rm -rf $HOME" },
      result: "'it'\\''s; rm -rf $HOME'",
    },
    { template: '{{quote "yes" style="yaml"}}', result: '"yes"' },
    { template: '{{quote text style="nginx"}}', data: { text: 'a "b"; c' }, result: '"a \\"b\\"; c"' },
  ],
  lines: true,
  run: (args, hash) => {
    const style = choice(hash, 'style', ['json', 'yaml', 'shell', 'nginx']);
    return quotes[style === 'yaml' ? 'json' : style](textAt(args, 0));
  },
});

function impossible(text: string, style: string): never {
  return refuse({
    en: `${shown(text)} cannot be quoted for ${style}: there is no way to write one of its characters.`,
    zh: `${shown(text)} 无法按 ${style} 加引号：其中有字符无法表示。`,
  });
}
