import type { Dialect } from '../types.ts';
import { ciscoIos } from './cisco-ios.ts';

/** Cisco NX-OS: as IOS, but ports may be shut down by default, so that `no shutdown` says something. */
export const ciscoNxos: Dialect = {
  ...ciscoIos,
  ignored: /^(?:no ip address|version \d.*|Building configuration.*)$/,
};
