import type { Look } from '../../core/config/imports.ts';
import { historyLost, historyMessage, importingHistory, notImported } from '../../handlers/views/import-history.ts';
import { differencesMessage, importedMessage, lookMessage } from '../../handlers/views/imports.ts';
import { intendedRef } from './fixtures/configs.ts';
import { sampleArchive, sampleBundle, sampleHistory } from './fixtures/imports.ts';
import { noon } from './fixtures/runs.ts';
import { type Family, sample } from './types.ts';

const archive = sampleArchive('core', 0);
const refs = [
  intendedRef('core-1.cfg'),
  intendedRef('core-2.cfg', 'core-2'),
  { kind: 'running', host: '核心-3', name: 'config' } as const,
];
const mixed: Look = {
  ...archive,
  ...{ file: { ref: 'F1', name: '配置备份-2026-11.zip' }, unknown: ['核心-3'] },
  found: {
    ...archive.found,
    files: refs.map((ref) => ({ ...ref, text: 'x' })),
    changes: refs.map((ref, index) => ({ ref, change: index === 0 ? 'new' : 'changed' })),
    placed: refs.map((ref, index) => ({
      ref,
      path: `backup/${ref.host}.txt`,
      by: (['name', 'folder', 'kind'] as const)[index] ?? 'name',
    })),
    leftOut: [{ path: 'backup/readme.pdf', why: { en: 'it is no text.', zh: '不是文本文件。' } }],
  },
};
const listed: Look = {
  ...mixed,
  ...{ unknown: [], kind: 'running' },
  found: {
    ...mixed.found,
    ...{ leftOut: [], placed: mixed.found.placed.map((one) => ({ ...one, by: 'kind' as const })), unchanged: 0 },
    manifest: {
      format: 'changeops-configs/1',
      revision: 'a'.repeat(40),
      at: '2026-11-23T20:00:00Z',
      by: 'U0ENGINEER',
      files: [],
    },
  },
};
const same: Look = { ...listed, found: { ...listed.found, changes: [], unchanged: 3 } };
const placed = Array.from({ length: 300 }, (_, at) => {
  const host = `core-${String(at + 1).padStart(3, '0')}`;
  return { path: `backup/${host}.txt`, ref: intendedRef(`${host}.cfg`, host), by: 'name' as const };
});
const many: Look = {
  ...archive,
  ...{ file: { ref: 'F1', name: '配置备份-2026-11.zip' }, unknown: placed.map(({ ref }) => ref.host) },
  found: {
    ...{ placed, unchanged: 3 },
    files: placed.map(({ ref }) => ({ ...ref, text: 'x' })),
    changes: placed.map(({ ref }) => ({ ref, change: 'new' as const })),
    leftOut: placed.map(({ ref }) => ({
      path: `backup/${ref.host}.pdf`,
      why: { en: 'it is no text.', zh: '不是文本文件。' },
    })),
  },
};
const history = { ...sampleHistory('sw-', 3), span: { from: noon - 3e10, to: noon }, versions: 412, commits: 380 };
const bundle: Look = { ...sampleBundle('sw-', 3), file: { ref: 'F2', name: 'oxidized.bundle' }, history };
const none = { ...history, ...{ commits: 0, known: 380, versions: 0, hosts: [], kept: [], unknown: [], refused: [] } };
const saved = { revision: '3f2a9c41d0e5b67788aa90bbccddeeff00112233', repeated: false, changes: mixed.found.changes };

export const imports: Family = {
  name: 'imports',
  title: { en: 'Imports of configs', zh: '配置导入' },
  samples: [
    sample('import-look', 'An archive of all sorts', '各种来源的归档', (language) =>
      lookMessage(mixed, language, true),
    ),
    sample('import-look-manifest', 'An archive with a manifest', '带清单的归档', (language) =>
      lookMessage(listed, language, true),
    ),
    sample('import-look-same', 'An archive of nothing new', '没有新内容的归档', (language) =>
      lookMessage(same, language, true),
    ),
    sample('import-look-dry', 'A dry run', '试运行', (language) => lookMessage(mixed, language, false)),
    sample('import-look-many', '300 configs of hosts nobody knows', '300 个配置，主机均不在清单中', (language) =>
      lookMessage(many, language, true),
    ),
    sample('import-look-history', 'A history', '历史', (language) => lookMessage(bundle, language, true)),
    sample('imported', 'Imported', '已导入', (language) => importedMessage(mixed, saved, 'U0ENGINEER', language)),
    sample('imported-before', 'Imported already', '此前已导入', (language) =>
      importedMessage(listed, { ...saved, repeated: true, changes: [] }, 'U0ENGINEER', language),
    ),
    sample('imported-nothing', 'Nothing to import', '无需导入', (language) =>
      importedMessage(same, undefined, 'U0ENGINEER', language),
    ),
    sample('imported-history', 'A history was imported', '历史已导入', (language) =>
      importedMessage(bundle, undefined, 'U0ENGINEER', language),
    ),
    sample('import-history-dry', 'What a history would come to', '导入历史的试运行', (language) =>
      historyMessage('oxidized.git', history, true, language),
    ),
    sample('import-history-none', 'All of a history is here already', '历史均已导入', (language) =>
      historyMessage('oxidized.git', none, false, language),
    ),
    sample('import-history-importing', 'While it is imported', '正在导入', (language) =>
      importingHistory('oxidized.git', language),
    ),
    sample('import-history-lost', 'The bot died meanwhile', '机器人中途终止', (language) =>
      historyLost('oxidized.git', language),
    ),
    sample('import-refused', 'Not imported', '未导入', (language) =>
      notImported(
        'oxidized.git',
        {
          en: 'imports/oxidized.git is no git repository. Copy the folder there, with what is in it.',
          zh: 'imports/oxidized.git 不是 git 仓库。请把整个文件夹复制到该处。',
        },
        language,
      ),
    ),
    sample('import-differences', 'Above the differences', '差异文件', (language) =>
      differencesMessage(mixed, 2, language),
    ),
    sample('import-differences-none', 'Nothing differs', '没有差异', (language) =>
      differencesMessage(same, 0, language),
    ),
  ],
};
