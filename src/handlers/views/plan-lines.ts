import { isDeepStrictEqual } from 'node:util';
import type { HostPlan, Plan } from '../../core/deploy/types.ts';
import type { Policy } from '../../core/settings/types.ts';
import { amount, bytes, duration, hosts, verification } from './figures.ts';
import { clipMarkup, code, escapeText, type Say } from './kit.ts';

/** A plan in a few mrkdwn lines: what, in which order, how it is verified, what undoes it, who must agree. */
export function planLines(plan: Plan, say: Say): readonly string[] {
  const line = (en: string, zh: string, text: string) => clipMarkup(`*${say(en, zh)}*  ${text}`, 500);
  return [
    line('What', '内容', whatLine(plan, say)),
    line('Order', '顺序', orderLine(plan, say)),
    line('Verified by', '验证', checksLine(plan, say)),
    line('If it fails', '失败时', failureLine(plan, say)),
    ...becomeLines(plan, say).map((text) => line('As', '身份', text)),
    line('Approval', '审批', policyLine(plan.policy, say)),
  ];
}

/** A host's change: `1.4.1 → 1.4.2 · +3 ~12 −1`. */
export function changeOf(host: HostPlan, say: Say): string {
  const from = host.current === null ? say('nothing', '无') : code(host.current.version);
  const to = host.target === null ? say('removed', '移除') : code(host.target.version);
  const same = host.current !== null && host.current.version === host.target?.version;
  const files = host.changes && ` · +${host.changes.added} ~${host.changes.changed} −${host.changes.removed}`;
  const again = same ? say(' (again)', '（重新部署）') : '';
  return `${from} → ${to}${again}${files ?? ''}`;
}

function whatLine(plan: Plan, say: Say): string {
  const count = hosts(Object.keys(plan.hosts).length, say);
  const what = say(
    `${code(plan.app)} ${code(plan.version)} on ${count}`,
    `${code(plan.app)} ${code(plan.version)}，${count}`,
  );
  if (!plan.artifact)
    return say(`${what}; nothing is sent, the release is there already`, `${what}；版本已在主机上，无需传输`);
  const { files, size, hash } = plan.artifact;
  return `${what} · ${say(`${files} files`, `${files} 个文件`)}, ${bytes(size)} · ${code(`sha256:${hash.slice(0, 12)}`)}`;
}

function orderLine({ strategy, batches }: Plan, say: Say): string {
  const all = batches.flat().length;
  const count = batches.length;
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

function checksLine(plan: Plan, say: Say): string {
  const [first, ...others] = Object.values(plan.hosts);
  const checks = first?.spec.verify ?? [];
  const varies = others.some(({ spec }) => !isDeepStrictEqual(spec.verify, checks));
  if (checks.length === 0) return say('⚠️ nothing: this app has no checks', '⚠️ 无：该应用未配置验证');
  const all = escapeText(checks.map((check) => verification(check, say)).join(say('; ', '；')));
  return varies ? `${all}${say(' (as on the first host; each has its own)', '（以首台主机为例，各主机不同）')}` : all;
}

function failureLine(plan: Plan, say: Say): string {
  const { maxFailures, onFailure } = plan.strategy;
  const count = hosts(maxFailures, say);
  const some = maxFailures > 0 ? say(`more than ${count} failing: `, `超过 ${count}失败时：`) : '';
  return some + (onFailure === 'stop' ? stopping(say) : undoing(plan, say));
}

function stopping(say: Say): string {
  return say('it stops; touched hosts stay as they are', '停止执行，已变更的主机保持现状');
}

function undoing(plan: Plan, say: Say): string {
  const irreversible = [
    '⚠️ it stops: this app is not reversible and is not undone by itself',
    '⚠️ 停止执行：该应用不可逆，不会自动撤销',
  ] as const;
  if (!plan.reversible) return say(...irreversible);
  const back = say('every touched host is brought back to what it runs now', '所有已变更的主机恢复到当前版本');
  const first = Object.values(plan.hosts).some(({ current }) => current === null);
  return first ? back + say('; where nothing runs yet, it is removed again', '；首次部署的主机则移除该版本') : back;
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
  const from = policy.from.map((group) => code(group)).join(say(' or ', '或'));
  return say(`${policy.required} of ${from}, not the requester`, `${from} 中 ${policy.required} 人，申请人除外`);
}
