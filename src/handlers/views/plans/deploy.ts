import { isDeepStrictEqual } from 'node:util';
import type { DeployPlan, HostPlan } from '../../../core/deploy/types.ts';
import { bytes, duration, hosts, verification } from '../figures.ts';
import { code, escapeText, type Say } from '../kit.ts';
import type { PlanWords } from './types.ts';

/** What the plan of a deploy or rollback says. */
export function deployWords(plan: DeployPlan, say: Say): PlanWords {
  return {
    what: whatLine(plan, say),
    checks: checksLine(plan, say),
    back: backLine(plan, say),
    change: (name) => {
      const host = plan.hosts[name];
      return host ? changeOf(host, say) : '';
    },
    more: (name) => moreOf(plan.hosts[name], say),
    before: () => [],
    whole: (name) => plan.hosts[name]?.changes?.sample ?? [],
    commands: commandLines(plan, say),
    bound: plan.artifact ? `${say('artifact', '制品')} ${code(plan.artifact.hash)}` : '',
  };
}

/** A host's change: `1.4.1 → 1.4.2 · +3 ~12 −1`. */
function changeOf(host: HostPlan, say: Say): string {
  const from = host.current === null ? say('nothing', '无') : code(host.current.version);
  const to = host.target === null ? say('removed', '移除') : code(host.target.version);
  const same = host.current !== null && host.current.version === host.target?.version;
  const files = host.changes && ` · +${host.changes.added} ~${host.changes.changed} −${host.changes.removed}`;
  const again = same ? say(' (again)', '（重新部署）') : '';
  return `${from} → ${to}${again}${files ?? ''}`;
}

function moreOf(host: HostPlan | undefined, say: Say): readonly string[] {
  const sample = host?.changes?.sample ?? [];
  const files = sample.slice(0, 3).map((path) => code(path, 60));
  return [
    ...(files.length > 0 ? [`      ${files.join(' ')}`] : []),
    ...(host?.altered
      ? [`      ⚠️ ${say(`${host.altered} files were altered on the host`, `主机上有 ${host.altered} 个文件被改动过`)}`]
      : []),
  ];
}

function whatLine(plan: DeployPlan, say: Say): string {
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

function checksLine(plan: DeployPlan, say: Say): string {
  const [first, ...others] = Object.values(plan.hosts);
  const checks = first?.spec.verify ?? [];
  const varies = others.some(({ spec }) => !isDeepStrictEqual(spec.verify, checks));
  if (checks.length === 0) return say('⚠️ nothing: this app has no checks', '⚠️ 无：该应用未配置验证');
  const all = escapeText(checks.map((check) => verification(check, say)).join(say('; ', '；')));
  return varies ? `${all}${say(' (as on the first host; each has its own)', '（以首台主机为例，各主机不同）')}` : all;
}

function backLine(plan: DeployPlan, say: Say): string {
  const irreversible = [
    '⚠️ it stops: this app is not reversible and is not undone by itself',
    '⚠️ 停止执行：该应用不可逆，不会自动撤销',
  ] as const;
  if (!plan.reversible) return say(...irreversible);
  const back = say('every touched host is brought back to what it runs now', '所有已变更的主机恢复到当前版本');
  const first = Object.values(plan.hosts).some(({ current }) => current === null);
  return first ? back + say('; where nothing runs yet, it is removed again', '；首次部署的主机则移除该版本') : back;
}

function commandLines(plan: DeployPlan, say: Say): readonly string[] {
  const spec = Object.values(plan.hosts)[0]?.spec;
  const hooks = Object.entries(spec?.hooks ?? {}).flatMap(([name, hook]) =>
    hook ? [`*${say('Hook', '钩子')} ${name}*  ${code(hook.run, 200)} (${duration(hook.timeout, say)})`] : [],
  );
  const checks = (spec?.verify ?? []).map(
    (check) => `*${say('Check', '验证')}*  ${code(verification(check, say), 300)}`,
  );
  return [...hooks, ...checks];
}
