import type { Run } from '../../core/runs/types.ts';
import type { Message } from '../../handlers/define.ts';
import { runCard } from '../../handlers/views/run-card.ts';
import { stateWords } from '../../handlers/views/words.ts';
import { hostStates, midway, standing, typicalRun } from './fixtures/host-states.ts';
import { noon, sampleRun, states } from './fixtures/runs.ts';
import { type Family, type Sample, sample } from './types.ts';

/** A little over a minute into the run. */
const now = noon + 200_000;
const card =
  (run: Run): Sample['make'] =>
  (language): Message =>
    runCard(run, language, now);

const inEachState = states.map((state) =>
  sample(
    `run-card-${state}`,
    `A card: ${stateWords[state].en}`,
    `任务卡片：${stateWords[state].zh}`,
    card(typicalRun(state)),
  ),
);

const running = sampleRun('running', { hosts: 4, batches: 2 });
const { pending, working, done, failed, undoing, undone, skipped } = hostStates;
const whileRunning = [
  sample(
    'run-card-hosts',
    'A host in each state',
    '主机的各种状态',
    card(standing(sampleRun('running', { hosts: 8 }), Object.values(hostStates))),
  ),
  sample(
    'run-card-second-batch',
    'The second batch, continued by a person',
    '第二批，由人继续',
    card(standing({ ...running, batch: 1, continuedBy: 'U0APPROVER2' }, [done, done, working, pending])),
  ),
  sample(
    'run-card-by-itself',
    'It went on by itself',
    '到时自动继续',
    card(standing({ ...running, batch: 1, continuedBy: 'clock' }, [done, done, working, working])),
  ),
  sample(
    'run-card-cancelling',
    'Somebody cancelled it while it runs',
    '执行中被取消',
    card(standing({ ...running, cancel: { by: 'U0ENGINEER', how: 'undo' } }, [done, working, pending, pending])),
  ),
  sample(
    'run-card-undoing',
    'It is undoing',
    '正在撤销',
    card(standing({ ...running, phase: 'undo' }, [undone, undoing, skipped, skipped])),
  ),
  sample('run-card-many-running', '500 hosts, some failed', '500 台主机，部分失败', card(midway(3))),
  sample(
    'run-card-long-error',
    'A failure with much to say',
    '很长的失败信息',
    card(
      standing(running, [
        {
          ...failed,
          error: {
            code: 'hook-failed',
            text: {
              en: `./start.sh ended with 1 on web-01: ${'Error: listen EADDRINUSE: address already in use 0.0.0.0:8080 at Server.setupListenHandle; '.repeat(6)}`,
              zh: `web-01 上 ./start.sh 以 1 退出：${'Error: listen EADDRINUSE: address already in use 0.0.0.0:8080 at Server.setupListenHandle; '.repeat(6)}`,
            },
          },
        },
      ]),
    ),
  ),
];

export const runs: Family = {
  name: 'runs',
  title: { en: 'Cards of runs', zh: '任务卡片' },
  samples: [...inEachState, ...whileRunning],
};
