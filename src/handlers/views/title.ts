import type { Run } from '../../core/runs/types.ts';
import type { Say } from './kit.ts';
import { kindWords } from './words.ts';

/** What a run is, in one plain line: "Deploy web 1.4.2 → prod". */
export function runTitle(run: Pick<Run, 'kind' | 'plan' | 'request'>, say: Say): string {
  const kind = say(kindWords[run.kind].en, kindWords[run.kind].zh);
  const what = run.kind === 'push' ? say(' config', '配置') : ` ${run.request.app}`;
  return `${kind}${what}${versionOf(run, say)} → ${run.request.environment}`;
}

/** The version a run is about: the planned one, the one asked for, or words for the choice that planning will make. */
function versionOf(run: Pick<Run, 'kind' | 'plan' | 'request'>, say: Say): string {
  const known = run.plan?.version ?? run.request.version;
  if (known !== undefined) return ` ${known}`;
  return run.kind === 'deploy' ? say(' (newest)', '（最新版本）') : say(' (last good)', '（上一个可用版本）');
}
