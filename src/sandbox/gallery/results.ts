import type { Run } from '../../core/runs/types.ts';
import { finalStates } from '../../core/runs/types.ts';
import { runResult } from '../../handlers/views/run-result.ts';
import { stateWords } from '../../handlers/views/words.ts';
import { hostStates, standing } from './fixtures/host-states.ts';
import { sampleRun } from './fixtures/runs.ts';
import { type Family, type Sample, sample } from './types.ts';

const result =
  (run: Run): Sample['make'] =>
  (language) =>
    runResult(run, language);

const four = { hosts: 4, batches: 2 };
const { done, failed, undone, skipped, working } = hostStates;
const whys: Partial<Record<Run['state'], Run['why']>> = {
  failed: { en: '1 host failed, and none may.', zh: '1 台主机失败，而策略不允许任何失败。' },
  undone: { en: '1 host failed, and none may.', zh: '1 台主机失败，而策略不允许任何失败。' },
  'undo-failed': { en: '1 host failed, and none may.', zh: '1 台主机失败，而策略不允许任何失败。' },
  interrupted: {
    en: 'The bot was ended while ./start.sh ran on web-03, and what came of it is not on record there.',
    zh: 'web-03 执行 ./start.sh 期间机器人异常终止，主机上没有其结果的记录。',
  },
  refused: {
    en: 'There is no version 1.4.9 of web. Did you mean 1.4.2?\nVersions: 1.4.2, 1.4.1, 1.4.0',
    zh: 'web 没有版本 1.4.9。是否想输入 1.4.2？\n现有版本：1.4.2、1.4.1、1.4.0',
  },
  cancelled: { en: 'Touched hosts were left as they are.', zh: '已变更的主机保持现状。' },
};
const hosts: Partial<Record<Run['state'], Parameters<typeof standing>[1]>> = {
  'partly-succeeded': [done, done, failed, done],
  failed: [done, failed, skipped, skipped],
  undone: [undone, undone, skipped, skipped],
  'undo-failed': [undone, hostStates['undo-failed'], skipped, skipped],
  interrupted: [done, done, working, working],
};

function ended(state: Run['state']): Run {
  const run = { ...sampleRun(state, four), why: whys[state] };
  const stand = hosts[state];
  return stand ? standing(run, stand) : run;
}

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
        result(ended(state)),
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
    sample(
      'run-result-chinese-names',
      'Names in Chinese',
      '中文名称',
      result(sampleRun('failed', { hosts: 2, text: '门户' })),
    ),
  ],
};
