import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, startScene, treeOf, whyOf } from '../support/scene.ts';
import { loggingApp } from '../support/world.ts';

let scene: Scene;

/** Two good releases, and a version to deploy that has to be built first. */
beforeAll(async () => {
  scene = await startScene(['web-01', 'web-02'], { app: { build: { run: 'echo built >built.txt' } } });
  await deploy('1.0.0');
  await deploy('1.1.0');
  scene.world.addVersion('1.2.0', { ...loggingApp(), 'data/version.txt': '1.2.0' });
});
afterAll(() => scene.stop());

describe('--dry-run', () => {
  it.each([
    { command: '/deploy svc@1.2.0 test --dry-run', says: [/1\.2\.0/, /web-01/, /web-02/] },
    { command: '/deploy svc@1.2.0 test on web-01 --strategy canary --dry-run', says: [/1\.2\.0/, /web-01/] },
    { command: '/deploy svc@9.9.9 test --dry-run', says: [/9\.9\.9/] },
    { command: '/rollback svc test --dry-run', says: [/1\.0\.0/, /web-01/] },
    { command: '/deploy adopt svc test --dry-run', says: [/web-01/, /nothing|not|no /i] },
    { command: '/deploy lift svc test --reason "checked" --dry-run', says: [/not on hold/] },
  ])(
    '$command shows what would be done and changes nothing, on no host and not in DATA_DIR',
    async ({ command, says }) => {
      const before = everything();
      await scene.told('engineer', () => scene.team.slack.type({ as: 'engineer', text: command }), says);
      expect(everything()).toEqual(before);
    },
  );

  it('/ops cancel --dry-run leaves the run as it is', async () => {
    const [run] = await scene.team.bot().core.runs.list({ limit: 1 });
    const before = everything();
    const cancel = () => scene.team.slack.type({ as: 'engineer', text: `/ops cancel ${run?.id} --dry-run` });
    await scene.told('engineer', cancel, [/has ended already/]);
    expect(everything()).toEqual(before);
  });
});

/** Of the folder in which a build is tried, only that it is empty again: its time tells that there was a build. */
function everything() {
  const { 'artifacts/work': _scratch, ...data } = treeOf(scene.world.dataDir);
  return {
    data,
    scratch: readdirSync(join(scene.world.dataDir, 'artifacts/work')),
    ...Object.fromEntries(scene.hosts.map(({ name, home }) => [name, treeOf(join(home, 'svc'))])),
  };
}

async function deploy(version: string): Promise<void> {
  scene.world.addVersion(version, { ...loggingApp(), 'data/version.txt': version });
  const run = await scene.run('engineer', `/deploy svc@${version} test`);
  expect(run.state, whyOf(run).en).toBe('succeeded');
  const { runs } = scene.team.bot().core;
  await scene.team.until('its result to be on record', async () => ((await runs.get(run.id))?.told ? true : undefined));
}
