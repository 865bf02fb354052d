import type { OxidizedImport } from '../../core/config/oxidized.ts';
import type { Language, Text } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { notTaken, unknownLine } from './import-lines.ts';
import {
  clip,
  code,
  context,
  fitLines,
  header,
  leftOff,
  lineMessage,
  moment,
  type Say,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';

const shown = { refused: 10, hosts: 15 };

/** What the history of an Oxidized repository came to, or would. */
export function historyMessage(
  name: string,
  { unknown, ...history }: OxidizedImport & { readonly unknown: readonly string[] },
  dryRun: boolean,
  language: Language,
): Message {
  const say = sayer(language);
  const { versions, commits } = history;
  const done = say(
    `Imported ${versions === 1 ? '1 version' : `${versions} versions`} from ${clip(name, 80)}`,
    `已从 ${clip(name, 80)} 导入 ${versions} 个版本`,
  );
  const title = dryRun || commits === 0 ? historyTitle(name, history, say) : done;
  const hint = !dryRun && commits > 0 ? [historyHint(history.hosts[0] ?? '', say)] : [];
  const dry = dryRun ? [context(say('A dry run: nothing was saved.', '试运行：未保存任何内容。'))] : [];
  const lines = fitLines([...historyLines(history, unknown, language), ...hint], 9_000, (left) => leftOff(left, say));
  return { text: summaryText(title), blocks: [header(title), ...sections(lines), ...dry] };
}

/** Its title: how many versions. */
export function historyTitle(name: string, { versions }: OxidizedImport, say: Say): string {
  return say(
    `${clip(name, 80)}: ${versions === 1 ? '1 version' : `${versions} versions`}`,
    `${clip(name, 80)}：${versions} 个版本`,
  );
}

/** What is in it, what is new, and what is refused. */
export function historyLines(
  { commits, known, versions, span, hosts, kept, refused }: OxidizedImport,
  unknown: readonly string[],
  language: Language,
): readonly string[] {
  const say = sayer(language);
  const listed = (names: readonly string[]) =>
    `${names
      .slice(0, shown.hosts)
      .map((host) => code(host, 60))
      .join(say(', ', '、'))}${names.length > shown.hosts ? ' …' : ''}`;
  const first =
    commits === 0
      ? say('Nothing new: all of its history is here already.', '没有新内容：历史均已导入。')
      : say(
          `${versions === 1 ? '1 version' : `${versions} versions`} of ${hosts.length === 1 ? '1 host' : `${hosts.length} hosts`}${span ? `, from ${moment(span.from)} to ${moment(span.to)}` : ''}: ${listed(hosts)}`,
          `${hosts.length} 台主机的 ${versions} 个版本${span ? `，${moment(span.from)} 至 ${moment(span.to)}` : ''}：${listed(hosts)}`,
        );
  return [
    first,
    ...(known > 0
      ? [
          say(
            `${known === 1 ? '1 commit' : `${known} commits`} of it had been imported before.`,
            `其中 ${known} 个提交此前已导入。`,
          ),
        ]
      : []),
    ...unknownLine(unknown, say),
    ...(kept.length > 0
      ? [
          say(
            `What is kept here is newer and stays the newest: ${listed(kept)}`,
            `此处保存的版本更新，仍为最新：${listed(kept)}`,
          ),
        ]
      : []),
    ...refused.slice(0, shown.refused).map(({ path, why }) => `⛔ ${notTaken(path, why, language)}`),
    ...(refused.length > shown.refused ? [leftOff(refused.length - shown.refused, say)] : []),
  ];
}

function historyHint(host: string, say: Say): string {
  const command = code(`/config history ${host}/config --running`, 150);
  return say(`${command} shows what was imported.`, `用 ${command} 查看导入的内容。`);
}

/** While it is imported. */
export function importingHistory(name: string, language: Language): Message {
  const say = sayer(language);
  const line = say(`Importing ${code(name)} …`, `正在导入 ${code(name)}……`);
  return lineMessage(line);
}

/** What stands there where the bot died meanwhile. */
export function historyLost(name: string, language: Language): Message {
  const say = sayer(language);
  const line = say(
    `⚠️ The bot was ended while it imported ${code(name)}. It is imported whole or not at all: import it again, and only what is missing is added.`,
    `⚠️ 导入 ${code(name)} 期间机器人异常终止。导入要么全部完成，要么完全没有：请重新导入，只会补上缺少的部分。`,
  );
  return lineMessage(line);
}

/** That nothing was imported, and why. */
export function notImported(name: string, why: Text, language: Language): Message {
  const say = sayer(language);
  const line = say(
    `⚠️ Not imported: ${code(name)}. ${told(why, language, 2_000)}`,
    `⚠️ 未导入 ${code(name)}：${told(why, language, 2_000)}`,
  );
  return { text: summaryText(say(`Not imported: ${name}`, `未导入：${name}`)), blocks: sections([line]) };
}
