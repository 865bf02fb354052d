import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../src/core/runs/plan.ts';
import type { Run } from '../../src/core/runs/types.ts';
import { type Gate, gateAt } from '../support/gates.ts';
import { expectWhy, liveVersion, type Scene, startScene, whyOf } from '../support/scene.ts';
import { loggingApp } from '../support/world.ts';

/** The program at work in the middle of each step; hooks and check call `at-work`. */
const programs: Readonly<Partial<Record<Step, string>>> = {
  unpack: 'tar',
  hash: 'sha256sum',
  install: 'at-work',
  stop: 'at-work',
  switch: 'ln',
  start: 'at-work',
  verify: 'at-work',
  'mark-good': 'mv',
  prune: 'sort',
};

let scene: Scene;
const gates = new Map<string, Gate>();
let count = 0;

beforeAll(async () => {
  scene = await startScene(['web-01'], { app: { verify: [{ command: './check.sh', within: '20s' }] } });
  for (const program of new Set(Object.values(programs))) gates.set(program, await gateAt(scene.host, program));
  await good();
});
afterAll(() => scene.stop());

describe('a connection that is cut', () => {
  it.each(Object.keys(programs) as Step[])(
    'in the middle of %s is made again; the step is waited for, not repeated',
    async (step) => {
      const { run, version } = await deployWith(step, (gate) => scene.host.cut().then(gate.open));
      expect(run.state, whyOf(run).en).toBe('succeeded');
      expect(liveVersion(scene.root)).toBe(version);
      expect(hooksOf(version)).toEqual(['install', 'start']);
    },
  );

  it('in the middle of a transfer is made again, and the transfer starts clean', async () => {
    const version = add({ 'data/heavy.bin': randomBytes(400_000) });
    await scene.host.set({ cutAfter: 150_000 });
    const run = await scene.run('engineer', `/deploy svc@${version} test`);
    expect(run.state, whyOf(run).en).toBe('succeeded');
    const records = readdirSync(join(scene.root, '.changeops/runs', run.id));
    expect(records.filter((name) => name.startsWith('forward-transfer.'))).toHaveLength(2);
    expect(readdirSync(join(scene.root, '.changeops/incoming'))).toEqual([]);
    expect(hooksOf(version)).toEqual(['install', 'start']);
  });

  it('in the middle of preflight fails the run before anything is touched, and says so', async () => {
    const live = liveVersion(scene.root);
    const { run } = await deployWith('preflight', (gate) => scene.host.cut().then(gate.open));
    expect(run.state).toBe('failed');
    expectWhy(run, [/on web-01 .*the connection was lost/, /not changed/], [/web-01.*连接中断/, /未被更改/]);
    expect(liveVersion(scene.root)).toBe(live);
    await good();
  });
});

describe('a host that is rebooted', () => {
  it('in the middle of a hook: the hook is not run again, and the old release is brought back', async () => {
    const live = liveVersion(scene.root);
    const { run, version } = await deployWith('start', () => scene.host.reboot());
    expect(run.state, whyOf(run).en).toBe('undone');
    expectWhy(
      run,
      [/web-01: start .*was the host restarted\? It is not run again/],
      [/web-01：start .*主机可能重启过。不会再次执行/],
    );
    expect(liveVersion(scene.root)).toBe(live);
    expect(running()).toMatch(new RegExp(`^${live}_`));
    expect(hooksOf(version).filter((hook) => hook === 'start')).toHaveLength(1);
    await good();
  });

  it.each(['install', 'switch'] as const)(
    'between %s and the next step: nobody else had its lease, so the run goes on',
    async (step) => {
      const version = add();
      const stop = scene.team.bot().core.runs.subscribe((_run, event) => {
        if (event.type !== 'step-ended' || event.step !== step) return;
        stop();
        void scene.host.reboot().then(() => scene.host.set({ slowExec: 0 }));
      });
      await scene.host.set({ slowExec: 150 });
      const run = await scene.run('engineer', `/deploy svc@${version} test`);
      await scene.host.set({ slowExec: 0 });
      expect(run.state, whyOf(run).en).toBe('succeeded');
      expect(liveVersion(scene.root)).toBe(version);
      expect(running()).toMatch(new RegExp(`^${version}_`));
      expect(hooksOf(version)).toEqual(['install', 'start']);
      await good();
    },
  );
});

describe('after all of it', () => {
  it('the journal is whole, and no lease is held', async () => {
    expect(await scene.journal()).toContain('ended');
    expect(existsSync(join(scene.root, 'current'))).toBe(true);
  });
});

/** Deploys a new version and does something once the host is in the middle of a step. */
async function deployWith(step: Step, then: (gate: Gate) => Promise<unknown>): Promise<{ run: Run; version: string }> {
  const gate = gates.get(step === 'preflight' ? 'mv' : (programs[step] ?? ''));
  if (!gate) throw new Error(`nothing holds ${step}`);
  const version = add();
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = scene.team.bot().core.runs.subscribe((_run, event) => {
    if (event.type !== 'step-started' || event.step !== step) return;
    stop();
    gate.close();
    resolve(gate.reached());
  });
  const ended = scene.run('engineer', `/deploy svc@${version} test`);
  await promise;
  await then(gate);
  return { run: await ended, version };
}

function add(more: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const version = `1.${++count}.0`;
  const app = loggingApp();
  const held = Object.entries(app)
    .filter(([name]) => name.endsWith('.sh'))
    .map(([name, text]) => [
      name,
      name === 'check.sh' ? text.replace('\n', '\nat-work\n') : text.replace('/log"\n', '/log"\nat-work\n'),
    ]);
  scene.world.addVersion(version, { ...app, ...Object.fromEntries(held), 'data/version.txt': version, ...more });
  return version;
}

async function good(): Promise<void> {
  const version = add();
  const run = await scene.run('engineer', `/deploy svc@${version} test`);
  expect(run.state, whyOf(run).en).toBe('succeeded');
  expect(liveVersion(scene.root)).toBe(version);
}

/** The hooks that ran of a version so far, in order. */
function hooksOf(version: string): string[] {
  const lines = readFileSync(join(scene.root, 'shared/log'), 'utf8').trim().split('\n');
  return lines.filter((line) => line.includes(` ${version}_`)).map((line) => line.split(' ')[0] ?? '');
}

function running(): string {
  return readFileSync(join(scene.root, 'shared/running'), 'utf8');
}
