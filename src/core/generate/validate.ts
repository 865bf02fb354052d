import { basename } from 'node:path/posix';
import { setImmediate } from 'node:timers/promises';
import { explain } from '../errors.ts';
import { suggestion } from '../settings/nearest.ts';
import type { Text } from '../text.ts';
import type { Validator, ValidatorDeps } from './define-validator.ts';
import { createJob } from './job.ts';
import { leftOvers } from './left-overs.ts';
import { parted, withTogether } from './together.ts';
import type { Finding, RenderedConfig, Verdict } from './types.ts';

/** A config to be checked, by what its template names (`nginx`, `json-schema:NAME`), else by its file's name. */
export type ConfigToCheck = RenderedConfig & { readonly validators?: readonly string[] };

/** What came of one config. */
export interface CheckedConfig {
  readonly host: string;
  readonly file: string;
  /** One for each validator, in the order named. */
  readonly verdicts: readonly { readonly validator: string; readonly title: Text; readonly verdict: Verdict }[];
  /** What holds for any text, and what only showed across all configs. */
  readonly findings: readonly Finding[];
}

/** What came of a job. */
export interface Validation {
  /** In the order given. */
  readonly configs: readonly CheckedConfig[];
  /** Findings of that severity, all configs together. Errors stop the export and the push. */
  readonly errors: number;
  readonly warnings: number;
  /** Verdicts that came to no check, which is never "valid". */
  readonly notChecked: number;
}

/** Configs checked at a time, and so programs that run at a time. */
const atATime = 2;

/**
 * Checks the configs of one job. A config without any validator is checked for what holds of all texts alone, and has no
 * verdict. A validator that fails or does not exist is a verdict "not checked" and stops nothing. Rejects only with the
 * signal's reason. A program runs once for the same files, however many hosts have them.
 */
export function createValidation(options: { validators: ReadonlyMap<string, Validator>; deps: ValidatorDeps }): {
  /** `heard`: how many are checked so far. */
  validate(configs: readonly ConfigToCheck[], heard?: (done: number) => void): Promise<Validation>;
} {
  const { validators, deps } = options;
  return {
    async validate(configs, heard) {
      const ofJob = { ...deps, ...createJob(deps) };
      const checked: CheckedConfig[] = [];
      const left = configs.entries();
      let done = 0;
      const work = async () => {
        for (const [index, config] of left) {
          await setImmediate();
          deps.signal.throwIfAborted();
          checked[index] = await checkOne(config, validators, ofJob);
          done += 1;
          heard?.(done);
        }
      };
      await Promise.all(Array.from({ length: atATime }, work));
      return counted(withTogether(checked, configs, validators));
    },
  };
}

/** Names of the validators that check a config, with what a template wrote after a colon. */
export function validatorsOf(config: ConfigToCheck, validators: ReadonlyMap<string, Validator>): readonly string[] {
  if (config.validators && config.validators.length > 0) return config.validators;
  const name = basename(config.file);
  const checks = ({ files, platforms }: Validator) =>
    files.some((pattern) => pattern.test(name)) && (platforms?.includes(config.platform) ?? true);
  return [...validators].flatMap(([key, validator]) => (checks(validator) ? [key] : []));
}

async function checkOne(
  config: ConfigToCheck,
  validators: ReadonlyMap<string, Validator>,
  deps: ValidatorDeps,
): Promise<CheckedConfig> {
  const verdicts: CheckedConfig['verdicts'][number][] = [];
  for (const named of validatorsOf(config, validators)) {
    const [name, argument] = parted(named);
    const validator = validators.get(name);
    const verdict = validator
      ? await outcome(validator, config, deps, argument)
      : { checked: false as const, why: unknown(name, validators.keys()) };
    verdicts.push({ validator: named, title: validator?.title ?? { en: name, zh: name }, verdict });
  }
  return { host: config.host, file: config.file, verdicts, findings: leftOvers(config.text) };
}

async function outcome(
  validator: Validator,
  config: RenderedConfig,
  deps: ValidatorDeps,
  argument: string | undefined,
): Promise<Verdict> {
  try {
    return await validator.validate(config, deps, argument);
  } catch (error) {
    deps.signal.throwIfAborted();
    return { checked: false, why: explain(error) };
  }
}

function counted(configs: readonly CheckedConfig[]): Validation {
  const verdicts = configs.flatMap((one) => one.verdicts.map(({ verdict }) => verdict));
  const found = verdicts.flatMap((verdict) => (verdict.checked ? verdict.findings : []));
  const all = [...found, ...configs.flatMap(({ findings }) => findings)];
  return {
    configs,
    errors: all.filter(({ severity }) => severity === 'error').length,
    warnings: all.filter(({ severity }) => severity === 'warning').length,
    notChecked: verdicts.filter(({ checked }) => !checked).length,
  };
}

function unknown(name: string, names: Iterable<string>): Text {
  const hint = suggestion(name, names);
  return { en: `There is no validator ${name}.${hint.en}`, zh: `没有名为 ${name} 的校验器。${hint.zh}` };
}
