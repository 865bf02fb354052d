import { defineLintRule } from '../define-lint-rule.ts';
import { interfaceAddresses, networkOf, number } from './reading/addresses.ts';

/** An interface has a host's address: neither its network's (all host bits 0) nor the broadcast address (all 1); RFC 3021 for /31. */
export default defineLintRule({
  title: { en: 'Address of no host', zh: '非主机地址' },
  check: (config) =>
    interfaceAddresses(config).flatMap(({ address, prefix, line }) => {
      if (prefix === undefined || prefix > 30) return [];
      const [first, last] = networkOf(address, prefix);
      const what =
        number(address) === first
          ? { en: 'the address of the network', zh: '网络地址' }
          : number(address) === last
            ? { en: 'the broadcast address', zh: '广播地址' }
            : undefined;
      if (!what) return [];
      const text = {
        en: `${address}/${prefix} is ${what.en}, not a host's.`,
        zh: `${address}/${prefix} 是${what.zh}，不是主机地址。`,
      };
      return [{ severity: 'error', line, text }];
    }),
});
