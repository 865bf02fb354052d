import { defineLintRule } from '../define-lint-rule.ts';
import { type InterfaceAddress, interfaceAddresses } from './reading/addresses.ts';

/** An address is there once: on one interface of a device, and on one device of a job, in each VRF. */
export default defineLintRule({
  title: { en: 'Duplicate address', zh: '重复地址' },
  check: (config) => {
    const first = new Map<string, InterfaceAddress>();
    return interfaceAddresses(config).flatMap((one) => {
      const other = first.get(keyOf(one));
      if (!other) first.set(keyOf(one), one);
      if (!other) return [];
      const text = {
        en: `${one.address} is on ${other.interface} as well (line ${other.line}).`,
        zh: `${one.address} 在 ${other.interface} 上也有配置（第 ${other.line} 行）。`,
      };
      return [{ severity: 'error', line: one.line, text }];
    });
  },
  together: (configs) => {
    const first = new Map<string, { readonly host: string; readonly one: InterfaceAddress }>();
    return configs.flatMap((config) =>
      interfaceAddresses(config).flatMap((one) => {
        const other = first.get(keyOf(one));
        if (!other && !one.shared) first.set(keyOf(one), { host: config.host, one });
        if (!other || one.shared || other.host === config.host) return [];
        const text = {
          en: `${one.address} is on ${other.one.interface} of ${other.host} as well (line ${other.one.line} there).`,
          zh: `${one.address} 在 ${other.host} 的 ${other.one.interface} 上也有配置（该处第 ${other.one.line} 行）。`,
        };
        return [{ host: config.host, file: config.file, severity: 'error', line: one.line, text }];
      }),
    );
  },
});

function keyOf({ address, vrf }: InterfaceAddress): string {
  return `${vrf} ${address}`;
}
