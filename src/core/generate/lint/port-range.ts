import { defineLintRule } from '../define-lint-rule.ts';

/** Ports of TCP and UDP go from 0 to 65535 (RFC 9293, RFC 768), and the lower end of a range comes first. */
export default defineLintRule({
  title: { en: 'Port out of range', zh: '端口超出范围' },
  check: ({ lines, words }) =>
    lines.flatMap(({ text, line }) => {
      if (!words.aclEntry.test(text)) return [];
      const found = [...text.matchAll(/\b(?:eq|neq|gt|lt) (\d+)(?![\d.])|\brange (\d+) (\d+)(?![\d.])/g)];
      return found.flatMap(([shown, one, from = one, to = one]) => {
        if (Number(from) <= Number(to) && Number(to) <= 65_535) return [];
        const words = {
          en: `"${shown}" is no port or range of ports: they go from 0 to 65535, the lower one first.`,
          zh: `“${shown}”不是有效的端口或端口范围：范围为 0 到 65535，小的在前。`,
        };
        return [{ severity: 'error' as const, line, text: words }];
      });
    }),
});
