import type { TableBlock } from '@slack/types';
import { changeText, type FieldChange } from '../../core/collect/changes.ts';
import type { Collection, Outcome } from '../../core/collect/index.ts';
import type { Heard } from '../../core/collect/run.ts';
import type { Facts } from '../../core/collect/types.ts';
import { OpsError } from '../../core/errors.ts';
import type { RunState } from '../../core/runs/types.ts';
import type { Language } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Message } from '../define.ts';
import {
  clip,
  code,
  context,
  escapeText,
  fitLines,
  header,
  leftOff,
  person,
  type Say,
  sayer,
  section,
  sections,
  summaryText,
  told,
} from './kit.ts';
import { ofSchedule } from './schedules.ts';

const shown = { changes: 12, failures: 12, rows: 15, configs: 3 };

/** How far a collection has come. */
export function collecting(
  what: string,
  { id, done, failed, all }: Partial<Pick<Collection, 'id'>> & Parameters<Heard>[0],
  language: Language,
): Message {
  const say = sayer(language);
  const tenths = all === 0 ? 0 : Math.floor((10 * done) / all);
  const bar = '▓'.repeat(tenths) + '░'.repeat(10 - tenths);
  const lost = failed > 0 ? say(` · ${failed} failed`, ` · 失败 ${failed}`) : '';
  const far = all === 0 ? '…' : say(` ${bar} ${done} of ${all}${lost}`, ` ${bar} ${done}/${all}${lost}`);
  const line = say(`Collecting ${code(what)}${far}`, `正在采集 ${code(what)}${far}`);
  return {
    text: summaryText(say(`Collecting ${what}`, `正在采集 ${what}`)),
    blocks: [section(line)],
    ...(id !== undefined && { metadata: metadataOf(id, 'running') }),
  };
}

/** A collection is a run; it says of itself what a run's card does. */
export function metadataOf(run: string, state: RunState): NonNullable<Message['metadata']> {
  return { event_type: 'changeops_run', event_payload: { run, kind: 'collect', state } };
}

/** How it ended, as runs do. */
export function stateOf({ outcomes, isCut }: Collection): RunState {
  const failed = outcomes.filter(({ error }) => error).length;
  if (isCut) return 'interrupted';
  if (failed === 0) return 'succeeded';
  return failed < outcomes.length ? 'partly-succeeded' : 'failed';
}

/** What becomes of a collection's message where the bot died in the middle of it. */
export function collectionLost(what: string, language: Language): Message {
  const say = sayer(language);
  const line = say(
    `⚠️ The bot was ended in the middle of collecting ${code(what)}: what had come is lost. Collect again.`,
    `⚠️ 采集 ${code(what)} 期间机器人异常终止：已取得的内容已丢失，请重新采集。`,
  );
  return { text: summaryText(say(`Not collected: ${what}`, `未采集：${what}`)), blocks: [section(line)] };
}

/** A collection that came to nothing, and why. */
export function notCollected(what: string, error: unknown, language: Language): Message {
  const say = sayer(language);
  const inside = {
    en: 'Something went wrong in the bot itself; its log says what.',
    zh: '机器人内部出错，详见其日志。',
  };
  const why = told(error instanceof OpsError ? error.text : inside, language, 2_000);
  const line = say(`⚠️ Not collected: ${code(what)}. ${why}`, `⚠️ 未采集 ${code(what)}：${why}`);
  return { text: summaryText(say(`Not collected: ${what}`, `未采集：${what}`)), blocks: [section(line)] };
}

