import type { KnownBlock } from '@slack/types';
import type { Plan } from '../../core/deploy/types.ts';
import type { AuditLine } from '../../core/runs/audit.ts';
import type { Run } from '../../core/runs/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message, Modal } from '../define.ts';
import { auditLine } from './audit.ts';
import { amount, duration, verification } from './figures.ts';
import { hostLine } from './host-lines.ts';
import { clip, code, context, escapeText, header, person, type Say, sayer, section, sections, within } from './kit.ts';
import { planHostLines } from './plan.ts';
import { planLines } from './plan-lines.ts';
import { cardText } from './run-card.ts';
import { decisionLines, missingOf, stateLines } from './state-line.ts';
import { runTitle } from './title.ts';

/** Everything about one run: plan per host, hooks, verification, policy, decisions and the newest journal entries. */
interface Details {
  readonly run: Run;
  /** Oldest first. */
  readonly entries: readonly AuditLine[];
  readonly now: number;
}

/** A run's details as a modal of at most 100 blocks. */
export function detailsModal(details: Details, language: Language): Modal {
  const say = sayer(language);
  const blocks = detailBlocks(details, language);
  return {
    action: 'run.details',
    title: clip(say(`Run ${details.run.id}`, `任务 ${details.run.id}`), 24),
    close: say('Close', '关闭'),
    blocks: within(blocks, 100, (left) => leftOff(left, details.run.id, say)),
    state: details.run.id,
  };
}

/** A run's details as a message of at most 50 blocks: what `/ops run` answers. */
export function detailsMessage(details: Details, language: Language): Message {
  const say = sayer(language);
  const blocks = [header(runTitle(details.run, say)), ...detailBlocks(details, language)];
  return { text: cardText(details.run, say), blocks: within(blocks, 50, (left) => leftOff(left, details.run.id, say)) };
}

function detailBlocks({ run, entries, now }: Details, language: Language): readonly KnownBlock[] {
  const say = sayer(language);
  const title = (en: string, zh: string) => section(`*${say(en, zh)}*`);
  const names = run.plan?.batches.flat() ?? Object.keys(run.hosts);
  const touched = names.filter((name) => run.hosts[name] && run.hosts[name].state !== 'pending');
  const shown = entries.slice(-40);
  const older = entries.length - shown.length;
  return [
    ...sections([
      ...stateLines(run, say, now, missingOf(run)),
      ...(run.why ? [`> ${escapeText(clip(say(run.why.en, run.why.zh), 1000)).replaceAll('\n', '\n> ')}`] : []),
      `${say('Asked for by', '申请人')} ${person(run.requester)}`,
      ...decisionLines(run, say),
    ]),
    ...(run.plan ? planBlocks(run.plan, run.digest, say) : []),
    ...(touched.length > 0
      ? [
          title('Hosts so far', '主机进展'),
          ...sections(
            capped(touched, 200, say).map((name) => (run.hosts[name] ? hostLine(run, name, say, now) : name)),
          ),
        ]
      : []),
    ...(shown.length > 0
      ? [
          title('Journal', '日志'),
          ...sections([
            ...(older > 0 ? [say(`(${older} earlier entries)`, `（更早的 ${older} 条略）`)] : []),
            ...shown.map((entry) => auditLine(entry, language)),
          ]),
        ]
      : []),
  ];
}

function planBlocks(plan: Plan, digest: string | undefined, say: Say): readonly KnownBlock[] {
  const more = [`*${say('Canary', '金丝雀')}*  ${amount(plan.strategy.first, say)}`];
  return [
    ...sections([...planLines(plan, say), ...(plan.strategy.kind === 'canary' ? more : []), ...hookLines(plan, say)]),
    section(`*${say('Plan per host', '各主机计划')}*`),
    ...sections(planHostLines(plan, say)),
    context(
      `${say('Plan digest', '计划摘要')} ${code(digest ?? '-')}${plan.artifact ? ` · ${say('artifact', '制品')} ${code(plan.artifact.hash)}` : ''}`,
    ),
  ];
}

function hookLines(plan: Plan, say: Say): readonly string[] {
  const spec = Object.values(plan.hosts)[0]?.spec;
  const hooks = Object.entries(spec?.hooks ?? {}).flatMap(([name, hook]) =>
    hook ? [`*${say('Hook', '钩子')} ${name}*  ${code(hook.run, 200)} (${duration(hook.timeout, say)})`] : [],
  );
  const checks = (spec?.verify ?? []).map(
    (check) => `*${say('Check', '验证')}*  ${code(verification(check, say), 300)}`,
  );
  return [...hooks, ...checks];
}

function capped(names: readonly string[], most: number, say: Say): readonly string[] {
  if (names.length <= most) return names;
  return [...names.slice(0, most), say(`… and ${names.length - most} more`, `…… 还有 ${names.length - most} 台`)];
}

function leftOff(left: number, id: string, say: Say): string {
  return say(
    `… ${left} more parts do not fit here; ${code(`/ops run ${id}`)} and ${code(`/ops audit ${id}`)} show more.`,
    `…… 还有 ${left} 段放不下；更多内容见 ${code(`/ops run ${id}`)} 和 ${code(`/ops audit ${id}`)}。`,
  );
}
