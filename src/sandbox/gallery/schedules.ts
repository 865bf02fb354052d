import { notice } from '../../handlers/views/notice.ts';
import { fromSchedule, scheduleList, scheduleMade, scheduleNotice } from '../../handlers/views/schedules.ts';
import { sampleSchedule, scheduledAt } from './fixtures/schedules.ts';
import { type Family, sample } from './types.ts';

const day = 86_400_000;
const next = [1, 2, 3].map((count) => scheduledAt + count * day);
const nightly = sampleSchedule({ by: 'U0ENGINEER', tz: 'Asia/Shanghai', next });
const paused = sampleSchedule({ by: 'U0ENGINEER', paused: { at: scheduledAt } });
const ran = (outcome: 'done' | 'failed' | 'skipped', id: number) =>
  sampleSchedule({
    ...{ id, by: 'U0ENGINEER', next, missed: 'skip', last: { due: scheduledAt, ended: scheduledAt + 60_000, outcome } },
    does: {
      en: 'look for drift of type=switch, push what was generated',
      zh: '检查 type=switch 的偏离并下发已生成的配置',
    },
  });

export const schedules: Family = {
  name: 'schedules',
  title: { en: 'Schedules', zh: '计划' },
  samples: [
    sample('schedule-added', 'Made', '已创建', (language) => scheduleMade(nightly, 'add', language)),
    sample('schedule-paused', 'Paused', '已暂停', (language) => scheduleMade(paused, 'pause', language)),
    sample('schedule-paused-already', 'Paused already', '此前已暂停', (language) =>
      scheduleMade({ ...paused, already: true }, 'pause', language),
    ),
    sample('schedule-resumed', 'Resumed', '已恢复', (language) => scheduleMade(nightly, 'resume', language)),
    sample('schedule-resumed-already', 'It was not paused', '未暂停', (language) =>
      scheduleMade({ ...nightly, already: true }, 'resume', language),
    ),
    sample('schedule-removed', 'Removed', '已删除', (language) =>
      scheduleMade(sampleSchedule({ by: 'U0ENGINEER' }), 'remove', language),
    ),
    sample('schedule-list', 'Schedules', '计划列表', (language) =>
      scheduleList([nightly, paused, ran('done', 4), ran('failed', 5), ran('skipped', 6)], language),
    ),
    sample('schedule-list-none', 'No schedules', '没有计划', (language) => scheduleList([], language)),
    sample('schedule-notice', 'What a schedule has to say', '计划通知', (language) =>
      scheduleNotice(
        {
          en: 'Schedule 3 of <@U0ENGINEER> was paused by <@U0APPROVER>. /collect resume 3 lets it go on.',
          zh: '<@U0ENGINEER> 的计划 3 已由 <@U0APPROVER> 暂停。用 /collect resume 3 恢复。',
        },
        ['U0ENGINEER', 'U0APPROVER'],
        language,
      ),
    ),
    sample('schedule-result', 'What came of a schedule', '计划的结果', (language) =>
      fromSchedule(
        notice({ en: 'Nothing is otherwise than last time.', zh: '与上次相比没有变化。' }, language),
        3,
        language,
      ),
    ),
  ],
};
