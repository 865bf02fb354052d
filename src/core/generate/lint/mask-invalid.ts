import { isIPv4 } from 'node:net';
import { defineLintRule } from '../define-lint-rule.ts';
import { prefixOf } from './reading/addresses.ts';

/** Masks of interfaces and routes are one run of ones; prefix lengths go to 32, those of IPv6 to 128. */
export default defineLintRule({
  title: { en: 'Invalid mask', zh: '无效掩码' },
  check: ({ lines, words }) =>
    lines.flatMap(({ text, line }) => {
      const found = [/^ip address [\d.]+[/ ](?<mask>[\d.]+)/, ...words.networks].map(
        (one) => one.exec(text)?.groups?.mask,
      );
      const v6 = /^ipv6 address [0-9A-Fa-f:.]+[/ ](?<mask>\d+)/.exec(text)?.groups?.mask;
      const mask = found.find((one) => one !== undefined);
      // Four numbers that are no address are another rule's.
      const wrong = mask !== undefined && prefixOf(mask) === undefined && (!mask.includes('.') || isIPv4(mask));
      if (!wrong && !(Number(v6) > 128)) return [];
      const shown = mask ?? v6 ?? '';
      return [{ severity: 'error', line, text: { en: `${shown} is no mask.`, zh: `${shown} 不是有效掩码。` } }];
    }),
});
