import type { Back, RolledBack } from '../../core/config/rollback.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { clip, code, context, moment, person, type Say, sayer, sections, summaryText } from './kit.ts';

interface Lines {
  readonly added: number;
  readonly removed: number;
}

/** That a config is again what it was, and pinned. */
export function rolledBackMessage(
  back: Back,
  { revision }: RolledBack,
  by: string,
  lines: Lines,
  language: Language,
): Message {
  const say = sayer(language);
  const name = code(nameOf(back), 200);
  const short = code(revision.slice(0, 10));
  const line = say(
    `↩️ ${person(by)} rolled ${name} back to ${whenWas(back, say)}: ${changeOf(lines)}, revision ${short}. It is pinned: nothing saves or pushes another one until ${code(`/config unpin ${nameOf(back)}`, 300)}.`,
    `↩️ ${person(by)} 将 ${name} 回滚到${whenWas(back, say)}：${changeOf(lines)}，版本 ${short}。已固定：在 ${code(`/config unpin ${nameOf(back)}`, 300)} 之前不会保存或下发其他版本。`,
  );
  return { text: summaryText(line), blocks: sections([line]) };
}

/** That its push comes under the rules of any push. */
export function neverThere({ from: { host } }: Back, language: Language): Message {
  const say = sayer(language);
  const line = say(
    `That version never was on ${code(host)} as far as is known, so bringing it there is a push like any other, not a rollback.`,
    `据已知记录，该版本从未在 ${code(host)} 上生效，因此其下发按普通下发审批，而非回滚。`,
  );
  return { text: summaryText(line), blocks: sections([line]) };
}

/** What a rollback would change. */
export function wouldRollBack(back: Back, lines: Lines, push: boolean, compared: Message, language: Language): Message {
  const say = sayer(language);
  const line = say(
    `Would roll ${code(nameOf(back), 200)} back to ${whenWas(back, say)}: ${changeOf(lines)}.`,
    `将把 ${code(nameOf(back), 200)} 回滚到${whenWas(back, say)}：${changeOf(lines)}。`,
  );
  const hint = push
    ? say(
        'Nothing was changed. Its push would be planned from what the host has then, and asks for approval.',
        '未做任何变更。下发计划届时按主机现状制定，并需审批。',
      )
    : say('Nothing was changed.', '未做任何变更。');
  return { text: summaryText(line), blocks: [...sections([line]), ...compared.blocks.slice(1, 40), context(hint)] };
}

function nameOf({ from }: Back): string {
  return `${from.host}/${from.name}`;
}

function whenWas({ from, to }: Back, say: Say): string {
  const seen = from.kind === 'running' ? say('what it ran at ', '运行配置 ') : say('revision ', '版本 ');
  return `${seen}${code(to.short)} (${moment(to.when)}, ${clip(to.author.name, 60)})`;
}

function changeOf({ added, removed }: Lines): string {
  return `+${added} −${removed}`;
}
