import type { Run } from '../../core/runs/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { duration, hosts } from './figures.ts';
import { hostLine } from './host-lines.ts';
import {
  clip,
  clipMarkup,
  code,
  escapeText,
  fitLines,
  leftOff,
  person,
  type Say,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';
import { nextSteps } from './next-steps.ts';
import { approvers, elapsed } from './state-line.ts';
import { runTitle } from './title.ts';
import { stateWords } from './words.ts';

const failedShown = 10;

/**
 * How a run ended, as a message of its own in the thread of its card (edits notify nobody): the result, what failed
 * where, what to do next, and the people who asked for and agreed to it.
 */
export function runResult(run: Run, language: Language): Message {
  const say = sayer(language);
  const words = stateWords[run.state];
  const title = `${runTitle(run, say)}${say(`: ${words.en}`, `：${words.zh}`)}`;
  const failed = failures(run, say);
  const lines = [
    `${words.sign} *${escapeText(title)}*${tally(run, say)}`,
    ...(run.rejection?.reason ? [`> “${escapeText(clip(run.rejection.reason, 500))}”`] : []),
    ...(run.why ? [`> ${told(run.why, language, 1500).replaceAll('\n', '\n> ')}`] : []),
    ...fitLines(failed, 4_000, (left) => leftOff(left, say)),
    ...nextSteps(run, say),
    people(run, say),
  ];
  return {
    text: summaryText(`${words.sign} ${title} (${run.id})`),
    blocks: sections(lines.map((line) => clipMarkup(line, 1_600))),
    metadata: { event_type: 'changeops_result', event_payload: { run: run.id, state: run.state } },
  };
}

function tally(run: Run, say: Say): string {
  const time = elapsed(run, run.endedAt ?? run.requestedAt);
  const all = Object.values(run.hosts);
  if (time === undefined || all.length === 0) return '';
  const good = all.filter(({ state }) => state === 'done').length;
  const bad = all.filter(({ state }) => state === 'failed' || state === 'undo-failed').length;
  const undone = all.filter(({ state }) => state === 'undone').length;
  const parts = [
    good > 0 ? say(`${hosts(good, say)} done`, `${hosts(good, say)}完成`) : '',
    undone > 0 ? say(`${undone} undone`, `${hosts(undone, say)}已撤销`) : '',
    bad > 0 ? say(`${bad} failed`, `${hosts(bad, say)}失败`) : '',
    duration(time, say),
  ];
  return ` · ${parts.filter(Boolean).join(' · ')}`;
}

function failures(run: Run, say: Say): readonly string[] {
  const failed = Object.entries(run.hosts).filter(([, { error }]) => error !== undefined);
  const lines = failed.slice(0, failedShown).map(([name]) => hostLine(run, name, say, run.endedAt ?? 0));
  const left = failed.length - failedShown;
  const all = code(`/ops run ${run.id}`);
  return left > 0 ? [...lines, say(`… and ${left} more: ${all}`, `…… 还有 ${left} 台主机：${all}`)] : lines;
}

function people(run: Run, say: Say): string {
  const agreed = approvers(run, say);
  const asked = say(`Asked for by ${person(run.requester)}`, `申请人 ${person(run.requester)}`);
  if (run.state === 'cancelled' && run.cancel) {
    return say(`${asked}, cancelled by ${person(run.cancel.by)}`, `${asked}，取消人 ${person(run.cancel.by)}`);
  }
  if (run.state === 'rejected' && run.rejection) {
    return say(`${asked}, rejected by ${person(run.rejection.by)}`, `${asked}，拒绝人 ${person(run.rejection.by)}`);
  }
  if (agreed) return say(`${asked}, approved by ${agreed}`, `${asked}，批准人 ${agreed}`);
  return run.plan?.policy.required === 0 ? say(`${asked}; no approval needed`, `${asked}，无需审批`) : asked;
}
