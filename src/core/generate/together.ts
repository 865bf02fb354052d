import { explain } from '../errors.ts';
import type { PlacedFinding, Validator } from './define-validator.ts';
import type { Finding, RenderedConfig } from './types.ts';
import type { CheckedConfig, ConfigToCheck } from './validate.ts';

/** Adds what only shows across all configs of a job; a validator sees those that it checks. */
export function withTogether(
  checked: readonly CheckedConfig[],
  configs: readonly ConfigToCheck[],
  validators: ReadonlyMap<string, Validator>,
): readonly CheckedConfig[] {
  const found = new Map<string, Finding[]>();
  for (const [name, { together }] of validators) {
    if (!together) continue;
    const own = configs.filter((_, index) => checked[index]?.verdicts.some((one) => parted(one.validator)[0] === name));
    if (own.length === 0) continue;
    for (const { host, file, ...finding } of seenTogether(name, own, together)) {
      found.set(placed(host, file), [...(found.get(placed(host, file)) ?? []), finding]);
    }
  }
  return checked.map((one) => ({
    ...one,
    findings: [...one.findings, ...(found.get(placed(one.host, one.file)) ?? [])],
  }));
}

function seenTogether(
  name: string,
  configs: readonly RenderedConfig[],
  together: NonNullable<Validator['together']>,
): readonly PlacedFinding[] {
  try {
    return together(configs);
  } catch (error) {
    const why = explain(error);
    const text = {
      en: `${name} could not check the configs together: ${why.en}`,
      zh: `${name} 无法对全部配置作整体检查：${why.zh}`,
    };
    return configs.map(({ host, file }) => ({ severity: 'warning', rule: 'not-checked-together', text, host, file }));
  }
}

/** A validator's name, and what a template wrote after a colon. */
export function parted(named: string): readonly [name: string, argument?: string] {
  const colon = named.indexOf(':');
  return colon === -1 ? [named] : [named.slice(0, colon), named.slice(colon + 1)];
}

function placed(host: string, file: string): string {
  return `${host}\0${file}`;
}
