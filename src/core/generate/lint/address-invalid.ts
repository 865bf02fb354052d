import { isIPv4 } from 'node:net';
import { defineLintRule } from '../define-lint-rule.ts';
import { isProse } from './reading/config.ts';

/** Four numbers with dots between them that are no IPv4 address. Versions of software are left alone. */
export default defineLintRule({
  title: { en: 'Invalid address', zh: '无效地址' },
  check: ({ lines }) =>
    lines.flatMap(({ text, line }) => {
      if (isProse(text) || /\b(?:version|boot|software|image)\b/i.test(text)) return [];
      const wrong = (text.match(/(?<![\w.:-])\d{1,5}(?:\.\d{1,5}){3}(?![\w.-])/g) ?? []).filter((one) => !isIPv4(one));
      return wrong.map((one) => ({
        severity: 'error',
        line,
        text: { en: `${one} is no IP address.`, zh: `${one} 不是有效的 IP 地址。` },
      }));
    }),
});
