import type { Hiding } from '../config/hiding.ts';
import type { ConfigStore } from '../config/types.ts';
import type { Clock } from '../io/clock.ts';
import type { Host } from '../settings/types.ts';
import type { BoundHost } from './bound.ts';
import type { Validator, ValidatorDeps } from './define-validator.ts';
import type { Generator } from './generator.ts';
import { fitsPlatform, wrongPlatform } from './refusals.ts';
import { compareWithKept, type HostResult, type Rendering } from './results.ts';
import type { Template } from './template.ts';
import { createValidation } from './validate.ts';

/** How far a generation has come: hosts. */
export interface Progress {
  readonly rendered: number;
  readonly checked: number;
  readonly all: number;
}

export type Heard = (progress: Progress) => void;

export interface MakingOptions {
  readonly generator: Pick<Generator, 'generate'>;
  readonly validators: ReadonlyMap<string, Validator>;
  readonly program: ValidatorDeps['program'];
  readonly schemas: ValidatorDeps['schemas'];
  readonly store: Pick<ConfigStore, 'list' | 'readAll'>;
  readonly hiding: Hiding;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Renders a template for hosts, checks what came out, and compares it with what is kept. */
export function createMaking(options: MakingOptions) {
  const { generator, validators, program, schemas, signal, clock } = options;
  const validation = createValidation({ validators, deps: { signal, clock, program, schemas } });
  return async (
    template: Template,
    all: readonly BoundHost[],
    heard: Heard = () => {},
  ): Promise<readonly HostResult[]> => {
    const fit = all.filter(({ host, findings }) => fitsPlatform(template, host) && findings.length === 0);
    const count = { rendered: 0, checked: 0, all: all.length };
    const tell = (more: Partial<Progress>) => heard({ ...Object.assign(count, more) });
    const rendered = await generator.generate(
      template,
      fit.map(({ host, data, breaks }) => ({ host: host.name, data, breaks })),
      { signal, heard: (done) => tell({ rendered: all.length - fit.length + done }) },
    );
    const outcomes = new Map(rendered.map((one) => [one.host, one]));
    const renderings = all.map(({ host, findings }): Rendering => {
      if (!fitsPlatform(template, host)) return { host, findings: [wrongPlatform(template, host)] };
      const one = outcomes.get(host.name);
      if (!one || findings.length > 0) return { host, findings };
      return 'text' in one ? { host, file: one.file, text: one.text } : { host, findings: one.findings };
    });
    const configs = renderings.flatMap((one) => configOf(one, template));
    const without = all.length - configs.length;
    tell({ rendered: all.length });
    const validated = await validation.validate(configs, (done) => tell({ checked: without + done }));
    return compareWithKept(renderings, validated, options);
  };
}

function configOf({ host, file, text }: Rendering, { meta }: Template) {
  if (file === undefined || text === undefined) return [];
  return [{ ...namesOf(host), file, text, validators: meta.validators }];
}

function namesOf({ name, platform }: Host) {
  return { host: name, platform };
}
