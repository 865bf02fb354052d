import type { KnownBlock } from '@slack/types';
import type { Run } from '../../core/runs/types.ts';
import type { Language } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { runButtons } from './buttons.ts';
import { hostLines } from './host-lines.ts';
import {
  actions,
  clip,
  clipMarkup,
  code,
  context,
  escapeText,
  fitLines,
  header,
  moment,
  person,
  type Say,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';
import { planLines } from './plan-lines.ts';
import { decisionLines, type Missing, missingOf, stateLines } from './state-line.ts';
import { runTitle } from './title.ts';
import { stateWords } from './words.ts';

/**
 * A run's card: the one message that shows its plan, its progress and its result. `now` is in ms since the epoch;
 * `missing` is who must still approve (Runs.missing). Metadata says run and state, for programs that watch the channel.
 */
export function runCard(run: Run, language: Language, now: number, missing: Missing = missingOf(run)): Message {
  const say = sayer(language);
  const more = (left: number) =>
    say(`… and ${left} more: ${code(`/ops run ${run.id}`)}`, `…… 还有 ${left} 项：${code(`/ops run ${run.id}`)}`);
  const part = (lines: readonly string[], most: number) => sections(fitLines(lines, most, more));
  const blocks: KnownBlock[] = [
    header(runTitle(run, say)),
    ...part(stateLines(run, say, now, missing), 800),
    ...part(why(run, language), 1_500),
    ...(run.plan ? part(planLines(run.plan, say), 2_600) : []),
    ...part(hostLines(run, say, now), 3_600),
    ...part(warnings(run, language), 700),
    ...part(decisionLines(run, say), 600),
    context(clipMarkup(origin(run, say), 800)),
    ...actions(runButtons(run, say)),
  ];
  return {
    text: cardText(run, say),
    blocks,
    metadata: { event_type: 'changeops_run', event_payload: { run: run.id, kind: run.kind, state: run.state } },
  };
}

/** A card as one line, for notifications and lists: "Deploy web 1.4.2 → prod: Waiting for approval (261123-k7mqp)". */
export function cardText(run: Run, say: Say): string {
  const words = stateWords[run.state];
  return summaryText(`${words.sign} ${runTitle(run, say)}${say(`: ${words.en}`, `：${words.zh}`)} (${run.id})`);
}

function why(run: Run, language: Language): readonly string[] {
  const { askedAgain, rejection } = run;
  const texts = [run.state === 'awaiting-approval' ? askedAgain : undefined, run.why];
  const words = texts.flatMap((text) => (text === undefined ? [] : wording(text, language).split('\n')));
  const reason = rejection?.reason === undefined ? [] : [`“${rejection.reason}”`];
  return [...words, ...reason].map((line) => `> ${escapeText(line)}`);
}

function warnings(run: Run, language: Language): readonly string[] {
  return run.warnings.map((text) => `⚠️ ${told(text, language, 300)}`);
}

/** Who asked for a run, when, and with what: urgency, ticket, selector, reason; in one mrkdwn text. */
export function origin({ id, request, requester, requestedAt, digest }: Run, say: Say): string {
  const parts = [
    `${say('asked for by', '申请人')} ${person(requester)} ${moment(requestedAt)}`,
    request.emergency ? `🚨 ${say('emergency', '紧急变更')}` : '',
    request.ticket ? `${say('ticket', '工单')} ${code(request.ticket)}` : '',
    request.on ? `${say('on', '范围')} ${code(request.on, 200)}` : '',
    request.follows ? `${say('follows', '接续任务')} ${code(request.follows)}` : '',
    `${say('run', '任务')} ${code(id)}`,
    digest ? `${say('plan', '计划')} ${code(digest.slice(0, 12))}` : '',
    request.reason ? `\n${say('Reason: ', '原因：')}${escapeText(clip(request.reason, 500))}` : '',
  ];
  return parts.filter(Boolean).join(' · ').replace(' · \n', '\n');
}
