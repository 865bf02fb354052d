import { describe, expect, it } from 'vitest';
import aliyun from '../../../src/core/collect/collectors/aliyun.ts';
import httpJson from '../../../src/core/collect/collectors/http-json.ts';
import ssh from '../../../src/core/collect/collectors/ssh.ts';
import { loadPlatforms } from '../../../src/core/platforms/load.ts';
import type { Host } from '../../../src/core/settings/types.ts';
import { collectorDeps } from '../../support/collecting.ts';

const deps = { ...collectorDeps({ credentials: {}, sources: {} }, {}), platforms: await loadPlatforms() };
const hostOf = (platform: string): Host => ({
  ...{ name: platform, address: '10.0.0.1', port: 22, platform, type: 'other', groups: [], labels: {} },
  ssh: { legacy: false },
});
const check = (command: string, ...platforms: string[]) =>
  ssh.check?.({ what: [], command }, platforms.map(hostOf), deps);

describe('what can never come to anything is known without going there', () => {
  it('a command that no platform of the hosts takes', () => {
    expect(() => check('display version', 'linux')).toThrow('linux is a Linux host: --command is for network gear');
    expect(() => check('display version', 'cisco-ios', 'linux')).toThrow('On Cisco IOS');
    expect(() => check('reload', 'unknown')).toThrow('was not run');
  });

  it('unlike one that some host takes, or may take once it is recognised', () => {
    expect(() => check('display version', 'linux', 'huawei-vrp')).not.toThrow();
    expect(() => check('display version', 'unknown')).not.toThrow();
    expect(() => ssh.check?.({ what: ['system'] }, [hostOf('linux')], deps)).not.toThrow();
  });

  it('facts that no platform of the hosts has', () => {
    const check =
      (...platforms: string[]) =>
      () =>
        ssh.check?.({ what: ['packages'] }, platforms.map(hostOf), deps);
    expect(check('huawei-vrp', 'cisco-ios')).toThrow('huawei-vrp: Huawei VRP has no packages to collect.');
    expect(check('huawei-vrp', 'linux')).not.toThrow();
    expect(check('unknown')).not.toThrow();
  });

  it('a cloud without an account, and a list without a source', () => {
    expect(() => aliyun.check?.({ what: [] }, [], deps)).toThrow('There is no Alibaba Cloud account');
    expect(() => aliyun.check?.({ what: [], resources: ['esc'] }, [], deps)).toThrow('Did you mean ecs?');
    expect(() => httpJson.check?.({ what: [] }, [], deps)).toThrow('There are no sources');
  });
});
