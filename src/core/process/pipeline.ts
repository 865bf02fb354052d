import { clean, isPlaceholder } from './clean.ts';
import type { RuleId } from './rules.ts';
import type { Context, Fault, Outcome, Processed, Stages, Step } from './types.ts';

const none: readonly Step[] = [];

/** Takes a raw value through its stages: clean → format → standardise → check. Pure; a fault ends the way. */
export function runStages(stages: Stages, raw: string, context: Context): Processed {
  const cleaned = clean(raw, stages.clean);
  if (cleaned.value === '') return cleaned;
  if (isPlaceholder(cleaned.value)) return { value: '', rules: [...cleaned.rules, 'placeholder-emptied'] };
  let outcome = cleaned;
  for (const steps of [stages.format ?? none, stages.standardise ?? none, stages.check ?? none]) {
    for (const step of steps) {
      if (outcome.fault || outcome.value === '') return outcome;
      const next = step(outcome.value, context);
      if (next) outcome = joined(outcome, next);
    }
  }
  return outcome;
}

/** Both steps' work; what is left of a value may be a placeholder, as of `SN:无`. */
function joined(before: Outcome, next: Outcome): Outcome {
  const rules: readonly RuleId[] = next.rules.length === 0 ? before.rules : [...before.rules, ...next.rules];
  if (!next.fault && next.value !== '' && isPlaceholder(next.value)) {
    return { value: '', rules: [...rules, 'placeholder-emptied'], ...extras(before, next) };
  }
  const fault: Fault | undefined = next.fault;
  return { value: next.value, rules, ...(fault ? { fault } : {}), ...extras(before, next) };
}

function extras(before: Outcome, next: Outcome): { extra?: Readonly<Record<string, string>> } {
  if (!before.extra && !next.extra) return {};
  return { extra: { ...before.extra, ...next.extra } };
}
