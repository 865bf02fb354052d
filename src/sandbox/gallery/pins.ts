import { pinList, pinnedMessage, unpinnedMessage } from '../../handlers/views/pins.ts';
import { samplePin } from './fixtures/configs.ts';
import { type Family, sample } from './types.ts';

const pin = samplePin();

export const pins: Family = {
  name: 'pins',
  title: { en: 'Pinned configs', zh: '固定的配置' },
  samples: [
    sample('pin-list', 'Pinned configs', '已固定的配置', (language) =>
      pinList([pin, samplePin({ host: '核心-2', reason: '等待厂商补丁 <TAC-88>' })], language),
    ),
    sample('pin-list-none', 'None is pinned', '没有固定的配置', (language) => pinList([], language)),
    sample('pinned', 'Somebody pinned one', '已固定', (language) =>
      pinnedMessage('core-1/core-1.cfg', pin.revision, 'U0ENGINEER', language),
    ),
    sample('unpinned', 'Somebody lifted a pin', '已解除固定', (language) =>
      unpinnedMessage('core-1/core-1.cfg', pin, 'U0ENGINEER', language),
    ),
  ],
};
