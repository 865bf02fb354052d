import { defineLintRule, type Remark } from '../define-lint-rule.ts';
import { isProse } from './reading/config.ts';
import type { PlainSecret } from './words/types.ts';

/** What stands for a secret that is no secret itself. */
const stripped = /^(?:\[redacted\]|<.*|\*+|%\^%#.*)$/;

/** Secrets that anyone can read who sees the configuration. They are not quoted. */
export default defineLintRule({
  title: { en: 'Secret in clear', zh: '明文密码' },
  check: ({ lines, words }) =>
    lines.flatMap(({ text, line }) => {
      if (isProse(text)) return [];
      for (const { line: pattern, kind } of words.secrets) {
        const secret = pattern.exec(text)?.[1];
        if (secret !== undefined && !stripped.test(secret)) return [{ ...said[kind], line }];
      }
      return [];
    }),
});

const said: Readonly<Record<PlainSecret['kind'], Omit<Remark, 'line'>>> = {
  clear: {
    severity: 'error',
    text: {
      en: 'A secret stands here in clear and stays so on the device.',
      zh: '此处为明文密码，且在设备上仍以明文保存。',
    },
  },
  guessable: {
    severity: 'error',
    text: { en: 'The community is one that everybody tries.', zh: '团体名为人尽皆知的默认值。' },
  },
  typed: {
    severity: 'warning',
    text: {
      en: 'A secret stands here in clear; the device may store it encrypted.',
      zh: '此处为明文密码；设备可能会加密保存。',
    },
  },
};
