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
  code,
  context,
  escapeText,
  header,
  moment,
  person,
  type Say,
  sayer,
  sections,
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
  const blocks: KnownBlock[] = [
    header(runTitle(run, say)),
    ...sections(stateLines(run, say, now, missing)),
    ...why(run, language),
    ...(run.plan ? sections(planLines(run.plan, say)) : []),
    ...limited(sections(hostLines(run, say, now)), 10),
    ...warnings(run, language),
    ...limited(sections(decisionLines(run, say)), 2),
    context(origin(run, say)),
    ...actions(runButtons(run, say)),
  ];
  return {
    text: cardText(run, say),
    blocks,
    metadata: { event_type: 'changeops_run', event_payload: { run: run.id, state: run.state } },
  };
}

/** A card as one line, for notifications and lists: "Deploy web 1.4.2 → prod: Waiting for approval (261123-k7mqp)". */
export function cardText(run: Run, say: Say): string {
  const words = stateWords[run.state];
  return escapeText(`${words.sign} ${runTitle(run, say)}: ${say(words.en, words.zh)} (${run.id})`);
}

function why(run: Run, language: Language): readonly KnownBlock[] {
  const lines = [run.state === 'awaiting-approval' ? run.askedAgain : undefined, run.why].filter(
    (text) => text !== undefined,
  );
  const reason = run.rejection?.reason ? [escapeText(clip(`“${run.rejection.reason}”`, 600))] : [];
  const all = [...lines.map((text) => escapeText(clip(wording(text, language), 1500))), ...reason];
  return sections(
    all.map((line) =>
      line
        .split('\n')
        .map((each) => `> ${each}`)
        .join('\n'),
    ),
  );
}

function warnings(run: Run, language: Language): readonly KnownBlock[] {
  const say = sayer(language);
  const shown = run.warnings.slice(0, 10).map((text) => `⚠️ ${clip(told(text, language), 500)}`);
  const left = run.warnings.length - shown.length;
  return limited(
    sections(left > 0 ? [...shown, say(`… and ${left} more warnings`, `…… 还有 ${left} 条警告`)] : shown),
    3,
  );
}

function origin({ id, request, requester, requestedAt, digest }: Run, say: Say): string {
  const parts = [
    `${say('asked for by', '申请人')} ${person(requester)} ${moment(requestedAt)}`,
    request.emergency ? `🚨 ${say('emergency', '紧急变更')}` : '',
    request.ticket ? `${say('ticket', '工单')} ${code(request.ticket)}` : '',
    request.on ? `on ${code(request.on, 200)}` : '',
    request.follows ? `${say('follows', '接续任务')} ${code(request.follows)}` : '',
    `${say('run', '任务')} ${code(id)}`,
    digest ? `${say('plan', '计划')} ${code(digest.slice(0, 12))}` : '',
    request.reason ? `\n${say('Reason:', '原因：')} ${escapeText(clip(request.reason, 500))}` : '',
  ];
  return parts.filter(Boolean).join(' · ').replace(' · \n', '\n');
}

/** A part of a card keeps to its share of the 50 blocks; its lines are few enough to fit, so this cuts only the absurd. */
function limited<T>(blocks: readonly T[], most: number): readonly T[] {
  return blocks.slice(0, most);
}
