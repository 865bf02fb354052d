import type { Text } from '../text.ts';
import type { Finding } from './types.ts';

interface Rule {
  readonly rule: string;
  readonly pattern: RegExp;
  severity(line: string, at: number): Finding['severity'];
  readonly text: Text;
}

/** Begins a comment in one of the formats there are: `#`, `!`, `;`, `//`, `--`, a block of C or XML. */
const comment = /^\s*(?:[#!;*]|\/\/|\/\*|--|<!--)/;

const rules: readonly Rule[] = [
  {
    rule: 'left-over-expression',
    pattern: /\{\{/,
    // What Prometheus and other Go templates are written in begins so: {{ $value }}, {{ .Labels.job }}.
    severity: (line, at) =>
      /^\{\{-?\s*(?:[$.]|(?:range|if|end|else|with|template|define)\b)/.test(line.slice(at)) ? 'warning' : 'error',
    text: { en: 'A template expression was left over: {{', zh: '残留模板表达式：{{' },
  },
  {
    rule: 'left-over-undefined',
    pattern: /(?<![\w.-])undefined(?![\w-])/,
    severity: (line) => (comment.test(line) ? 'warning' : 'error'),
    text: { en: 'A value is "undefined": a variable was missing.', zh: '值为“undefined”：缺少变量。' },
  },
  {
    rule: 'left-over-object',
    pattern: /\[object [A-Z]\w*\]/,
    severity: () => 'error',
    text: { en: 'An object was written as text: [object Object].', zh: '对象被直接写成文本：[object Object]。' },
  },
  {
    rule: 'nul-byte',
    pattern: /\u0000/,
    severity: () => 'error',
    text: { en: 'There is a NUL byte.', zh: '含有 NUL 字节。' },
  },
];

/** What no rendered text should have, whatever its format; the first of a kind on each line. */
export function leftOvers(text: string): readonly Finding[] {
  if (!rules.some(({ pattern }) => text.search(pattern) !== -1)) return [];
  return text.split('\n').flatMap((line, index) =>
    rules.flatMap(({ rule, pattern, severity, text: words }): Finding[] => {
      const at = line.search(pattern);
      return at === -1 ? [] : [{ severity: severity(line, at), rule, text: words, line: index + 1, column: at + 1 }];
    }),
  );
}
