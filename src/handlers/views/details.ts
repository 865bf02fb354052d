import type { KnownBlock } from '@slack/types';
import type { AuditLine } from '../../core/runs/audit.ts';
import type { Run } from '../../core/runs/types.ts';
import { type Language, wording } from '../../core/text.ts';
import type { Message, Modal } from '../define.ts';
import { auditLine } from './audit.ts';
import { hostLine } from './host-lines.ts';
import { clip, code, context, escapeText, fitLines, header, type Say, sayer, section, sections } from './kit.ts';
import { planHostLines } from './plan.ts';
import { planLines } from './plan-lines.ts';
import { planWords, wholePlanCommand } from './plans/types.ts';
import { cardText, origin } from './run-card.ts';
import { decisionLines, missingOf, stateLines } from './state-line.ts';
import { runTitle } from './title.ts';

/** Everything about one run: plan per host, hooks, verification, policy, decisions and the newest journal entries. */
interface Details {
  readonly run: Run;
  /** Oldest first. */
  readonly entries: readonly AuditLine[];
  /** ms since the epoch. */
  readonly now: number;
}

/** A run's details as a modal: about five times what a message holds. */
export function detailsModal(details: Details, language: Language): Modal {
  const say = sayer(language);
  return {
    action: 'run.details',
    title: clip(say(`Run ${details.run.id}`, `任务 ${details.run.id}`), 24),
    close: say('Close', '关闭'),
    blocks: detailBlocks(details, language, 5),
    state: details.run.id,
  };
}

/** A run's details as a message: what `/ops run` answers. */
export function detailsMessage(details: Details, language: Language): Message {
  const say = sayer(language);
  const blocks = [header(runTitle(details.run, say)), ...detailBlocks(details, language, 1)];
  return { text: cardText(details.run, say), blocks };
}

/** The parts, each within its share; `room` is 1 for what a message holds (12,000 characters). */
function detailBlocks({ run, entries, now }: Details, language: Language, room: number): readonly KnownBlock[] {
  const say = sayer(language);
  const part = (most: number, title: readonly [string, string], lines: readonly string[], all?: string) => {
    const shown = fitLines(lines, most * room, (left) => leftOff(left, all ?? `/ops audit ${run.id}`, say));
    return shown.length === 0 ? [] : [section(`*${say(...title)}*`), ...sections(shown)];
  };
  const plan = run.plan;
  return [
    ...part(2_000, ['State', '状态'], standing(run, say, now, language)),
    ...(plan ? part(2_000, ['Plan', '计划'], [...planLines(plan, say), ...planWords(plan, say).commands]) : []),
    ...(plan
      ? part(2_500, ['Plan per host', '各主机计划'], planHostLines(plan, say, run.id), wholePlanCommand(run.id))
      : []),
    ...part(2_000, ['Hosts so far', '主机进展'], progress(run, say, now)),
    ...part(
      1_800,
      ['Journal, newest first', '日志（最新在前）'],
      entries.toReversed().map((entry) => auditLine(entry, language)),
    ),
    ...(plan ? [context(digests(run, say))] : []),
  ];
}

function standing(run: Run, say: Say, now: number, language: Language): readonly string[] {
  const why = run.why === undefined ? [] : wording(run.why, language).split('\n');
  return [
    ...stateLines(run, say, now, missingOf(run)),
    ...why.map((line) => `> ${escapeText(line)}`),
    origin(run, say),
    ...decisionLines(run, say),
  ];
}

function progress(run: Run, say: Say, now: number): readonly string[] {
  const names = run.plan?.batches.flat() ?? Object.keys(run.hosts);
  return names
    .filter((name) => run.hosts[name] !== undefined && run.hosts[name].state !== 'pending')
    .map((name) => hostLine(run, name, say, now));
}

function digests({ plan, digest }: Run, say: Say): string {
  const bound = plan ? planWords(plan, say).bound : '';
  return [`${say('Plan digest', '计划摘要')} ${code(digest ?? '-')}`, bound].filter(Boolean).join(' · ');
}

function leftOff(left: number, command: string, say: Say): string {
  const all = code(command);
  return say(`… ${left} more do not fit here; ${all} shows them`, `…… 还有 ${left} 项放不下；用 ${all} 查看`);
}
