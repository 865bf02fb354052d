import { driftFound, driftGone, driftMessage } from '../../handlers/views/drift.ts';
import { devicesSeen, notReached } from './fixtures/configs.ts';
import { type Family, sample } from './types.ts';

const { drifted, well, unwatched, several, uncollected } = devicesSeen;
const down = notReached('it does not answer (timeout after 10 s).', '10 秒内无响应。');
const all = [down, well, several, drifted, unwatched, uncollected];
const many = Array.from({ length: 300 }, (_, at) => ({ ...drifted, host: `sw-${at}` }));
const one = { ...drifted, extra: 0, lacking: 1 };

export const drift: Family = {
  name: 'drift',
  title: { en: 'Drift', zh: '配置偏离' },
  samples: [
    sample('drift-list', 'Devices in every state', '设备的各种状态', (language) =>
      driftMessage([well, several, drifted, unwatched, uncollected], 'all', language),
    ),
    sample('drift-list-one', 'One device, one line', '一台设备，一行', (language) =>
      driftMessage([one], 'sw-1', language),
    ),
    sample('drift-list-none', 'No device', '没有设备', (language) => driftMessage([], 'all', language)),
    sample('drift-found', 'A schedule found drift', '计划发现偏离', (language) =>
      driftFound(all, 'type=switch', language),
    ),
    sample('drift-found-nothing', 'A schedule could compare nothing', '计划无可比较', (language) =>
      driftFound([unwatched], 'all', language),
    ),
    sample('drift-found-many', '300 devices drifted', '300 台设备偏离', (language) =>
      driftFound(many, 'site=北京', language),
    ),
    sample('drift-gone', 'All is as intended again', '已恢复一致', (language) =>
      driftGone([well, unwatched], 'all', language),
    ),
  ],
};
