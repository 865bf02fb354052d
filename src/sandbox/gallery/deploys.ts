import { wording } from '../../core/text.ts';
import { adoptions, appList, releaseHistory } from '../../handlers/views/deploys.ts';
import { type Family, sample } from './types.ts';

const versions = Array.from({ length: 14 }, (_, index) => `1.4.${13 - index}`);
const release = (version: string, more: { good?: boolean; live?: boolean } = {}) => ({
  ...{ name: `${version}_261123-k7mqp`, version, good: true, live: false },
  ...more,
});
const noSource = {
  en: 'There is no folder apps/batch-{version} for any version.',
  zh: '没有任何版本对应的文件夹 apps/batch-{version}。',
};
const down = { en: 'it does not answer (timeout after 10 s).', zh: '10 秒内无响应。' };

export const deploys: Family = {
  name: 'deploys',
  title: { en: 'Apps and releases', zh: '应用与版本' },
  samples: [
    sample('app-list', 'Apps with their versions', '应用与版本', (language) =>
      appList(
        [
          { name: 'web', versions },
          { name: '门户', versions: ['2.0.0'] },
          { name: 'api', versions: [] },
          { name: 'batch', versions: [], error: wording(noSource, language) },
        ],
        ['staging', 'prod'],
        language,
      ),
    ),
    sample('app-list-none', 'No apps', '没有应用', (language) => appList([], [], language)),
    sample('release-history', 'The releases that hosts keep', '各主机保留的版本', (language) =>
      releaseHistory(
        'web',
        'prod',
        [
          {
            host: 'web-01',
            releases: [release('1.4.2', { live: true }), release('1.4.1'), release('1.4.0', { good: false })],
          },
          { host: 'web-02', releases: versions.map((version, index) => release(version, { live: index === 0 })) },
          { host: 'web-03', releases: [] },
          { host: 'web-04', releases: [], error: down },
        ],
        language,
      ),
    ),
    sample('release-history-none', 'An environment without hosts', '没有主机的环境', (language) =>
      releaseHistory('web', 'prod', [], language),
    ),
    sample('adoptions', 'Foreign releases were taken over', '接管外来版本', (language) =>
      adoptions(
        'web',
        'prod',
        [
          { host: 'web-01', state: 'adopted', release: 'adopted_261123-k7mqp' },
          { host: 'web-02', state: 'would-adopt', release: 'adopted_261123-k7mqp' },
          { host: 'web-03', state: 'nothing-to-adopt' },
          { host: 'web-04', state: 'failed', error: down },
        ],
        language,
      ),
    ),
  ],
};
