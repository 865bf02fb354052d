import { z } from 'zod';
import type { Text } from '../../text.ts';

/** Adds what a key means, for the generated documentation. Put it last: wrappers made later would not carry it. */
export function doc<S extends z.ZodType>(schema: S, en: string, zh: string): S {
  return schema.meta({ description: en, zh });
}

/** Names the kind of value for the generated documentation. */
export function kind<S extends z.ZodType>(schema: S, en: string, zh: string): S {
  return schema.meta({ kind: { en, zh } });
}

/** A schema whose value also passes `fault`, which says in both languages what is wrong with it, or nothing. */
export function rule<S extends z.ZodType>(schema: S, fault: (value: z.output<S>) => Text | undefined) {
  return schema.superRefine((value, context) => {
    const text = fault(value);
    if (text) context.addIssue({ code: 'custom', params: { text } });
  });
}

/** A schema of one's own: `parse` returns the value, or undefined where it is not one; `wanted` says what one is. */
export function parsed<T>(wanted: Text, parse: (value: unknown) => T | undefined) {
  return z.unknown().transform((value, context): T => {
    const result = parse(value);
    if (result !== undefined) return result;
    context.addIssue({ code: 'custom', params: { text: wanted } });
    return z.NEVER;
  });
}

/** `schema`, but with `wanted` as the one message for values that are nothing like it. */
export function guarded<S extends z.ZodType<unknown, unknown>>(
  wanted: Text,
  fits: (value: unknown) => boolean,
  schema: S,
) {
  const guard = z.unknown().superRefine((value, context) => {
    if (!fits(value)) context.addIssue({ code: 'custom', params: { text: wanted }, continue: false });
  });
  return guard.pipe(schema);
}

/** Whether a value is a YAML mapping. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
