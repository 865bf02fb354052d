import { defineLintRule } from '../define-lint-rule.ts';

/** Blocks of which there is one of each name: the second is put into the first one, which nobody sees who reads either. */
const single =
  /^(?:interface|acl|ip access-list|ipv6 access-list|vlan \d+$|route-map|route-policy|ip vpn-instance|vrf definition|ip vrf|router|ospf|bgp|aaa$)\b/;

/** The same interface, access list or process twice. */
export default defineLintRule({
  title: { en: 'Duplicate block', zh: '重复的配置块' },
  check: ({ blocks }) => {
    const first = new Map<string, number>();
    return blocks.flatMap(({ text, line, children }) => {
      if (!single.test(text) || (children.length === 0 && !first.has(text))) return [];
      const other = first.get(text);
      if (other === undefined) first.set(text, line);
      if (other === undefined) return [];
      const words = { en: `"${text}" is there already, on line ${other}.`, zh: `“${text}”已在第 ${other} 行出现。` };
      return [{ severity: 'error', line, text: words }];
    });
  },
});
