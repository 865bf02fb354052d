import { ciscoIos } from './dialects/cisco-ios.ts';
import { ciscoNxos } from './dialects/cisco-nxos.ts';
import { h3cComware } from './dialects/h3c-comware.ts';
import { huaweiVrp } from './dialects/huawei-vrp.ts';
import { ruijieOs } from './dialects/ruijie-os.ts';
import type { Dialect } from './types.ts';

const dialects: Readonly<Record<string, Dialect>> = {
  'arista-eos': ciscoIos,
  'cisco-ios': ciscoIos,
  'cisco-nxos': ciscoNxos,
  'h3c-comware': h3cComware,
  'huawei-vrp': huaweiVrp,
  'ruijie-os': ruijieOs,
};

/** How the configurations of a platform are written; undefined where that is not known here, as for Junos and servers. */
export function dialectOf(platform: string): Dialect | undefined {
  return Object.hasOwn(dialects, platform) ? dialects[platform] : undefined;
}
