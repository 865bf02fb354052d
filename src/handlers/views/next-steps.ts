import { liftCommand } from '../../core/runs/texts.ts';
import type { Run } from '../../core/runs/types.ts';
import { code, type Say } from './kit.ts';
import { isFinal } from './words.ts';

/** What a person can do now that a run has ended so; nothing where there is nothing to do. */
export function nextSteps(run: Run, say: Say): readonly string[] {
  return [...stepsAfter(run, say), ...notBack(run, say)];
}

const gotThere: readonly Run['state'][] = ['succeeded', 'partly-succeeded'];

/** A rollback of a config whose push did not come about: what is intended went back, the hosts did not. */
function notBack(run: Run, say: Say): readonly string[] {
  const { push } = run.request;
  if (!push?.back || !isFinal(run.state) || gotThere.includes(run.state)) return [];
  const [again] = commandsOf(run);
  return [
    say(
      `What is intended was rolled back and is pinned; the hosts were not brought to it. ${again} asks for that again, ${code('/config unpin')} lifts the pin.`,
      `目标配置已回滚并固定，但主机尚未恢复。用 ${again} 再次申请，或用 ${code('/config unpin')} 解除固定。`,
    ),
  ];
}

function stepsAfter(run: Run, say: Say): readonly string[] {
  const { app, environment } = run.request;
  const [again, back] = commandsOf(run);
  const lift = code(liftCommand(app, environment), 200);
  switch (run.state) {
    case 'undone':
      return [say('Every touched host runs again what it ran before.', '所有变更过的主机均已恢复到之前的版本。')];
    case 'failed':
    case 'partly-succeeded':
      return [
        say(
          `Touched hosts stay as they are. Fix the cause and repeat ${again}, or go back with ${back}.`,
          `变更过的主机保持现状。排除原因后重新执行 ${again}，或用 ${back} 回滚。`,
        ),
      ];
    case 'undo-failed':
      return [
        say(
          `${code(app)} is on hold in ${code(environment)}: look at the failed hosts, then lift it with ${lift}.`,
          `${code(app)} 在 ${code(environment)} 已挂起：请先检查失败的主机，再用 ${lift} 解除。`,
        ),
      ];
    case 'interrupted':
      return [
        say(
          `${code(app)} is on hold in ${code(environment)}. Press Undo or Continue on the card; or check the hosts and lift it with ${lift}.`,
          `${code(app)} 在 ${code(environment)} 已挂起。请在卡片上点击“撤销”或“继续”；或检查主机后用 ${lift} 解除。`,
        ),
      ];
    case 'expired':
      return [say(`Nobody decided in time. Ask again with ${again}.`, `无人在时限内处理。可用 ${again} 重新申请。`)];
    default:
      return [];
  }
}

/** What asks for the same again, and what goes back. */
function commandsOf({ kind, plan, request }: Run): readonly [string, string] {
  const { app, environment, version, on, push } = request;
  const [config, ...others] = push?.configs ?? [];
  const narrowed = on === undefined ? '' : ` on ${on}`;
  const back = version === undefined ? '' : ` --to ${version}`;
  const of = plan?.version ?? version;
  const again =
    kind === 'deploy'
      ? `/deploy ${app}${of === undefined ? '' : `@${of}`} ${environment}${narrowed}`
      : `/rollback ${app} ${environment}${back}${narrowed}`;
  if (!config) return [code(again, 200), code(`/rollback ${app} ${environment}${narrowed}`, 200)];
  const name = `${config.host}/${config.name}`;
  const what = others.length === 0 ? name : '<host>/<name>';
  return [code(`/config push ${what}`, 300), code(`/rollback config ${what} --push`, 300)];
}
