import type { Summary } from '../../core/convert/summary.ts';
import type { Language } from '../../core/text.ts';
import { hostsOf, rowsOf } from './conversion-counts.ts';
import { plainWord } from './conversion-sheets.ts';
import { code, leftOff, type Say, sayer, told } from './kit.ts';

const shown = { quarantine: 8, groups: 12, joined: 5 };

export function secretLine({ secrets }: Summary, say: Say): readonly string[] {
  if (secrets.length === 0) return [];
  const names = [...new Set(secrets.map(({ header }) => code(header, 30)))];
  return [
    say(
      `🔒 Columns with secrets, never stored nor shown: ${names.join(', ')}. Delete the file from Slack if it should not lie there.`,
      `🔒 含密码的列，绝不保存或显示：${names.join('、')}。如不宜留存，请从 Slack 删除该文件。`,
    ),
  ];
}

export function groupLines({ types, sites, counts }: Summary, say: Say): readonly string[] {
  if (counts.hosts === 0) return [];
  const list = (groups: Readonly<Record<string, number>>) =>
    Object.entries(groups)
      .slice(0, shown.groups)
      .map(([name, count]) => `${plainWord(name)} ${count}`)
      .join(say(', ', '、'));
  const where = Object.keys(sites).length > 0 ? ` · ${say('sites: ', '站点：')}${list(sites)}` : '';
  return [`${say('Types: ', '类型：')}${list(types)}${where}`];
}

export function quarantineLines({ quarantine, counts }: Summary, language: Language): readonly string[] {
  const say = sayer(language);
  if (counts.quarantined === 0) return [];
  const title = say(
    `*In quarantine: ${rowsOf(counts.quarantined)}* (all of them in quarantine.xlsx)`,
    `*隔离：${counts.quarantined} 行*（全部见 quarantine.xlsx）`,
  );
  const lines = quarantine.slice(0, shown.quarantine).map(({ sheet, row, reasons }) => {
    const why = reasons.map(({ text, cell }) =>
      [cell && code(cell), told(text, language, 160)].filter(Boolean).join(' '),
    );
    const where = code(sheet, 30);
    return say(`• ${where} row ${row}: ${why.join(' ')}`, `• ${where} 第 ${row} 行：${why.join(' ')}`);
  });
  const left = counts.quarantined - lines.length;
  return [title, ...lines, ...(left > 0 ? [leftOff(left, say)] : [])];
}

export function doubtLines({ unsure, ambiguous, joined }: Summary, say: Say): readonly string[] {
  const more = unsure.count > unsure.names.length ? say(', …', ' 等') : '';
  const names = unsure.names.map((name) => code(name, 40)).join(say(', ', '、')) + more;
  const rows = joined.slice(0, shown.joined).map(({ sheet, row, into }) => {
    const [where, host] = [code(sheet, 30), code(into, 40)];
    return say(`${where} row ${row} → ${host}`, `${where} 第 ${row} 行 → ${host}`);
  });
  const others = joined.length > shown.joined ? ` ${leftOff(joined.length - shown.joined, say)}` : '';
  return [
    ...(ambiguous
      ? [
          say(
            `❓ ${ambiguous.count === 1 ? '1 cell' : `${ambiguous.count} cells`} such as ${code(ambiguous.example)} can be an address with its mask or two hosts: say which under *Filter*.`,
            `❓ 有 ${ambiguous.count} 个单元格（如 ${code(ambiguous.example)}）可能是地址加掩码，也可能是两台主机：请在*筛选*中选择。`,
          ),
        ]
      : []),
    ...(unsure.count > 0
      ? [
          say(
            `❓ Type not sure for ${hostsOf(unsure.count)}: ${names}`,
            `❓ ${unsure.count} 台主机的类型不确定：${names}`,
          ),
        ]
      : []),
    ...(rows.length > 0
      ? [say(`Joined into one host: ${rows.join(', ')}${others}`, `已合并为一台主机：${rows.join('、')}${others}`)]
      : []),
  ];
}

/** What to do where no table of hosts was found. */
export function nothingLine({ sheets }: Summary, say: Say): readonly string[] {
  if (sheets.some(({ tables }) => tables.some(({ inventory }) => inventory))) return [];
  const what = say(
    'Nothing here reads as a table of hosts, which has a column of host names or of addresses and a row for each host.',
    '未找到主机表：表中需要有主机名列或地址列，每台主机一行。',
  );
  const next = sheets.some(({ tables }) => tables.length > 0)
    ? say(' If there is one, say under *Change columns* which column it is.', '如有此列，请用*修改列*指明。')
    : say(' Was it the right file?', '请确认文件是否正确。');
  return [what + next];
}

/** What a report without quarantined rows is for. */
export function reportLine({ counts }: Summary, say: Say): readonly string[] {
  if (counts.quarantined > 0) return [];
  return [
    say(
      'quarantine.xlsx has no quarantined rows; it lists every value that was changed on its way in, and why.',
      'quarantine.xlsx 中没有被隔离的行，只列出读取时被更改的值及其原因。',
    ),
  ];
}
