import type { TableBlock } from '@slack/types';
import { changeText } from '../../core/collect/changes.ts';
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

const shown = { changes: 12, failures: 12, rows: 15 };

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
  const line = say(
    `Collecting ${code(what)} ${bar} ${done} of ${all}${lost}`,
    `正在采集 ${code(what)} ${bar} ${done}/${all}${lost}`,
  );
  return {
    text: summaryText(say(`Collecting ${what}`, `正在采集 ${what}`)),
    blocks: [section(line)],
    ...(id !== undefined && { metadata: metadataOf(id, 'running') }),
  };
}

/** A collection is a run; it says of itself what a run's card does. */
function metadataOf(run: string, state: RunState): NonNullable<Message['metadata']> {
  return { event_type: 'changeops_run', event_payload: { run, state } };
}

function stateOf({ outcomes, isCut }: Collection): RunState {
  const failed = outcomes.filter(({ error }) => error).length;
  if (isCut) return 'interrupted';
  if (failed === 0) return 'succeeded';
  return failed < outcomes.length ? 'partly-succeeded' : 'failed';
}

/** A collection that came to nothing, and why. */
export function notCollected(what: string, error: unknown, language: Language): Message {
  const say = sayer(language);
  const inside = { en: 'something went wrong in the bot itself.', zh: '机器人内部出错。' };
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
    `${clip(what, 80)}：${outcomes.length} 个中 ${outcomes.length - failed.length} 个已应答`,
  );
  const lines = [
    ...(collection.isCut ? [`⚠️ ${cut}`] : []),
    ...changeLines(outcomes, language),
    ...failureLines(failed, language),
    ...warningLines(outcomes, language),
  ];
  return {
    text: summaryText(title),
    blocks: [
      header(title),
      ...sections(fitLines(lines, 6_000, (left) => leftOff(left, say))),
      ...table(outcomes, say),
      context(
        say(
          `${code(id)} · asked by ${person(asked.by)}${scheduled(asked.schedule, say)} · ${(took / 1000).toFixed(1)} s`,
          `${code(id)} · ${person(asked.by)} 发起${scheduled(asked.schedule, say)} · 用时 ${(took / 1000).toFixed(1)} 秒`,
        ),
      ),
    ],
    metadata: metadataOf(id, stateOf(collection)),
  };
}

function scheduled(schedule: number | undefined, say: Say): string {
  if (schedule === undefined) return '';
  return ` · ${say('schedule', '计划')} ${schedule} · ${code(`/collect pause ${schedule}`)}`;
}

function changeLines(outcomes: readonly Outcome[], language: Language): readonly string[] {
  const say = sayer(language);
  const kept = outcomes.flatMap((outcome) => outcome.kept);
  const changed = kept.filter(({ isNew, changes }) => !isNew && changes.length > 0);
  const fresh = kept.filter(({ isNew }) => isNew).length;
  const lines = changed.slice(0, shown.changes).map(({ key, changes }) => {
    const words = changes.slice(0, 3).map((change) => told(changeText(change), language, 200));
    const more = changes.length > 3 ? say(` and ${changes.length - 3} more`, ` 等 ${changes.length} 项`) : '';
    return `• ${code(key, 60)}: ${words.join(say('; ', '；'))}${more}`;
  });
  const gone = outcomes.flatMap((outcome) => outcome.gone);
  const head =
    changed.length > 0
      ? say(`*Changed since last time: ${changed.length}*`, `*与上次相比有变化：${changed.length}*`)
      : say('Nothing changed since last time.', '与上次相比没有变化。');
  const heads = changed.length > 0 || (gone.length === 0 && kept.some(({ isNew }) => !isNew)) ? [head] : [];
  const first = fresh > 0 ? [say(`Seen for the first time: ${fresh}`, `首次采集：${fresh}`)] : [];
  const left = changed.length - lines.length;
  return kept.length === 0
    ? []
    : [...heads, ...lines, ...(left > 0 ? [leftOff(left, say)] : []), ...first, ...goneLines(gone, say)];
}

function goneLines(gone: readonly string[], say: Say): readonly string[] {
  if (gone.length === 0) return [];
  const lines = gone.slice(0, shown.changes).map((key) => `• ${code(key, 120)}`);
  const left = gone.length - lines.length;
  return [
    say(
      `*No longer listed: ${gone.length}* (what was known is kept)`,
      `*已不在列表中：${gone.length}*（已知内容会保留）`,
    ),
    ...lines,
    ...(left > 0 ? [leftOff(left, say)] : []),
  ];
}

function failureLines(failed: readonly Outcome[], language: Language): readonly string[] {
  const say = sayer(language);
  if (failed.length === 0) return [];
  const lines = failed
    .slice(0, shown.failures)
    .map(({ key, error }) => `• ${code(key, 60)}: ${error ? told(error.text, language, 250) : ''}`);
  const left = failed.length - lines.length;
  return [
    say(`*Not collected: ${failed.length}*`, `*未采集到：${failed.length}*`),
    ...lines,
    ...(left > 0 ? [leftOff(left, say)] : []),
  ];
}

function warningLines(outcomes: readonly Outcome[], language: Language): readonly string[] {
  const say = sayer(language);
  const warnings = new Set(
    outcomes.flatMap(({ found }) => found.flatMap((one) => one.warnings.map((text) => wording(text, language)))),
  );
  const lines = [...warnings].slice(0, 8).map((words) => `⚠️ ${escapeText(clip(words, 250))}`);
  return warnings.size > lines.length ? [...lines, leftOff(warnings.size - lines.length, say)] : lines;
}

function table(outcomes: readonly Outcome[], say: Say): readonly TableBlock[] {
  const hosts = outcomes.flatMap(({ found }) => found.filter(({ kind }) => kind === 'host')).slice(0, shown.rows);
  if (hosts.length === 0) return [];
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
    return [key, facts.vendor, facts.model, facts.serials?.[0], facts.os, facts.version, duration(facts.uptime)];
  });
  const cell = (text: string | undefined) => ({ type: 'raw_text' as const, text: clip(text || '-', 60) });
  return [{ type: 'table', rows: [head, ...rows].map((row) => row.map(cell)) }];
}

function duration(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  return days > 0 ? `${days} d ${hours} h` : `${hours} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

/** The answers to a single command, a host each. */
export function commandMessage(collection: Collection, command: string, language: Language): Message {
  const say = sayer(language);
  const title = say(
    `${clip(command, 80)} on ${collection.outcomes.length} hosts`,
    `在 ${collection.outcomes.length} 台主机上执行 ${clip(command, 80)}`,
  );
  const lines = collection.outcomes.map(({ key, found, error }) => {
    if (error) return `• ${code(key)}: ${told(error.text, language, 300)}`;
    const { output: all = '', rows } = (found[0]?.data ?? {}) as { output?: string; rows?: readonly object[] };
    const output = (rows ? rows.map((row) => JSON.stringify(row)).join('\n') : all).trim();
    const first = output.split('\n').slice(0, 12).join('\n');
    return `*${code(key)}*\n\`\`\`${escapeText(clip(first, 1_200)).replaceAll('`', "'")}\`\`\``;
  });
  return {
    text: summaryText(title),
    blocks: [header(title), ...sections(fitLines(lines, 8_000, (left) => leftOff(left, say)))],
    metadata: metadataOf(collection.id, stateOf(collection)),
  };
}
