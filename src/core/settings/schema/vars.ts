import { z } from 'zod';
import type { Text } from '../../text.ts';
import { doc, kind, rule } from './rule.ts';
import { name, plainName } from './scalars.ts';

const value = () => kind(rule(z.json(), valueFault), 'any value', '任意值');
const values = () => z.record(plainName(), value()).nullable();

/** vars.yaml */
export const varsFile = z.strictObject({
  groups: doc(
    z.record(name(), values()).nullable().prefault({}),
    'Values for the hosts of a group, by the group’s name.',
    '按分组名给出该组主机的变量。',
  ),
  sites: doc(
    z.record(plainName(), values()).nullable().prefault({}),
    'Values for the hosts with this label `site`; they go before those of groups.',
    '按标签 site 给出变量，优先于分组变量。',
  ),
  platforms: doc(
    z.record(plainName(), values()).nullable().prefault({}),
    'Values for the hosts of a platform; they go before those of sites.',
    '按平台给出变量，优先于站点变量。',
  ),
});

/** Templates read paths of names; these would lead out of the data. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

function valueFault(given: unknown): Text | undefined {
  const found = forbiddenIn(given);
  if (found === undefined) return undefined;
  return { en: `has a key called ${found}, which is not allowed`, zh: `含有不允许的键 ${found}` };
}

function forbiddenIn(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  for (const [key, inner] of Object.entries(given)) {
    const found = forbidden.has(key) ? key : forbiddenIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
