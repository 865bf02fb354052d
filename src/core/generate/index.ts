import { createHash } from 'node:crypto';
import type { Snapshots } from '../collect/snapshots.ts';
import { type Hiding, namesSecret } from '../config/hiding.ts';
import type { Pin, Pins } from '../config/pins.ts';
import type { ConfigStore } from '../config/types.ts';
import { createDocuments, documentId } from '../documents.ts';
import { chosenHosts } from '../inventory/environments.ts';
import type { Clock } from '../io/clock.ts';
import type { Journal } from '../runs/events.ts';
import type { Settings } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { type Bound, bind } from './data.ts';
import type { Validator, ValidatorDeps } from './define-validator.ts';
import type { Generator } from './generator.ts';
import type { Helpers } from './helpers.ts';
import type { Templates } from './library.ts';
import { withoutPinned } from './pinned.ts';
import { checkValidators, fitsPlatform, moved, secretInChat, unknown, unusedKeys, wrongPlatform } from './refusals.ts';
import { compareWithKept, type HostResult, type Rendering } from './results.ts';
import type { Template } from './template.ts';
import { createValidation } from './validate.ts';

export type { HostResult } from './results.ts';

/** Somebody's wish for configs. */
export interface GenerateRequest {
  readonly template: string;
  readonly selector: string;
  readonly set: Readonly<Record<string, string>>;
  /** A Slack user id. */
  readonly by: string;
}

/** What a template came to on hosts; kept as its request and digest, and made again where somebody acts on it. */
export interface Generation {
  readonly id: string;
  readonly at: number;
  readonly request: GenerateRequest;
  readonly template: Template;
  readonly results: readonly HostResult[];
  /** Keys of `--set` that the template declares no variable for: perhaps slips. */
  readonly unused: readonly Text[];
  /** SHA-256 over hosts, files, texts and what is kept so far: what was shown is what is saved, over what it was held against. */
  readonly digest: string;
}

type Kept = Pick<Generation, 'id' | 'at' | 'request' | 'digest'>;

/** Where each value of a host's data came from. */
export interface Explained extends Bound {
  readonly host: string;
}

export interface Saving {
  /** The commit; absent where nothing was otherwise. */
  readonly revision?: string;
  readonly saved: readonly HostResult[];
  /** With errors: not saved. */
  readonly invalid: readonly HostResult[];
  /** Otherwise than what is kept, and not saved, since these pins say so. */
  readonly pinned: readonly Pin[];
  /** An earlier try of the same run of a schedule had saved, as `revision`; then `saved` is what it did not save. */
  readonly repeated: boolean;
}

/** A schedule's number, and the time that its run is for: each is saved once, however often it is tried. */
export interface ScheduledTime {
  readonly schedule: number;
  readonly due: number;
}

/** Configs from templates. */
export interface Generating {
  readonly templates: Templates;
  readonly helpers: Helpers;
  /** Errors: those of `Templates.get`, of the selector and of `Generator.generate`. Nothing is saved. */
  generate(request: GenerateRequest): Promise<Generation>;
  /** The same again; error `generation-unknown`, and `generation-moved` where it comes out otherwise than was shown. */
  again(id: string): Promise<Generation>;
  explain(request: GenerateRequest): Promise<readonly Explained[]>;
  /**
   * Keeps what is new or changed, has no errors and is not pinned, in one commit. Errors: those of `again` and
   * `ConfigStore.save`.
   */
  save(id: string, author: { readonly id: string; readonly name: string }, scheduled?: ScheduledTime): Promise<Saving>;
}

