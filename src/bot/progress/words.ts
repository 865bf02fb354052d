import type { OpsError } from '../../core/errors.ts';
import type { Run } from '../../core/runs/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../../handlers/define.ts';
import { plainMessage } from '../errors.ts';

/** Tells a run's requester why its card is not to be seen, and what to do. */
export function cannotPost(run: Run, channel: string, error: OpsError, language: Language): Message {
  const outside = error.code === 'chat-not-in-channel' || error.code === 'chat-channel-not-found';
  const { en, zh } = error.text;
  const message = plainMessage(
    outside
      ? {
          en: `The card of run ${run.id} belongs in {channel}, but I am not there (or the settings name the wrong channel). Invite me in that channel with /invite; I try again every half minute. The run itself goes on.`,
          zh: `运行 ${run.id} 的卡片应发到 {channel}，但我不在该频道（或设置中的频道有误）。请在该频道用 /invite 邀请我；我每半分钟重试一次。运行本身不受影响。`,
        }
      : {
          en: `The card of run ${run.id} could not be posted in {channel}. ${en} I try again every half minute. The run itself goes on.`,
          zh: `运行 ${run.id} 的卡片无法发到 {channel}。${zh}我每半分钟重试一次。运行本身不受影响。`,
        },
    language,
  );
  const named = message.text.replace(
    '{channel}',
    /^[CG][A-Z0-9]+$/.test(channel) ? `<#${channel}>` : 'this conversation',
  );
  return { text: named, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: named.slice(0, 2990) } }] };
}
