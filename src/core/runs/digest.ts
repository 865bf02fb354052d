import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Plan } from './plan.ts';

/** What approvals are bound to: the SHA-256, hex, of the plan's canonical JSON (RFC 8785). */
export function digestOf(plan: Plan): string {
  return hash('sha256', canonicalize(plan) ?? '');
}
