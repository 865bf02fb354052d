import type { Plan } from '../../core/runs/plan.ts';
import type { Run } from '../../core/runs/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message, ReplyFile } from '../define.ts';
import { batchName } from './host-lines.ts';
import { clip, code, escapeText, listMessage, type Say, sayer, sections } from './kit.ts';
import { planLines } from './plan-lines.ts';
import { planWords, wholePlanCommand } from './plans/types.ts';
import { runTitle } from './title.ts';
import { kindWords } from './words.ts';

/** A plan that nobody asked to carry out: what `--dry-run` shows. */
export function dryRun({ plan, digest }: { plan: Plan; digest: string }, language: Language): Message {
  const say = sayer(language);
  const kind = say(kindWords[plan.kind].en, kindWords[plan.kind].zh);
  const title = `${kind} ${plan.app} ${plan.version} → ${plan.environment}`;
  const hint = say(
    `Nothing was changed. Plan ${code(digest.slice(0, 12))}. The same command without --dry-run asks for it.`,
    `未做任何变更。计划 ${code(digest.slice(0, 12))}。去掉 --dry-run 即可正式申请。`,
  );
  return listMessage(
    `${say('Dry run', '试运行')} · ${title}`,
    [...planLines(plan, say), ...planHostLines(plan, say)],
    hint,
    say,
  );
}

/** Every host of a plan by batches, with its change and a sample of the files: a line each, however many it has. */
export function planHostLines(plan: Plan, say: Say, run?: string): readonly string[] {
  const count = plan.batches.length;
  return plan.batches.flatMap((batch, index) =>
    batch.map((name, at) => {
      const title = count > 1 && at === 0 ? `*${batchName(index, count, say)}*\n` : '';
      return title + planHostLine(plan, { name, whole: run === undefined ? undefined : wholePlanCommand(run) }, say);
    }),
  );
}

function planHostLine(plan: Plan, { name, whole }: { name: string; whole: string | undefined }, say: Say): string {
  const host = plan.hosts[name];
  if (!host) return code(name);
  const words = planWords(plan, say);
  const login = escapeText(clip(`${host.user}@${host.address}`, 120));
  return [`• ${code(name)} ${login}:${host.port}  ${words.change(name)}`, ...words.more(name, whole)].join('\n');
}

/** The whole plan of a run as a text, for who wants to read all of it before agreeing; its message names it. */
export function wholePlan(run: Run, plan: Plan, language: Language): { message: Message; files: readonly ReplyFile[] } {
  const say = sayer(language);
  const words = planWords(plan, say);
  const lines = [
    runTitle(run, say),
    `${say('Plan digest', '计划摘要')} ${run.digest ?? '-'}`,
    ...[...planLines(plan, say), ...words.commands].map(plain),
    ...plan.batches.flatMap((batch, index) => [
      '',
      plain(batchName(index, plan.batches.length, say)),
      ...batch.flatMap((name) => ['', `${name}  ${plain(words.change(name))}`, ...words.whole(name)]),
    ]),
  ];
  const title = escapeText(say(`The whole plan of run ${run.id}`, `任务 ${run.id} 的完整计划`));
  return {
    message: { text: title, blocks: sections([title]) },
    files: [{ name: `plan-${run.id}.txt`, content: `${lines.join('\n')}\n` }],
  };
}

function plain(markup: string): string {
  const text = markup.replaceAll(/[*`]/g, '');
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
