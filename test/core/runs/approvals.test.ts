import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../src/core/runs/approvals.ts';
import { refuseApproval, refuseRejection, refuseRevocation } from '../../../src/core/runs/approvals.ts';
import { missingOf, policiesOf } from '../../../src/core/runs/policies.ts';
import type { Run } from '../../../src/core/runs/types.ts';
import type { Settings } from '../../../src/core/settings/types.ts';
import { asks, samplePeople, samplePlan, sampleSettings } from './samples.ts';

const awaiting: Run = {
  id: '261123-abcde',
  kind: 'deploy',
  request: { app: 'web', environment: 'prod' },
  requester: 'UENG',
  channel: 'C1',
  requestedAt: 0,
  state: 'awaiting-approval',
  plan: samplePlan('prod'),
  digest: 'd1',
  approvals: [],
  expiresAt: 1000,
  phase: 'forward',
  batch: 0,
  hosts: {},
  warnings: [],
};

const by = (id: string) => ({ by: id, at: 1, digest: 'd1' });
const attempt = (id: string, digest = 'd1', now = 500) => {
  const person = samplePeople[id];
  if (!person) throw new Error(`no ${id}`);
  return { person, digest, now };
};

function environmentWith(change: Partial<Settings['environments'][string]>): Settings {
  const prod = sampleSettings.environments.prod;
  if (!prod) throw new Error('no prod');
  return { ...sampleSettings, environments: { ...sampleSettings.environments, prod: { ...prod, ...change } } };
}

describe('who may approve', () => {
  const rows: [string, Partial<Run>, ReturnType<typeof attempt>, string | undefined, boolean][] = [
    ['an approver may', {}, attempt('UAPP1'), undefined, false],
    ['somebody outside the group may not', {}, attempt('UENG2'), 'not-an-approver', true],
    ['the requester may not', {}, attempt('UENG'), 'own-run', true],
    ['the requester may not, though in the group', { requester: 'UAPP1' }, attempt('UAPP1'), 'own-run', true],
    ['a bot may not, though in the group', {}, attempt('UBOT'), 'person-unfit', true],
    ['a guest may not, though in the group', {}, attempt('UGUEST'), 'person-unfit', true],
    ['a deactivated person may not, though in the group', {}, attempt('UGONE'), 'person-unfit', true],
    ['somebody of another workspace may not, though in the group', {}, attempt('UFAR'), 'person-unfit', true],
    ['nobody may twice', { approvals: [by('UAPP1')] }, attempt('UAPP1'), 'approved-already', false],
    ['a second person may', { approvals: [by('UAPP1')] }, attempt('UAPP2'), undefined, false],
    ['nobody may by the card of another plan', {}, attempt('UAPP1', 'old'), 'plan-changed', false],
    ['nobody may at the moment it expires', {}, attempt('UAPP1', 'd1', 1000), 'approval-expired', false],
    ['somebody may just before it expires', {}, attempt('UAPP1', 'd1', 999), undefined, false],
    ['nobody may once it is queued', { state: 'queued' }, attempt('UAPP2'), 'not-awaiting', false],
    ['nobody may once it is over', { state: 'rejected' }, attempt('UAPP2'), 'run-over', false],
    ['the oncall group may not approve what is no emergency', {}, attempt('UOTHER'), 'not-an-approver', true],
  ];

  it.each(rows)('%s', (_, change, click, code, forbidden) => {
    const refusal = refuseApproval({ ...awaiting, ...change }, click, sampleSettings);
    expect(refusal?.code).toBe(code);
    expect(refusal?.forbidden ?? false).toBe(forbidden);
    expectBothLanguages(refusal);
  });
});

describe('who may reject', () => {
  const rows: [string, Partial<Run>, ReturnType<typeof attempt>, string | undefined][] = [
    ['an approver may', {}, attempt('UAPP1'), undefined],
    ['an approver may who approved before', { approvals: [by('UAPP1')] }, attempt('UAPP1'), undefined],
    ['an approver may while it is queued', { state: 'queued' }, attempt('UAPP1'), undefined],
    ['nobody may once it runs', { state: 'running' }, attempt('UAPP1'), 'not-awaiting'],
    ['the requester is told to cancel', {}, attempt('UENG'), 'own-run'],
    ['somebody outside the group may not', {}, attempt('UENG2'), 'not-an-approver'],
    ['nobody may by the card of another plan', {}, attempt('UAPP1', 'old'), 'plan-changed'],
  ];

  it.each(rows)('%s', (_, change, click, code) => {
    expect(refuseRejection({ ...awaiting, ...change }, click, sampleSettings)?.code).toBe(code);
  });
});

