import type { Compared } from '../../handlers/configs.ts';
import { comparedMessage } from '../../handlers/views/compared.ts';
import { intendedRef, sampleCompared } from './fixtures/configs.ts';
import { noon } from './fixtures/runs.ts';
import { type Family, type Sample, sample } from './types.ts';

const compare =
  (compared: Compared): Sample['make'] =>
  (language) =>
    comparedMessage(compared, noon, language).message;
const running = { kind: 'running', host: 'core-1', name: 'config' } as const;
const upload = { kind: 'upload', host: 'core-1', name: '核心交换机.txt' } as const;
const commands = ['interface Vlanif10', ' mtu 9000', 'snmp-agent community read [redacted]'];
const long = Array.from({ length: 400 }, (_, at) => `+vlan ${at + 2}`);

export const comparisons: Family = {
  name: 'comparisons',
  title: { en: 'Compared configs', zh: '配置比较' },
  samples: [
    sample('compared', 'Two versions', '两个版本', compare(sampleCompared())),
    sample(
      'compared-commands',
      'With the commands, one of them with a secret',
      '附命令，其中有敏感信息',
      compare(sampleCompared({ before: running, commands })),
    ),
    sample(
      'compared-no-commands',
      'The commands cannot be told',
      '无法给出命令',
      compare(
        sampleCompared({
          after: upload,
          commands: {
            en: 'No commands: line 12 is within no block that is known.',
            zh: '无法给出命令：第 12 行不属于任何已知的配置块。',
          },
        }),
      ),
    ),
    sample(
      'compared-same',
      'Nothing differs',
      '没有差异',
      compare(sampleCompared({ before: running, difference: { hunks: [], added: 0, removed: 0 } })),
    ),
    sample(
      'compared-long',
      'A long difference: as files',
      '很长的差异，见文件',
      compare(
        sampleCompared({
          ...{ before: intendedRef('core-1.cfg', 'core-2'), commands: long.map((line) => line.slice(1)) },
          difference: {
            hunks: [{ before: { start: 1, lines: 0 }, after: { start: 1, lines: 400 }, lines: long }],
            added: 400,
            removed: 0,
          },
        }),
      ),
    ),
  ],
};
