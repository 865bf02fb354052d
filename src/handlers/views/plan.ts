import type { Plan } from '../../core/runs/plan.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { batchName } from './host-lines.ts';
import { clip, code, escapeText, listMessage, type Say, sayer } from './kit.ts';
import { planLines } from './plan-lines.ts';
import { planWords } from './plans/types.ts';
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
export function planHostLines(plan: Plan, say: Say): readonly string[] {
  const count = plan.batches.length;
  return plan.batches.flatMap((batch, index) =>
    batch.map((name, at) => {
      const title = count > 1 && at === 0 ? `*${batchName(index, count, say)}*\n` : '';
      return title + planHostLine(plan, name, say);
    }),
  );
}

function planHostLine(plan: Plan, name: string, say: Say): string {
  const host = plan.hosts[name];
  if (!host) return code(name);
  const words = planWords(plan, say);
  const login = escapeText(clip(`${host.user}@${host.address}`, 120));
  return [`• ${code(name)} ${login}:${host.port}  ${words.change(name)}`, ...words.more(name)].join('\n');
}
