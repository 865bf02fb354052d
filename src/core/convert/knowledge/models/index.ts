import { cameraModels } from './cameras.ts';
import { chineseNetworkModels } from './chinese-network.ts';
import { chineseSecurityModels } from './chinese-security.ts';
import { ciscoModels } from './cisco.ts';
import type { VendorModels } from './family.ts';
import { h3cModels } from './h3c.ts';
import { homeAndCloudModels } from './home-and-cloud.ts';
import { huaweiModels } from './huawei.ts';
import { officeModels } from './office.ts';
import { powerModels } from './power.ts';
import { securityModels } from './security.ts';
import { serverModels } from './servers.ts';
import { westernNetworkModels } from './western-network.ts';

/** Every vendor's product lines. Where a model fits several vendors' equally well, the earlier one's type counts. */
export const allModels: readonly VendorModels[] = [
  ...[
    huaweiModels,
    h3cModels,
    ciscoModels,
    chineseNetworkModels,
    serverModels,
    chineseSecurityModels,
    westernNetworkModels,
  ].flat(),
  ...[securityModels, powerModels, officeModels, cameraModels, homeAndCloudModels].flat(),
];
