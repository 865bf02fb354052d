import type { Conversion } from '../../core/convert/index.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { conversionMessage } from './conversion.ts';
import { hostsOf, rowsOf } from './conversion-counts.ts';
import { code, fitLines, header, leftOff, moment, person, type Say, sayer, sections } from './kit.ts';

/** The conversions of late, newest first. */
export function conversionList(list: readonly Conversion[], language: Language): Message {
  const say = sayer(language);
  const lines = list.map(({ id, at, by, file, summary, log }) => {
    const what = log.map((event) => eventText(event.what, say)).join(say(', ', '、'));
    const { counts } = summary;
    const result = say(
      `${hostsOf(counts.hosts)}, ${rowsOf(counts.quarantined)} in quarantine`,
      `${counts.hosts} 台主机，隔离 ${counts.quarantined} 行`,
    );
    return `${code(id)} ${moment(at)} ${person(by)} ${code(file.name)}${say(': ', '：')}${result} · ${what}`;
  });
  const title = say('Conversions', '转换记录');
  const none = say(
    'Nothing was converted yet. Drop a spreadsheet into the channel.',
    '尚无转换记录。把电子表格拖入频道即可。',
  );
  return {
    text: title,
    blocks: [
      header(title),
      ...sections(fitLines(lines.length > 0 ? lines : [none], 9_000, (left) => leftOff(left, say))),
    ],
  };
}

/** One conversion's own log, in full. */
export function conversionLog(conversion: Conversion, language: Language): Message {
  const say = sayer(language);
  const lines = conversion.log.map(
    ({ at, by, what, detail }) =>
      `${moment(at)} ${person(by)} ${eventText(what, say)}${detail ? ` ${code(detail, 200)}` : ''}`,
  );
  const message = conversionMessage(conversion, language);
  const blocks = message.blocks.filter(({ type }) => type !== 'actions' && type !== 'table');
  return { ...message, blocks: [...blocks, ...sections(fitLines(lines, 3_000, (left) => leftOff(left, say)))] };
}

function eventText(what: Conversion['log'][number]['what'], say: Say): string {
  const words = {
    converted: say('converted', '转换'),
    'columns-changed': say('columns changed', '修改列'),
    chosen: say('filter changed', '修改筛选'),
    written: say('files written', '导出'),
    proposed: say('proposed for the inventory', '提交保存'),
  };
  return words[what];
}
