import type { Dialect } from '../types.ts';
import { ciscoIos } from './cisco-ios.ts';

const [vlans, ...others] = ciscoIos.lists;

/** Ruijie RGOS: as IOS, but several VLANs are `vlan range 10-12,20`. */
export const ruijieOs: Dialect = {
  ...ciscoIos,
  opens: new RegExp(`${ciscoIos.opens.source}|^vlan range `),
  lists: [
    ...(vlans
      ? [
          {
            ...vlans,
            line: /^vlan (?:range )?([\d,-]+)$/,
            add: ['vlan range', ''] as const,
            remove: ['vlan range', ''] as const,
          },
        ]
      : []),
    ...others,
  ],
};