describe('who may take an approval back', () => {
  const given = { approvals: [by('UAPP1')] };
  const rows: [string, Partial<Run>, ReturnType<typeof attempt>, string | undefined][] = [
    ['who gave it, while others are awaited', given, attempt('UAPP1'), undefined],
    ['who gave it, while it is queued', { ...given, state: 'queued' }, attempt('UAPP1'), undefined],
    ['nobody else', given, attempt('UAPP2'), 'not-approved'],
    ['nobody once it runs', { ...given, state: 'running' }, attempt('UAPP1'), 'not-awaiting'],
  ];

  it.each(rows)('%s', (_, change, click, code) => {
    expect(refuseRevocation({ ...awaiting, ...change }, click)?.code).toBe(code);
  });
});

describe('what is missing', () => {
  it('is as many of the group as the policy asks, counted down', () => {
    expect(missingOf(awaiting, sampleSettings)).toEqual({ count: 2, groups: ['approvers'] });
    expect(missingOf({ ...awaiting, approvals: [by('UAPP1')] }, sampleSettings).count).toBe(1);
    expect(missingOf({ ...awaiting, approvals: [by('UAPP1'), by('UAPP2')] }, sampleSettings)).toEqual({
      count: 0,
      groups: [],
    });
  });

  it('does not count the requester, nor who left the group', () => {
    const approvals = [by('UENG'), by('UAPP1')];
    expect(missingOf({ ...awaiting, approvals }, sampleSettings).count).toBe(1);
    const groups = { ...sampleSettings.access.groups, approvers: ['UAPP2', 'UAPP3'] };
    const left = { ...sampleSettings, access: { ...sampleSettings.access, groups } };
    expect(missingOf({ ...awaiting, approvals }, left).count).toBe(2);
  });

  it('follows a policy that was made stricter since the plan, and not one that was made laxer', () => {
    const approvals = [by('UAPP1'), by('UAPP2')];
    expect(missingOf({ ...awaiting, approvals }, environmentWith({ approval: asks(3) })).count).toBe(1);
    expect(missingOf(awaiting, environmentWith({ approval: asks(0) })).count).toBe(2);
    const others = environmentWith({ approval: asks(1, ['oncall']) });
    expect(missingOf({ ...awaiting, approvals }, others)).toEqual({ count: 1, groups: ['oncall'] });
  });

  it('follows the policy of another environment that a host has joined since the plan', () => {
    const staged: Run = {
      ...awaiting,
      request: { app: 'web', environment: 'staging' },
      plan: samplePlan('staging'),
    };
    expect(missingOf(staged, sampleSettings).count).toBe(0);
    const moved = sampleSettings.hosts['s-1'];
    if (!moved) throw new Error('no s-1');
    const hosts = { ...sampleSettings.hosts, 's-1': { ...moved, labels: { env: 'prod' } } };
    expect(missingOf(staged, { ...sampleSettings, hosts }).count).toBe(2);
  });

  it('of an emergency is what the environment asks in emergencies, or as ever where it provides for none', () => {
    const urgent: Run = {
      ...awaiting,
      request: { ...awaiting.request, emergency: true, reason: 'down' },
      plan: samplePlan('prod', { policy: asks(1, ['oncall']) }),
    };
    expect(missingOf(urgent, sampleSettings)).toEqual({ count: 1, groups: ['oncall'] });
    expect(refuseApproval(urgent, attempt('UAPP1'), sampleSettings)?.code).toBe('not-an-approver');
    expect(refuseApproval(urgent, attempt('UAPP3'), sampleSettings)).toBeUndefined();
    expect(missingOf(urgent, environmentWith({ emergency: undefined })).count).toBe(2);
  });

  it('of a rollback is what the environment asks for rollbacks', () => {
    const back: Run = { ...awaiting, kind: 'rollback', plan: samplePlan('prod', { policy: asks(1) }) };
    const settings = environmentWith({ rollback: asks(1) });
    expect(policiesOf(back, settings)).toEqual([asks(1), asks(1)]);
    expect(missingOf(back, settings).count).toBe(1);
  });
});

function expectBothLanguages(refusal: Refusal | undefined): void {
  if (!refusal) return;
  expect(refusal.text.en).toMatch(/^[\x20-\x7e]+$/);
  expect(refusal.text.zh).toMatch(/\p{Script=Han}/u);
}
