import { isIPv4 } from 'node:net';
import { defineLintRule } from '../define-lint-rule.ts';
import { dotted, networkOf, number, prefixOf, prefixOfWildcard } from './reading/addresses.ts';
import { isProse } from './reading/config.ts';
import type { Words } from './words/types.ts';

/** Where a network is meant, bits of the address behind its mask or under its wildcard are 0. */
export default defineLintRule({
  title: { en: 'Host bits in a network', zh: '网段地址含主机位' },
  check: ({ lines, words }) =>
    lines.flatMap(({ text, line }) =>
      (isProse(text) ? [] : networksIn(text, words)).flatMap(({ address, prefix }) => {
        const network = dotted(networkOf(address, prefix)[0]);
        if (number(network) === number(address)) return [];
        const words = {
          en: `${address} has bits that its mask does not cover; the network is ${network}/${prefix}.`,
          zh: `${address} 含有掩码之外的主机位；网段应为 ${network}/${prefix}。`,
        };
        return [{ severity: 'error', line, text: words }];
      }),
    ),
});

function networksIn(text: string, words: Words): readonly { readonly address: string; readonly prefix: number }[] {
  const masked = words.networks.flatMap((pattern) => {
    const { address, mask } = pattern.exec(text)?.groups ?? {};
    return valid(address, mask === undefined ? undefined : prefixOf(mask));
  });
  const wild = words.wildcards.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ groups }) =>
      valid(groups?.address, groups?.wildcard === undefined ? undefined : prefixOfWildcard(groups.wildcard)),
    ),
  );
  return [...masked.slice(0, 1), ...wild];
}

function valid(address: string | undefined, prefix: number | undefined) {
  return address !== undefined && isIPv4(address) && prefix !== undefined ? [{ address, prefix }] : [];
}
