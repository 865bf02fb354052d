import { differenceText, membersText } from '../../../core/inventory/difference.ts';
import { differenceLines } from '../../../core/inventory/difference-lines.ts';
import { code, fitLines, sayer, told } from '../kit.ts';
import type { SubjectView } from './define.ts';

/** Hosts of a difference that are shown; all of them come in a file where there are more. */
const shownHosts = 15;

/** Counts, members of environments, and the first hosts. */
export const inventoryView: SubjectView<'inventory'> = {
  title: ({ source, undoes }, say) =>
    undoes
      ? say(`Take ${undoes} back from the inventory (${source})`, `从清单撤回 ${undoes}（${source}）`)
      : say(`Save to the inventory: ${source}`, `保存到清单：${source}`),
  lines: ({ difference, members }, language, summary) => {
    const say = sayer(language);
    const all = differenceLines(difference);
    const shown = all.slice(0, shownHosts).map((line) => code(line, 200));
    const left = all.length - shown.length;
    const more =
      left > 0 ? [say(`… and ${left} more hosts, in the file below`, `…… 另有 ${left} 台主机，见下方文件`)] : [];
    return [
      `*${told(summary, language, 300)}*`,
      told(membersText(members), language, 600),
      ...fitLines(shown, 5_000, (rest) => say(`… and ${rest} more`, `…… 还有 ${rest} 台`)),
      ...more,
    ];
  },
  file: ({ difference }, name) => {
    const lines = differenceLines(difference);
    return lines.length > shownHosts ? { name: `${name}.txt`, content: `${lines.join('\n')}\n` } : undefined;
  },
  takenBack: (_, say) => say(`${code('/inventory undo')} takes it back.`, `可用 ${code('/inventory undo')} 撤回。`),
  nothing: (_, say) => say('Nothing to change: the inventory has all of it already.', '无需变更：清单中已全部存在。'),
  summary: ({ difference }) => differenceText(difference),
};
