import type { DeployPlan, HostPlan } from '../../src/core/deploy/types.ts';
import type { HostProgress, Run, RunState } from '../../src/core/runs/types.ts';
import { finalStates } from '../../src/core/runs/types.ts';
import type { Text } from '../../src/core/text.ts';

/** A moment: 2026-11-23 20:00 UTC. */
export const noon = Date.UTC(2026, 10, 23, 20);

export const digest = 'd'.repeat(64);

export const states: readonly RunState[] = [
  'preparing',
  'planned',
  'awaiting-approval',
  'queued',
  'running',
  'waiting',
  ...finalStates,
];

/** Text from outside that tries to be a mention, a link, markup, or too long. */
export const hostile =
  '<!channel> <@U0EVIL123> <https://evil.example|web-01> *b* _i_ ~s~ `c` ```x``` &amp; & \u202e\u0007\n> q';

export interface SampleOptions {
  readonly hosts?: number;
  readonly batches?: number;
  /** Stands in for every text that comes from outside. */
  readonly text?: string;
}

/** A plan of web 1.4.1 → 1.4.2. */
export function samplePlan({ hosts = 3, batches = 1, text }: SampleOptions = {}): DeployPlan {
  const names = Array.from({ length: hosts }, (_, index) => `${text ?? 'web'}-${String(index + 1).padStart(2, '0')}`);
  const size = Math.ceil(hosts / batches);
  return {
    kind: 'deploy',
    app: text ?? 'web',
    environment: text ?? 'prod',
    environments: [text ?? 'prod'],
    version: text ?? '1.4.2',
    artifact: { hash: 'a'.repeat(64), size: 12_300_000, files: 231 },
    reversible: true,
    keep: 5,
    strategy: {
      kind: batches > 1 ? 'canary' : 'all',
      batch: { percent: 25 },
      first: { count: 1 },
      continue: 'manual',
      expires: 4 * 3_600_000,
      maxFailures: 0,
      onFailure: 'undo',
    },
    policy: { required: 2, from: [text ?? 'approvers'], expires: 4 * 3_600_000 },
    batches: Array.from({ length: batches }, (_, index) => names.slice(index * size, (index + 1) * size)),
    hosts: Object.fromEntries(names.map((name) => [name, sampleHost(text)])),
  };
}

/** A run in a state, with what such a run has. */
export function sampleRun(state: RunState, options: SampleOptions = {}): Run {
  const plan = state === 'preparing' ? undefined : samplePlan(options);
  const outside = options.text;
  const words = outside === undefined ? undefined : { en: outside, zh: outside };
  const started = [
    'running',
    'waiting',
    'succeeded',
    'failed',
    'undone',
    'undo-failed',
    'interrupted',
    'partly-succeeded',
  ].includes(state);
  const ended = finalStates.some((each) => each === state);
  return {
    id: '261123-k7mqp',
    kind: 'deploy',
    request: { app: outside ?? 'web', environment: outside ?? 'prod', reason: outside, ticket: outside, on: outside },
    requester: 'U0ENGINEER',
    channel: 'C0CHANGES',
    requestedAt: noon,
    state,
    plan,
    digest: plan && digest,
    approvals: started
      ? [
          { by: 'U0APPROVER', at: noon + 60_000, digest },
          { by: 'U0APPROVER2', at: noon + 70_000, digest },
        ]
      : [],
    rejection:
      state === 'rejected' ? { by: 'U0APPROVER', at: noon + 60_000, reason: outside ?? 'not today' } : undefined,
    expiresAt: state === 'awaiting-approval' || state === 'waiting' ? noon + 4 * 3_600_000 : undefined,
    startedAt: started ? noon + 120_000 : undefined,
    endedAt: ended ? noon + 200_000 : undefined,
    phase: state === 'undone' || state === 'undo-failed' ? 'undo' : 'forward',
    batch: 0,
    hosts:
      plan && started
        ? Object.fromEntries(Object.keys(plan.hosts).map((name, index) => [name, progressOf(state, index, words)]))
        : {},
    why: words,
    warnings: words ? Array.from({ length: 20 }, () => words) : [],
  };
}

function sampleHost(text?: string): HostPlan {
  return {
    address: text ?? '10.0.0.11',
    port: 22,
    user: text ?? 'deploy',
    hostKey: 'SHA256:abc',
    root: '/opt/web',
    current: { name: 'r1', version: text ?? '1.4.1', artifact: 'b'.repeat(64), seal: 's' },
    undo: { name: 'r1', version: text ?? '1.4.1', artifact: 'b'.repeat(64), seal: 's' },
    target: { name: 'r2', version: text ?? '1.4.2', artifact: 'a'.repeat(64), seal: 's' },
    spec: {
      app: 'web',
      version: '1.4.2',
      artifact: 'a'.repeat(64),
      hooks: { start: { run: text ?? './start.sh', timeout: 300_000 } },
      verify: [{ http: text ?? 'http://127.0.0.1:8080/health', status: 200, from: 'host', within: 30_000 }],
      shared: [],
    },
    changes: { added: 3, changed: 12, removed: 1, sample: [text ?? '~ server.js'] },
  };
}

function progressOf(state: RunState, index: number, words: Text | undefined): HostProgress {
  const done = { forward: ['preflight', 'transfer'], undo: [] } as const;
  const times = { startedAt: noon + 120_000, endedAt: noon + 180_000 };
  const error = {
    code: 'verify-failed',
    text: words ?? { en: 'GET /health answered 500', zh: '访问 /health 返回 500' },
  };
  if (state === 'succeeded') return { state: 'done', phase: 'forward', done, ...times };
  if (state === 'undone') return { state: 'undone', phase: 'undo', done, error, ...times };
  if (state === 'undo-failed') return { state: 'undo-failed', phase: 'undo', step: 'start', done, error, ...times };
  if (state === 'failed') return { state: 'failed', phase: 'forward', step: 'verify', done, error, ...times };
  const kinds = ['done', 'failed', 'working', 'pending', 'skipped'] as const;
  const kind = kinds[index % kinds.length] ?? 'done';
  if (kind === 'pending') return { state: kind, phase: 'forward', done };
  return { state: kind, phase: 'forward', step: 'transfer', done, ...(kind === 'failed' ? { error } : {}), ...times };
}
