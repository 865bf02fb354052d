import { defineLintRule } from '../define-lint-rule.ts';

/** VLANs go from 1 to 4094 (IEEE 802.1Q), and the lower end of a range comes first. */
export default defineLintRule({
  title: { en: 'VLAN out of range', zh: 'VLAN 超出范围' },
  check: ({ lines, words }) =>
    lines.flatMap(({ text, line }) => {
      const list = words.vlanLists.map((pattern) => pattern.exec(text)?.[1]).find((one) => one !== undefined);
      const items = list === undefined ? [] : list.replaceAll(/ to /g, '-').split(/[ ,]+/);
      return items.filter(isWrong).map((item) => ({
        severity: 'error',
        line,
        text: { en: `${item} is no VLAN: they go from 1 to 4094.`, zh: `${item} 不是有效的 VLAN：范围为 1 到 4094。` },
      }));
    }),
});

function isWrong(item: string): boolean {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(item) ?? [];
  return from !== undefined && (Number(from) < 1 || Number(to) > 4094 || Number(from) > Number(to));
}
