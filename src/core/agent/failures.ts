import { OpsError } from '../errors.ts';
import type { Step } from '../runs/plan.ts';
import type { Text } from '../text.ts';
import type { StepCall, StepOutcome } from './session.ts';

/** Exit codes by which the host script tells its own failures. */
const codes: Readonly<Record<number, string>> = { 65: 'tree-altered', 66: 'current-moved', 75: 'transfer-cut' };

/** The error for a step that did not end with 0. `what` is the command as people wrote it, for hooks. */
export function failedStep(
  host: string,
  app: string,
  step: Step,
  what: string | undefined,
  call: Pick<StepCall, 'timeout'>,
  outcome: StepOutcome,
): OpsError {
  const subject = `${step}${what ? ` (${what})` : ''}`;
  const said = outcome.output ? `\n${outcome.output.slice(-1500)}` : '';
  if (outcome.code === 'timeout') {
    return new OpsError('step-timeout', {
      en: `${host}: ${subject} took longer than ${Math.round(call.timeout / 1000)} s and was ended, with all it had started.${said}`,
      zh: `${host}：${subject} 超过 ${Math.round(call.timeout / 1000)} 秒，已连同其启动的进程一起终止。${said}`,
    });
  }
  if (typeof outcome.code !== 'number') {
    return new OpsError('step-lost', {
      en: `${host}: ${subject} was started, but no end is on record (${outcome.code}); was the host restarted? It is not run again.${said}`,
      zh: `${host}：${subject} 已启动但没有结束记录（${outcome.code}），主机可能重启过。不会再次执行。${said}`,
    });
  }
  const code = what ? 'hook-failed' : (codes[outcome.code] ?? 'step-failed');
  const text: Text = {
    en: `${host}: ${subject} of ${app} failed with code ${outcome.code}.${said}`,
    zh: `${host}：${app} 的 ${subject} 失败，退出码 ${outcome.code}。${said}`,
  };
  return new OpsError(code, text);
}
