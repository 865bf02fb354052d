import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditFilter, AuditLine } from '../../../src/core/runs/audit.ts';
import { audit } from '../../../src/core/runs/audit.ts';
import { describe as words } from '../../../src/core/runs/audit-texts.ts';
import type { OtherEvent, RunEvent } from '../../../src/core/runs/events.ts';
import type { Run } from '../../../src/core/runs/types.ts';
import { finalStates } from '../../../src/core/runs/types.ts';
import { samplePlan } from './samples.ts';
import type { World } from './world.ts';
import { createWorld } from './world.ts';

let world: World;
let run: Run;

beforeEach(async () => {
  world = await createWorld();
  run = await world.ask('prod', 'awaiting-approval', { version: '1.0.0', reason: 'new logo' });
  await world.runs.approve(run.id, run.digest ?? '', 'UENG');
  await world.runs.approve(run.id, run.digest ?? '', 'UAPP1');
  await world.clock.advance(60_000);
  await world.runs.approve(run.id, run.digest ?? '', 'UAPP2');
  await world.reaches(run.id, 'succeeded');
  await world.runs.placed(run.id, 'told', 'C1', '1.1');
  await world.journal.append({ type: 'trusted', host: 'web-01', fingerprint: 'SHA256:x', by: 'UENG' });
});
afterEach(() => world.dispose());

async function lines(filter?: AuditFilter): Promise<AuditLine[]> {
  const all: AuditLine[] = [];
  for await (const line of audit(world.journal, filter)) all.push(line);
  return all;
}

describe('the audit log', () => {
  it('tells who did what and when, without single steps and without where messages are', async () => {
    const told = (await lines()).map(({ by, text }) => `${by ?? '-'} ${text.en}`);
    const plan = (run.digest ?? '').slice(0, 12);
    expect(told).toEqual([
      'UENG asked for deploy of web@1.0.0 to prod: new logo',
      `- planned: 1.0.0 on 2 hosts, plan ${plan} (web in prod)`,
      '- approval asked for (web in prod)',
      expect.stringContaining(`UENG was refused "approve ${run.id}": You asked for ${run.id} yourself`),
      `UAPP1 approved plan ${plan} (web in prod)`,
      `UAPP2 approved plan ${plan} (web in prod)`,
      '- queued (web in prod)',
      '- started (web in prod)',
      '- finished: succeeded (web in prod)',
      'UENG trusted the host key SHA256:x of web-01',
    ]);
  });

  it('tells every step of one run that is asked for', async () => {
    const types = (await lines({ run: run.id })).map((line) => line.type);
    expect(types).toEqual((await world.types(run.id)).filter((type) => type !== 'told'));
    expect(types).toContain('step-ended');
  });

  it('can be narrowed to a person and to a time', async () => {
    expect((await lines({ by: 'UAPP1' })).map((line) => line.type)).toEqual(['approved']);
    const since = run.requestedAt + 60_000;
    const late = await lines({ since });
    expect(late.map((line) => line.type)).toEqual(['approved', 'queued', 'started', 'ended', 'trusted']);
    expect(late.every((line) => line.at >= since)).toBe(true);
  });
});

describe('what the audit log says', () => {
  it('tells what a schedule does, also one of the time when schedules only collected', () => {
    const made = { type: 'schedule-made', schedule: 3, by: 'UENG', cron: '0 2 * * *', tz: 'UTC' } as const;
    const does = { en: 'look for drift in all', zh: '检查 all 的配置偏离' };
    expect(words({ ...made, does })).toEqual({
      en: 'made schedule 3: look for drift in all, "0 2 * * *" UTC',
      zh: '创建计划 3：检查 all 的配置偏离，“0 2 * * *”UTC',
    });
    const former = words({ ...made, source: 'ssh', selector: 'core-*', command: 'display clock' });
    expect(former.en).toBe('made schedule 3: display clock (core-*), "0 2 * * *" UTC');
    expect(words({ ...made, source: 'aliyun' }).zh).toBe('创建计划 3：aliyun，“0 2 * * *”UTC');
  });

  const text = { en: 'no space left', zh: '空间不足' };
  const events: (RunEvent | OtherEvent)[] = [
    {
      type: 'requested',
      kind: 'rollback',
      request: { app: 'web', environment: 'prod', emergency: true, follows: 'r1', how: 'undo', reason: 'down' },
      by: 'U1',
      channel: 'C1',
    },
    { type: 'planned', plan: samplePlan('prod'), digest: 'abcdef0123456789' },
    { type: 'asked', expiresAt: 1, why: text, dropped: ['U2'] },
    { type: 'approved', by: 'U1', digest: 'abcdef0123456789' },
    { type: 'revoked', by: 'U1' },
    { type: 'rejected', by: 'U1', reason: 'not now' },
    { type: 'queued' },
    { type: 'started' },
    { type: 'batch-started', batch: 0 },
    { type: 'step-started', host: 'web-01', step: 'switch', phase: 'undo' },
    { type: 'step-ended', host: 'web-01', step: 'switch', phase: 'forward' },
    { type: 'host-failed', host: 'web-01', step: 'unpack', phase: 'forward', code: 'no-space', text },
    { type: 'host-ended', host: 'web-01', state: 'skipped' },
    { type: 'waiting', expiresAt: 0 },
    { type: 'continued', by: 'clock' },
    { type: 'undo-started', why: text },
    { type: 'cancel-requested', by: 'U1', how: 'undo' },
    { type: 'warned', text },
    ...finalStates.map((state): RunEvent => ({ type: 'ended', state, why: text })),
    { type: 'carded', channel: 'C1', ts: '1' },
    { type: 'told', channel: 'C1', ts: '1' },
    { type: 'held', app: 'web', environment: 'prod', run: 'r1' },
    { type: 'lifted', app: 'web', environment: 'prod', by: 'U1', reason: 'looked' },
    { type: 'adopted', app: 'web', environment: 'prod', host: 'web-01', by: 'U1', release: 'x' },
    { type: 'refused', by: 'U1', what: 'deploy web prod', text },
    { type: 'bot-started' },
    { type: 'bot-stopped' },
  ];

  it.each(events.map((event) => [event.type, event] as const))('of "%s" is in both languages', (_, event) => {
    const said = words(event);
    expect(said.en).toMatch(/^[\x20-\x7e]+$/);
    expect(said.zh).toMatch(/\p{Script=Han}/u);
    expect(said.en + said.zh).not.toContain('undefined');
  });
});