interface GeneratingOptions {
  /** Where requests are kept. */
  readonly folder: string;
  readonly templates: Templates;
  readonly helpers: Helpers;
  readonly generator: Pick<Generator, 'generate'>;
  readonly validators: ReadonlyMap<string, Validator>;
  readonly program: ValidatorDeps['program'];
  readonly schemas: ValidatorDeps['schemas'];
  readonly store: ConfigStore;
  readonly hiding: Hiding;
  readonly pins: Pick<Pins, 'of'>;
  readonly snapshots: Pick<Snapshots, 'latestOf'>;
  readonly settings: { current(): Settings };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly journal: Pick<Journal, 'append'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Long texts that templates have no use for. */
const leftOut = ['config', 'packages'];

export function createGenerating(options: GeneratingOptions): Generating {
  const { templates, store, settings, snapshots, journal, clock, signal } = options;
  const documents = createDocuments<Kept>(options.folder);
  const validation = createValidation({
    validators: options.validators,
    deps: { signal, clock, program: options.program, schemas: options.schemas },
  });

  async function bound(request: GenerateRequest) {
    const secret = Object.keys(request.set).find(namesSecret);
    if (secret !== undefined) throw secretInChat(secret);
    const template = await templates.get(request.template);
    checkValidators(template, options.validators);
    const hosts = chosenHosts(request.selector, settings.current());
    const facts = new Map<string, unknown>();
    const names = hosts.map(({ name }) => name);
    for await (const { key, data } of snapshots.latestOf(names, { without: leftOut })) facts.set(key, data);
    const { vars } = settings.current();
    const all = hosts.map((host) => ({
      host,
      ...bind({ template, host, vars, facts: facts.get(host.name), set: request.set }),
    }));
    return { template, all };
  }

  async function made(request: GenerateRequest): Promise<Omit<Generation, 'id' | 'at'>> {
    const { template, all } = await bound(request);
    const fit = all.filter(({ host, findings }) => fitsPlatform(template, host) && findings.length === 0);
    const rendered = await options.generator.generate(
      template,
      fit.map(({ host, data }) => ({ host: host.name, data })),
      signal,
    );
    const outcomes = new Map(rendered.map((one) => [one.host, one]));
    const renderings = all.map(({ host, findings }): Rendering => {
      if (!fitsPlatform(template, host)) return { host, findings: [wrongPlatform(template, host)] };
      const one = outcomes.get(host.name);
      if (!one || findings.length > 0) return { host, findings };
      return 'text' in one ? { host, file: one.file, text: one.text } : { host, findings: one.findings };
    });
    const validated = await validation.validate(
      renderings.flatMap(({ host, file, text }) =>
        file === undefined || text === undefined
          ? []
          : [{ host: host.name, platform: host.platform, file, text, validators: template.meta.validators }],
      ),
    );
    const results = await compareWithKept(renderings, validated, {
      store,
      clock,
      signal,
      env: options.env,
      hiding: options.hiding,
    });
    return { request, template, results, unused: unusedKeys(request, template), digest: digestOf(results) };
  }

  const again: Generating['again'] = async (id) => {
    const kept = await documents.load(id);
    if (!kept) throw unknown(id);
    const now = await made(kept.request);
    if (now.digest !== kept.digest) throw moved(kept.request);
    return { ...now, id, at: kept.at };
  };

  return {
    templates,
    helpers: options.helpers,
    again,
    generate: async (request) => {
      const at = clock.now();
      const now = await made(request);
      const id = documentId(at);
      await documents.save({ id, at, request, digest: now.digest });
      return { ...now, id, at };
    },
    explain: async (request) => (await bound(request)).all.map(({ host, ...one }) => ({ ...one, host: host.name })),
    save: async (id, author, scheduled) => {
      const { results, request, template } = await again(id);
      const other = results.filter(({ state }) => state === 'new' || state === 'changed');
      const { free: wanted, pinned } = withoutPinned(other, options.pins);
      const invalid = results.filter(({ state }) => state === 'invalid');
      await journal.append({
        ...{ type: 'configs-saving', by: author.id, generation: id },
        ...{ template: template.name, hosts: wanted.length },
        ...(scheduled && { schedule: scheduled.schedule }),
      });
      const { revision, repeated } = await store.save({
        ...{
          id: scheduled ? `schedule-${scheduled.schedule}-${scheduled.due}` : `generate-${id}`,
          author,
          message: messageOf(request, scheduled),
          template: `${template.name} (${template.origin})`,
        },
        files: wanted.map(({ host, file = '', text = '' }) => ({ kind: 'intended' as const, host, name: file, text })),
      });
      return {
        saved: wanted,
        invalid,
        pinned,
        repeated: repeated && scheduled !== undefined,
        ...(revision !== undefined && { revision }),
      };
    },
  };
}

function digestOf(results: readonly HostResult[]): string {
  const hash = createHash('sha256');
  for (const { host, file = '', text = '', before } of results) hash.update(JSON.stringify([host, file, text, before]));
  return hash.digest('hex');
}

function messageOf({ template, selector, set }: GenerateRequest, scheduled: ScheduledTime | undefined): string {
  const values = Object.keys(set).map((key) => ` --set ${key}`);
  const on = scheduled ? ` (schedule ${scheduled.schedule})` : '';
  return `${template} for ${selector}${values.join('')}${on}`;
}
