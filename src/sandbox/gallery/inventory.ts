import { hostList, hostView } from '../../handlers/views/inventory.ts';
import { sampleHost, sampleHosts } from './fixtures/hosts.ts';
import { type Family, sample } from './types.ts';

const core = sampleHost({
  ...{ name: '核心交换机-1', address: '10.0.0.1', platform: 'huawei-vrp', type: 'switch', groups: ['core', 'network'] },
  ...{ credential: 'netops', via: 'bastion-1', become: undefined, ssh: { legacy: true } },
  labels: {
    env: 'prod',
    site: '北京',
    机柜: 'A-07',
    u: 32,
    asset: 'IT-2019-0042',
    owner: '网络组',
    维保到期: '2027-03-01',
    spare: false,
  },
});
const server = sampleHost({ become: { method: 'sudo', user: 'root' } });

export const inventory: Family = {
  name: 'inventory',
  title: { en: 'Inventory', zh: '主机清单' },
  samples: [
    sample('host-list', 'Hosts by a selector', '按条件列出主机', (language) =>
      hostList([server, core], 'env=prod', language),
    ),
    sample('host-list-none', 'No host at all', '没有主机', (language) => hostList([], undefined, language)),
    sample('host-list-many', '600 hosts', '600 台主机', (language) => hostList(sampleHosts(600), undefined, language)),
    sample('host-server', 'A server', '服务器', (language) => hostView(server, ['prod'], language)),
    sample(
      'host-switch',
      'A switch with labels in Chinese, in no environment',
      '交换机，中文标签，不属于任何环境',
      (language) => hostView(core, [], language),
    ),
  ],
};