/** What a collection came to: what changed, what failed and why, and the hosts as a table. */
export function collectionMessage(collection: Collection, what: string, language: Language): Message {
  const say = sayer(language);
  const { outcomes, took, id, asked } = collection;
  const failed = outcomes.filter(({ error }) => error);
  const cut = say(
    'The bot is stopping: what had been found is kept, the rest was given up. Collect again when it is back.',
    '机器人正在停止：已取得的内容会保留，其余已放弃。请在其恢复后重新采集。',
  );
  const title = say(
    `${clip(what, 80)}: ${outcomes.length - failed.length} of ${outcomes.length} answered`,
    `${clip(what, 80)}：${outcomes.length - failed.length}/${outcomes.length} 已应答`,
  );
  const lines = [
    ...(collection.isCut ? [`⚠️ ${cut}`] : []),
    ...(collection.trouble
      ? [
          say(
            `⚠️ Configurations were not kept in git: ${told(collection.trouble, language, 400)}`,
            `⚠️ 配置未存入 git：${told(collection.trouble, language, 400)}`,
          ),
        ]
      : []),
    ...changeLines(outcomes, language),
    ...configLines(collection, say),
    ...failureLines(failed, language),
    ...warningLines(outcomes, language),
  ];
  const scheduled = asked.schedule === undefined ? '' : ` · ${ofSchedule(asked.schedule, say)}`;
  return {
    text: summaryText(title),
    blocks: [
      header(title),
      ...sections(fitLines(lines, 9_000, (left) => leftOff(left, say))),
      ...table(outcomes, say),
      context(
        say(
          `${code(id)} · asked by ${person(asked.by)}${scheduled} · ${(took / 1000).toFixed(1)} s`,
          `${code(id)} · ${person(asked.by)} 发起${scheduled} · 用时 ${(took / 1000).toFixed(1)} 秒`,
        ),
      ),
    ],
    metadata: metadataOf(id, stateOf(collection)),
  };
}

function changeLines(outcomes: readonly Outcome[], language: Language): readonly string[] {
  const say = sayer(language);
  const kept = outcomes.flatMap((outcome) => outcome.kept);
  const changed = kept.filter(({ changes }) => changes.length > 0);
  const learned = kept.filter(({ first }) => first.length > 0);
  const fresh = kept.filter(({ isNew }) => isNew);
  const back = kept.filter(({ isBack }) => isBack);
  const gone = outcomes.flatMap((outcome) => outcome.gone);
  const emptied = outcomes.filter(({ isEmptied }) => isEmptied).map(({ key }) => key);
  const quiet = changed.length + learned.length + fresh.length + back.length + gone.length + emptied.length === 0;
  return [
    ...(quiet && kept.length > 0 ? [say('Nothing changed since last time.', '与上次相比没有变化。')] : []),
    ...listed(
      say(`*Changed since last time: ${changed.length}*`, `*与上次相比有变化：${changed.length}*`),
      changed.map(({ key, changes }) => `${code(key, 120)}${say(': ', '：')}${changeWords(changes, language)}`),
      say,
    ),
    ...listed(
      say(`*Known for the first time: ${learned.length}*`, `*首次取得的信息：${learned.length}*`),
      learned.map(({ key, first }) => `${code(key, 120)}${say(': ', '：')}${changeWords(first, language)}`),
      say,
    ),
    ...listed(
      say(`*Seen for the first time: ${fresh.length}*`, `*首次采集：${fresh.length}*`),
      fresh.filter(({ kind }) => kind !== 'host').map(({ key }) => code(key, 120)),
      say,
      fresh.length,
    ),
    ...listed(
      say(`*Listed again: ${back.length}*`, `*重新出现：${back.length}*`),
      back.map(({ key }) => code(key, 120)),
      say,
    ),
    ...listed(
      say(
        `*No longer listed: ${gone.length}* (what was known is kept)`,
        `*已不在列表中：${gone.length}*（已知内容会保留）`,
      ),
      gone.map((key) => code(key, 120)),
      say,
    ),
    ...listed(
      say('*The list came back empty; nothing was marked as gone*', '*列表为空；未将任何资源标记为消失*'),
      emptied.map((key) => code(key, 120)),
      say,
    ),
  ];
}

/** Which configurations are kept now, and how to look at one. */
function configLines({ configs = [] }: Collection, say: Say): readonly string[] {
  const [first] = configs;
  if (first === undefined) return [];
  const left = configs.length - shown.configs;
  const names = configs.slice(0, shown.configs).map((name) => code(name, 120));
  const more = left > 0 ? say(` and ${left} more`, ` 等 ${configs.length} 份`) : '';
  const look = code(`/config show ${first} --running`, 200);
  return [
    say(
      `*Running configuration kept*: ${names.join(', ')}${more}. To look at it: ${look}`,
      `*已保存运行配置*：${names.join('、')}${more}。查看：${look}`,
    ),
  ];
}

