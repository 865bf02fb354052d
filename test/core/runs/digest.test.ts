import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/core/runs/digest.ts';
import { samplePlan } from './samples.ts';

describe('the digest of a plan', () => {
  it('is the SHA-256 of its JSON with keys sorted and no spaces (RFC 8785)', () => {
    const plan = { ...samplePlan('staging'), batches: [], hosts: {}, strategy: undefined, policy: undefined };
    const canonical =
      '{"app":"web","artifact":{"files":1,"hash":"a","size":1},"batches":[],"environment":"staging",' +
      '"environments":["staging"],"hosts":{},"keep":5,"kind":"deploy","reversible":true,"version":"1.0.0"}';
    const expected = createHash('sha256').update(canonical).digest('hex');
    expect(digestOf(plan as unknown as ReturnType<typeof samplePlan>)).toBe(expected);
  });

  it('does not depend on the order of keys, and survives storing', () => {
    const plan = samplePlan('prod');
    const shuffled = Object.fromEntries(Object.entries(plan).reverse()) as typeof plan;
    expect(digestOf(shuffled)).toBe(digestOf(plan));
    expect(digestOf(JSON.parse(JSON.stringify(plan)))).toBe(digestOf(plan));
  });

  it.each([
    ['the order of batches', { batches: [['p-2'], ['p-1']] }],
    ['the policy', { policy: { required: 1, from: ['approvers'], expires: 1 } }],
    ['the version', { version: '1.0.1' }],
  ])('changes with %s', (_, more) => {
    expect(digestOf(samplePlan('prod', more))).not.toBe(digestOf(samplePlan('prod')));
  });
});
