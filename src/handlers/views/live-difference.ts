import type { Button, KnownBlock } from '@slack/types';
import type { LiveDifference } from '../../core/collect/live-difference.ts';
import { type Language, verbatim, wording } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { clip, code, context, header, leftOff, type Say, sayer, section, summaryText, told } from './kit.ts';

/** A message has 50 blocks, of which a difference takes one, and 12,000 characters in all. */
const most = { blocks: 40, characters: 9_000 };

/** What of the inventory is otherwise in what was collected; a button proposes the correction where there is one. */
export function liveDifferenceMessage(differences: readonly LiveDifference[], language: Language): Message {
  const say = sayer(language);
  const title = say(
    `Inventory and what was collected: ${count(differences.length)}`,
    `清单与采集结果：${differences.length} 处不同`,
  );
  const none = say('The inventory agrees with what was collected last.', '清单与最近一次采集一致。');
  const lines = fitting(differences.slice(0, most.blocks).map((one) => difference(one, language, say)));
  const left = differences.length - lines.length;
  const hint = say(
    'By what was collected last. /collect all brings it up to date; nothing is saved without the approval that the policy asks for.',
    '以最近一次采集为准，/collect all 可更新；任何保存都须按策略审批。',
  );
  return {
    text: summaryText(title),
    blocks: [
      header(title),
      ...(lines.length > 0 ? lines : [section(none)]),
      ...(left > 0 ? [section(leftOff(left, say))] : []),
      context(hint),
    ],
  };
}

function count(differences: number): string {
  return differences === 1 ? '1 difference' : `${differences} differences`;
}

/** The first blocks that have room together. */
function fitting(blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  let used = 0;
  return blocks.filter((block) => {
    used += JSON.stringify(block).length;
    return used <= most.characters;
  });
}

function difference({ kind, host, text, correction }: LiveDifference, language: Language, say: Say): KnownBlock {
  const words = wording(text, language);
  const rest = words.startsWith(host) ? words.slice(host.length) : ` ${words}`;
  const line = `${code(clip(host, 60))}${told(verbatim(rest), language, 900)}`;
  if (!correction) return section(line);
  const button: Button = {
    type: 'button',
    action_id: 'collect.correct',
    text: {
      type: 'plain_text',
      text: kind.startsWith('unknown') ? say('Add', '添加') : say('Take over', '采用'),
      emoji: false,
    },
    value: clip(`${kind} ${host}`, 300),
  };
  return { ...section(line), accessory: button };
}
