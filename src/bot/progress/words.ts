import type { OpsError } from '../../core/errors.ts';
import type { Run } from '../../core/runs/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../../handlers/define.ts';
import { channelLink, code, sayer, sections, told } from '../../handlers/views/kit.ts';

/** Tells a run's requester why its card is not to be seen, and what to do. */
export function cannotPost(run: Run, channel: string, error: OpsError, language: Language): Message {
  const say = sayer(language);
  const [id, where] = [code(run.id), channelLink(channel)];
  const outside = error.code === 'chat-not-in-channel' || error.code === 'chat-channel-not-found';
  const why = outside
    ? say(
        `The card of run ${id} belongs in ${where}, but I am not there, or the settings name the wrong channel. Invite me there with /invite.`,
        `任务 ${id} 的卡片应发到 ${where}，但我不在该频道，或设置中的频道有误。请在那里用 /invite 邀请我。`,
      )
    : say(`The card of run ${id} could not be posted in ${where}.`, `任务 ${id} 的卡片无法发到 ${where}。`);
  const next = say('I try again every half minute; the run itself goes on.', '我每半分钟重试一次；任务本身不受影响。');
  const words = [why, outside ? undefined : told(error.text, language), next].filter((line) => line !== undefined);
  return { text: words.join(say(' ', '')), blocks: sections(words) };
}
