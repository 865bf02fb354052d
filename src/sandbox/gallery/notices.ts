import { OpsError } from '../../core/errors.ts';
import { noRun, notCounted, stoppingText } from '../../core/runs/texts.ts';
import type { Reply } from '../../handlers/define.ts';
import { answered, ephemeral, failure, notice } from '../../handlers/views/notice.ts';
import { samplePerson } from './fixtures/people.ts';
import { type Family, sample } from './types.ts';

const shownOf = (reply: Reply) => {
  if (reply.kind !== 'ephemeral') throw new Error(`no ephemeral reply: ${reply.kind}`);
  return reply.message;
};

export const notices: Family = {
  name: 'notices',
  title: { en: 'Notices and failures', zh: '提示与失败' },
  samples: [
    sample('notice', 'A notice', '提示', (language) => notice(noRun('261123-k7mqp'), language)),
    sample('notice-lines', 'A notice of several lines, for one person', '多行提示，仅本人可见', (language) =>
      shownOf(
        ephemeral(
          notice(
            {
              en: 'No host is named wbe-01. Did you mean web-01?\nGroups begin with @, as in @web.',
              zh: '没有名为 wbe-01 的主机。是否想输入 web-01？\n分组以 @ 开头，例如 @web。',
            },
            language,
            '⚠️',
          ),
        ),
      ),
    ),
    sample('answer-done', 'The answer to a click', '点击后的回答', (language) =>
      shownOf(
        answered(
          { ok: true, text: { en: 'You approved it; one more approval is needed.', zh: '你已批准，还需一人批准。' } },
          language,
        ),
      ),
    ),
    sample('answer-refused', 'A click that counts for nothing', '无效的点击', (language) =>
      shownOf(answered({ ok: false, text: notCounted(samplePerson({ guest: true })) }, language)),
    ),
    sample('failure-known', 'A failure in its own words', '已知的失败', (language) =>
      failure(new OpsError('bot-stopping', stoppingText), language, 'e-7f3a'),
    ),
    sample('failure-unknown', 'The bot itself failed', '机器人内部出错', (language) =>
      failure(new Error('x is undefined'), language, 'e-7f3a'),
    ),
  ],
};
