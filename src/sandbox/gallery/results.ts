import type { Run } from '../../core/runs/types.ts';
import { finalStates } from '../../core/runs/types.ts';
import { runResult } from '../../handlers/views/run-result.ts';
import { stateWords } from '../../handlers/views/words.ts';
import { chineseRun, typicalRun } from './fixtures/host-states.ts';
import { sampleRun } from './fixtures/runs.ts';
import { type Family, type Sample, sample } from './types.ts';

const result =
  (run: Run): Sample['make'] =>
  (language) =>
    runResult(run, language);

const succeeded = sampleRun('succeeded', { hosts: 1 });

export const results: Family = {
  name: 'results',
  title: { en: 'Results of runs', zh: '任务结果' },
  samples: [
    ...finalStates.map((state) =>
      sample(
        `run-result-${state}`,
        `A result: ${stateWords[state].en}`,
        `任务结果：${stateWords[state].zh}`,
        result(typicalRun(state)),
      ),
    ),
    sample('run-result-many-failed', 'Many hosts failed', '大量主机失败', result(sampleRun('failed', { hosts: 60 }))),
    sample(
      'run-result-one',
      'One host, nobody had to approve',
      '一台主机，无需审批',
      result({
        ...{ ...succeeded, approvals: [] },
        plan: succeeded.plan && { ...succeeded.plan, policy: { required: 0, from: [], expires: 0 } },
      }),
    ),
    sample('run-result-chinese-names', 'Names in Chinese', '中文名称', result(chineseRun('failed'))),
  ],
};
