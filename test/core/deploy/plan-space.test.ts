import { describe, expect, it } from 'vitest';
import { deployPlan } from '../../../src/core/deploy/plan/deploy.ts';
import type { Seen } from '../../../src/core/deploy/plan/look.ts';
import type { Scope } from '../../../src/core/deploy/plan/scope.ts';
import type { Artifact, ArtifactStore } from '../../../src/core/deploy/types.ts';
import type { Run } from '../../../src/core/runs/types.ts';
import { app } from './artifact/support.ts';

const artifactOf = (sizes: readonly number[]): Artifact => ({
  hash: 'a'.repeat(64),
  app: 'web',
  version: '1.0.0',
  size: sizes.reduce((sum, size) => sum + size + 512, 1024),
  files: sizes.map((size, index) => ({
    path: `f${index}`,
    type: 'file',
    mode: 0o644,
    size,
    hash: 'b'.repeat(64),
    start: 0,
    end: 0,
  })),
});
const seen = (space: number, inodes?: number): Seen => ({
  host: {
    name: 'web-01',
    address: '10.0.0.1',
    port: 22,
    platform: 'linux',
    type: 'server',
    groups: [],
    ssh: { legacy: false },
    labels: {},
  },
  state: { root: '/opt/web', user: 'ops', missing: [], has: [], space, inodes, current: null, releases: [] },
  current: undefined,
  altered: [],
  at: { address: '10.0.0.1', port: 22, user: 'ops', hostKey: 'SHA256:k', root: '/opt/web' },
});
const scope = {
  app: app(),
  environment: { name: 'prod' },
  environments: ['prod'],
  hosts: [],
  strategy: { kind: 'all' },
  policy: { required: 0, from: [], expires: 1 },
} as unknown as Scope;
const store = { get: async () => undefined } as unknown as ArtifactStore;
const run = { id: 'r1' } as Run;
const plan = (sizes: readonly number[], space: number, inodes?: number) =>
  deployPlan(run, scope, artifactOf(sizes), [seen(space, inodes)], store);

const megabyte = 1_000_000;

describe('whether a release fits on a host', () => {
  it('takes the tree and a tenth more, not the archive beside it', async () => {
    await expect(plan([50 * megabyte], 56 * megabyte)).resolves.toMatchObject({ kind: 'deploy' });
    await expect(plan([50 * megabyte], 54 * megabyte)).rejects.toMatchObject({ code: 'disk-full' });
  });

  it('counts a small file as the whole block that it takes', async () => {
    const tiny = new Array<number>(5000).fill(10);
    await expect(plan(tiny, 23 * megabyte)).resolves.toMatchObject({ kind: 'deploy' });
    await expect(plan(tiny, 20 * megabyte)).rejects.toMatchObject({ code: 'disk-full' });
  });

  it('needs an inode for every file', async () => {
    await expect(plan([10, 10], 50 * megabyte, 90)).rejects.toMatchObject({ code: 'disk-full' });
    await expect(plan([10, 10], 50 * megabyte, 200)).resolves.toMatchObject({ kind: 'deploy' });
  });
});
