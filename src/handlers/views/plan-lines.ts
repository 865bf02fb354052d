import type { Plan } from '../../core/runs/plan.ts';
import type { Policy } from '../../core/settings/types.ts';
import { amount, duration, hosts } from './figures.ts';
import { clipMarkup, code, type Say } from './kit.ts';
import { planWords } from './plans/types.ts';

/** A plan in a few mrkdwn lines: what, in which order, how it is verified, what undoes it, who must agree. */
export function planLines(plan: Plan, say: Say): readonly string[] {
  const line = (en: string, zh: string, text: string) => clipMarkup(`*${say(en, zh)}*  ${text}`, 500);
  const words = planWords(plan, say);
  return [
    line('What', '内容', words.what),
    line('Order', '顺序', orderLine(plan, say)),
    line('Verified by', '验证', words.checks),
    line('If it fails', '失败时', failureLine(plan, words.back, say)),
    ...becomeLines(plan, say).map((text) => line('As', '身份', text)),
    line('Approval', '审批', policyLine(plan.policy, say)),
  ];
}

function orderLine({ strategy, batches }: Plan, say: Say): string {
  const all = batches.flat().length;
  const count = batches.length;
  if (all === 1) return hosts(all, say);
  if (count <= 1) return say(`${hosts(all, say)} at once`, `${hosts(all, say)}同时进行`);
  const inBatches = say(`${count} batches`, `共 ${count} 批`);
  if (strategy.kind !== 'canary')
    return say(`${inBatches} of ${amount(strategy.batch, say)}`, `${inBatches}，每批 ${amount(strategy.batch, say)}`);
  const first = hosts(batches[0]?.length ?? 0, say);
  const goes =
    strategy.continue === 'manual'
      ? say(
          `a person presses Continue (within ${duration(strategy.expires, say)})`,
          `需有人在 ${duration(strategy.expires, say)}内点击“继续”`,
        )
      : say(
          `it goes on by itself after ${duration(strategy.continue, say)}`,
          `${duration(strategy.continue, say)}后自动继续`,
        );
  return say(`canary: ${first} first, then ${goes}; ${inBatches}`, `金丝雀：先 ${first}，然后${goes}；${inBatches}`);
}

function failureLine(plan: Plan, back: string, say: Say): string {
  const { maxFailures, onFailure } = plan.strategy;
  const count = hosts(maxFailures, say);
  const some = maxFailures > 0 ? say(`more than ${count} failing: `, `超过 ${count}失败时：`) : '';
  return some + (onFailure === 'stop' ? stopping(say) : back);
}

function stopping(say: Say): string {
  return say('it stops; touched hosts stay as they are', '停止执行，已变更的主机保持现状');
}

/** Who does the work and owns the files, where that is not whoever logs in. */
function becomeLines(plan: Plan, say: Say): string[] {
  const ways = new Map<string, number>();
  for (const { user, become } of Object.values(plan.hosts)) {
    if (become === undefined) continue;
    const [method = '', owner = ''] = become.split(' ');
    const way = say(
      `${code(owner)}, by ${method} from ${code(user)}; the files are ${code(owner)}’s`,
      `${code(owner)}（由 ${code(user)} 通过 ${method} 切换），文件属主为 ${code(owner)}`,
    );
    ways.set(way, (ways.get(way) ?? 0) + 1);
  }
  return [...ways].map(([way, count]) => `${way} · ${hosts(count, say)}`);
}

function policyLine(policy: Policy, say: Say): string {
  if (policy.required === 0) return say('none needed', '无需审批');
  const from = policy.from.map((group) => code(group)).join(say(' or ', ' 或 '));
  return say(`${policy.required} of ${from}, not the requester`, `${from} 中 ${policy.required} 人，申请人除外`);
}
