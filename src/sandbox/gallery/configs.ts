import type { ConfigHit } from '../../core/config/types.ts';
import { comparedMessage } from '../../handlers/views/compared.ts';
import {
  blameFile,
  configHistory,
  configList,
  configShown,
  exportedConfigs,
  hitsMessage,
} from '../../handlers/views/configs.ts';
import { neverThere, rolledBackMessage, wouldRollBack } from '../../handlers/views/rollback.ts';
import { intendedRef, sampleCompared, sampleVersion } from './fixtures/configs.ts';
import { noon } from './fixtures/runs.ts';
import { type Family, sample } from './types.ts';

const ref = intendedRef('core-1.cfg');
const running = { kind: 'running', host: '核心-2', name: 'config' } as const;
const entry = (size: number, which: typeof ref | typeof running = ref) => ({ ref: which, blob: 'b', size });
const hit: ConfigHit = { ref, line: 42, text: ' ntp-service unicast-server 10.0.0.9 ' };
const versions = [
  sampleVersion({ message: 'MTU 9000 for storage\n\nmore', trailers: { Template: 'vrp/core@3f2a9c41d0' } }),
  sampleVersion({
    short: '1b2c3d4e5f',
    author: { name: 'ChangeOps', email: 'bot@changeops' },
    message: 'Collected',
    added: 240,
    removed: 0,
  }),
];
const back = { from: ref, to: sampleVersion(), text: 'x', now: 'y' };
const seen = { ...back, from: running };
const lines = { added: 3, removed: 1 };

export const configs: Family = {
  name: 'configs',
  title: { en: 'Kept configs', zh: '已保存的配置' },
  samples: [
    sample('config-list', 'Configs that are kept', '已保存的配置', (language) =>
      configList([entry(8_120), entry(912, running)], language),
    ),
    sample('config-list-none', 'None is kept', '没有配置', (language) => configList([], language)),
    sample('config-list-many', '3,000 configs', '3,000 个配置', (language) =>
      configList(
        Array.from({ length: 3_000 }, () => entry(8_120)),
        language,
      ),
    ),
    sample('config-shown', 'Above a config', '查看配置', (language) => configShown(ref, 'a\nb\n', language).message),
    sample(
      'config-shown-one',
      'Above a config of one line',
      '只有一行的配置',
      (language) => configShown(ref, 'a\n', language).message,
    ),
    sample('config-history', 'Its versions', '配置历史', (language) => configHistory(ref, versions, language)),
    sample('config-history-one', 'One version', '只有一个版本', (language) =>
      configHistory(ref, versions.slice(1), language),
    ),
    sample('config-hits', 'Lines that were found', '找到的行', (language) =>
      hitsMessage('ntp-service', [hit, { ...hit, ref: running }], false, language),
    ),
    sample('config-hits-one', 'One line, and there are more', '一行，还有更多', (language) =>
      hitsMessage('ntp', [hit], true, language),
    ),
    sample('config-hits-none', 'Nothing was found', '未找到', (language) => hitsMessage('telnet', [], false, language)),
    sample(
      'config-blame',
      'Above who changed each line',
      '逐行追溯',
      (language) => blameFile(ref, [], language).message,
    ),
    sample('config-exported', 'Above an archive', '导出的归档', (language) => exportedConfigs(language)),
    sample('rolled-back-never-there', 'A version that never was on the host', '从未在主机上生效的版本', (language) =>
      neverThere(back, language),
    ),
    sample('config-rolled-back', 'It is again what it was', '已回滚', (language) =>
      rolledBackMessage(
        back,
        { host: 'core-1', name: 'core-1.cfg', revision: back.to.id },
        'U0ENGINEER',
        lines,
        language,
      ),
    ),
    sample('config-rolled-back-running', 'It is again what the host ran', '已回滚到运行配置', (language) =>
      rolledBackMessage(seen, { host: '核心-2', name: 'config', revision: back.to.id }, 'U0ENGINEER', lines, language),
    ),
    sample('config-would-roll-back', 'What a rollback would change', '回滚的试运行', (language) =>
      wouldRollBack(back, lines, false, comparedMessage(sampleCompared(), noon, language).message, language),
    ),
    sample('config-would-roll-back-push', 'The same, and it would be pushed', '回滚并下发的试运行', (language) =>
      wouldRollBack(back, lines, true, comparedMessage(sampleCompared(), noon, language).message, language),
    ),
  ],
};
