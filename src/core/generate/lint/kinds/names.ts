import type { Text } from '../../../text.ts';
import { defineLintRule, type LintRule } from '../../define-lint-rule.ts';
import { namesOf } from '../reading/names.ts';
import type { Kind } from '../words/types.ts';

const titles: Readonly<Record<Kind, Text>> = {
  acl: { en: 'access list', zh: '访问控制列表' },
  vlan: { en: 'VLAN', zh: 'VLAN' },
  'route-policy': { en: 'route policy', zh: '路由策略' },
  'prefix-list': { en: 'prefix list', zh: '前缀列表' },
  vrf: { en: 'VRF', zh: 'VPN 实例' },
};

/** The rule that what is referred to is defined. Where a device defines no VLAN at all, they are told elsewhere (VTP). */
export function undefinedRule(kind: Kind): LintRule {
  const { en, zh } = titles[kind];
  return defineLintRule({
    title: { en: `Undefined ${en}`, zh: `未定义的${zh}` },
    check: (config) => {
      const { defined, used } = namesOf(config, kind);
      if (kind === 'vlan' && defined.size === 0) return [];
      return [...used].flatMap(([name, line]) =>
        defined.has(name)
          ? []
          : [
              {
                severity: 'error' as const,
                line,
                text: { en: `The ${en} ${name} is not defined.`, zh: `${zh} ${name} 未定义。` },
              },
            ],
      );
    },
  });
}

/** The rule that what is defined is made use of. */
export function unusedRule(kind: Kind): LintRule {
  const { en, zh } = titles[kind];
  return defineLintRule({
    title: { en: `Unused ${en}`, zh: `未使用的${zh}` },
    check: (config) => {
      const { defined, used, allowed } = namesOf(config, kind);
      const { always } = config.words.kinds[kind];
      // An access list may have a number and a name; either will do.
      const lines = new Set(
        kind === 'acl' ? [...defined].flatMap(([name, line]) => (used.has(name) ? [line] : [])) : [],
      );
      return [...defined].flatMap(([name, line]) =>
        used.has(name) || lines.has(line) || allowed.has(name) || always.includes(name)
          ? []
          : [
              {
                severity: 'warning' as const,
                line,
                text: { en: `The ${en} ${name} is defined but not used.`, zh: `${zh} ${name} 已定义但未使用。` },
              },
            ],
      );
    },
  });
}
