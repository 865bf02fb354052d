import type { DeployPlan } from '../deploy/types.ts';
import type { PushPlan } from '../push/types.ts';
import type { Policy, Strategy } from '../settings/types.ts';

/** Exactly what a run will do; its digest is the SHA-256 of its canonical JSON (RFC 8785). */
export type Plan = DeployPlan | PushPlan;

/** What every plan says, whatever kind of run it is of. */
export interface CommonPlan {
  /** What is changed: an app's name, or `config`. */
  readonly app: string;
  readonly environment: string;
  /** Every environment that any of the hosts belongs to; the strictest rule of them counts. */
  readonly environments: readonly string[];
  /** What the hosts are brought to, for people; see the kinds of plans. */
  readonly version: string;
  /** Whether hosts are brought back by themselves where it fails. */
  readonly reversible: boolean;
  readonly strategy: Strategy;
  readonly policy: Policy;
  /** Host names, batch by batch, in order. */
  readonly batches: readonly (readonly string[])[];
  readonly hosts: Readonly<Record<string, HostLogin>>;
}

/** Where a host is and how it is entered, as it was when the plan was made. */
export interface HostLogin {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly via?: string;
  readonly become?: string;
  /** Fingerprint of the pinned host key. */
  readonly hostKey: string;
}

/** What is done to one host, in the order in which kinds of runs do it: a deploy, a push of files, one to a device. */
export const steps = [
  'preflight',
  'transfer',
  'unpack',
  'hash',
  'install',
  'stop',
  'check',
  'switch',
  'configure',
  'reload',
  'start',
  'verify',
  'save',
  'mark-good',
  'prune',
] as const;

export type Step = (typeof steps)[number];