/** The first lines below a heading, and how many more there are; nothing where nothing is counted. */
function listed(heading: string, lines: readonly string[], say: Say, count: number = lines.length): readonly string[] {
  if (count === 0) return [];
  const left = lines.length - shown.changes;
  return [
    heading,
    ...lines.slice(0, shown.changes).map((line) => `• ${line}`),
    ...(left > 0 ? [leftOff(left, say)] : []),
  ];
}

function changeWords(changes: readonly FieldChange[], language: Language): string {
  const say = sayer(language);
  const words = changes.slice(0, 3).map((change) => told(changeText(change), language, 200));
  const left = changes.length - words.length;
  const more = left > 0 ? say(` and ${left} more`, `，另有 ${left} 项`) : '';
  return `${words.join(say('; ', '；'))}${more}`;
}

function failureLines(failed: readonly Outcome[], language: Language): readonly string[] {
  const say = sayer(language);
  if (failed.length === 0) return [];
  const lines = failed
    .slice(0, shown.failures)
    .map(({ key, error }) => `• ${code(key, 60)}${say(': ', '：')}${error ? told(error.text, language, 900) : ''}`);
  const left = failed.length - lines.length;
  return [
    say(`*Not collected: ${failed.length}*`, `*未采集到：${failed.length}*`),
    ...lines,
    ...(left > 0 ? [leftOff(left, say)] : []),
  ];
}

/** Each warning once, with the hosts that it is of. */
function warningLines(outcomes: readonly Outcome[], language: Language): readonly string[] {
  const say = sayer(language);
  const of = new Map<string, string[]>();
  for (const { key, found } of outcomes) {
    for (const text of found.flatMap(({ warnings }) => warnings)) {
      const words = wording(text, language);
      of.set(words, [...(of.get(words) ?? []), key]);
    }
  }
  const lines = [...of].slice(0, 8).map(([words, keys]) => {
    const named = [...new Set(keys)].filter((key) => !words.includes(key));
    const more = named.length > 3 ? say(` and ${named.length - 3} more`, ` 等 ${named.length} 台`) : '';
    const hosts = named.slice(0, 3).map((key) => code(key, 60));
    const place = named.length > 0 ? `${hosts.join(say(', ', '、'))}${more}${say(': ', '：')}` : '';
    return `⚠️ ${place}${escapeText(clip(words, 400))}`;
  });
  return of.size > lines.length ? [...lines, leftOff(of.size - lines.length, say)] : lines;
}

/** The hosts with what they are; none where only other things were asked for, as a configuration. */
function table(outcomes: readonly Outcome[], say: Say): readonly TableBlock[] {
  const hosts = outcomes.flatMap(({ found }) => found.filter(({ kind }) => kind === 'host')).slice(0, shown.rows);
  const head = [
    say('host', '主机'),
    say('vendor', '厂商'),
    say('model', '型号'),
    say('serial', '序列号'),
    say('system', '系统'),
    say('version', '版本'),
    say('up', '运行时间'),
  ];
  const rows = hosts.map(({ key, data }) => {
    const facts = data as Facts;
    return [key, facts.vendor, facts.model, facts.serials?.[0], facts.os, facts.version, upFor(facts.uptime, say)];
  });
  if (rows.every(([, ...known]) => known.every((value) => !value))) return [];
  const cell = (text: string | undefined) => ({ type: 'raw_text' as const, text: clip(text || '-', 60) });
  return [{ type: 'table', rows: [head, ...rows].map((row) => row.map(cell)) }];
}

function upFor(seconds: number | undefined, say: Say): string | undefined {
  if (seconds === undefined) return undefined;
  const [days, hours, minutes] = [86_400, 3_600, 60].map((unit) => Math.floor(seconds / unit)) as [
    number,
    number,
    number,
  ];
  if (days > 0) return say(`${days} d ${hours % 24} h`, `${days} 天 ${hours % 24} 小时`);
  return say(`${hours} h ${minutes % 60} min`, `${hours} 小时 ${minutes % 60} 分`);
}
