import type { Snapshots } from '../collect/snapshots.ts';
import { namesSecret } from '../config/hiding.ts';
import type { Pin, Pins } from '../config/pins.ts';
import type { ConfigStore } from '../config/types.ts';
import { documentId } from '../documents.ts';
import { chosenHosts } from '../inventory/environments.ts';
import type { Journal } from '../runs/events.ts';
import type { Settings } from '../settings/types.ts';
import { basisOf, boundHosts } from './bound.ts';
import type { Bound } from './data.ts';
import { digestOf, type GenerateRequest, type Generation, type KeptGeneration } from './generation.ts';
import type { Helpers } from './helpers.ts';
import { createKept, keptAtMost } from './kept.ts';
import type { Templates } from './library.ts';
import { createMaking, type Heard, type MakingOptions } from './make.ts';
import { refuseMoved, refuseOtherConfigs } from './moved.ts';
import { withoutPinned } from './pinned.ts';
import { checkValidators, secretInChat, unknown, unusedKeys } from './refusals.ts';
import type { HostResult } from './results.ts';

export type { GenerateRequest, Generation } from './generation.ts';
export type { Heard, Progress } from './make.ts';
export type { HostResult } from './results.ts';

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
  /**
   * Makes configs and keeps them under their id for a while (`keptAtMost`); nothing is saved. Errors: those of
   * `Templates.get`, of the selector and of `Generator.generate`.
   */
  generate(request: GenerateRequest, heard?: Heard): Promise<Generation>;
  /**
   * What was made, as it was shown: it is read, not made again. Error `generation-unknown` where it is kept no longer,
   * and `generation-moved` where it is not what people would get now (`refuseMoved` says when).
   */
  kept(id: string): Promise<Generation>;
  explain(request: GenerateRequest): Promise<readonly Explained[]>;
  /**
   * Keeps what was shown, new or changed, without errors and not pinned, in one commit; a second time it gives the same
   * revision. Errors: those of `kept` and of `ConfigStore.save`.
   */
  save(id: string, author: { readonly id: string; readonly name: string }, scheduled?: ScheduledTime): Promise<Saving>;
}

interface GeneratingOptions extends MakingOptions {
  /** Where generations are kept. */
  readonly folder: string;
  readonly templates: Templates;
  readonly helpers: Helpers;
  readonly store: ConfigStore;
  readonly pins: Pick<Pins, 'of'>;
  readonly snapshots: Pick<Snapshots, 'latestOf'>;
  readonly settings: { current(): Settings };
  readonly journal: Pick<Journal, 'append'>;
}

export function createGenerating(options: GeneratingOptions): Generating {
  const { templates, helpers, store, snapshots, journal, clock } = options;
  const generations = createKept(options);
  const make = createMaking(options);

  const meant = async (request: GenerateRequest) => {
    const secret = Object.keys(request.set).find(namesSecret);
    if (secret !== undefined) throw secretInChat(secret);
    const template = await templates.get(request.template);
    checkValidators(template, options.validators);
    const settings = options.settings.current();
    return { template, settings, request, hosts: chosenHosts(request.selector, settings) };
  };

  const current = async (id: string): Promise<KeptGeneration> => {
    const generation = await generations.load(id);
    if (!generation) throw unknown(id, keptAtMost);
    await refuseMoved(generation, options);
    return generation;
  };

  return {
    templates,
    helpers,
    kept: current,
    generate: async (request, heard) => {
      const at = clock.now();
      const binding = await meant(request);
      const { template } = binding;
      const basis = await basisOf(binding, helpers);
      const results = await make(template, await boundHosts(binding, snapshots), heard);
      const { name, origin } = template;
      const generation: Generation = {
        ...{ id: documentId(at), at, request, template: { name, origin }, results },
        ...{ unused: unusedKeys(request, template), digest: digestOf(results) },
      };
      await generations.save({ ...generation, basis });
      return generation;
    },
    explain: async (request) => {
      const all = await boundHosts(await meant(request), snapshots);
      return all.map(({ host, ...one }) => ({ ...one, host: host.name }));
    },
    save: async (id, author, scheduled) => {
      const generation = await current(id);
      const { results, request, template } = generation;
      const other = results.filter(({ state }) => state === 'new' || state === 'changed');
      const { free: saved, pinned } = withoutPinned(other, options.pins);
      const invalid = results.filter(({ state }) => state === 'invalid');
      await journal.append({
        ...{ type: 'configs-saving', by: author.id, generation: id },
        ...{ template: template.name, hosts: saved.length },
        ...(scheduled && { schedule: scheduled.schedule }),
      });
      const { revision, repeated } = await store.save({
        id: scheduled ? `schedule-${scheduled.schedule}-${scheduled.due}` : `generate-${id}`,
        ...{ author, message: messageOf(request, scheduled) },
        template: `${template.name} (${template.origin})`,
        files: filesOf(generation, saved, store),
      });
      return {
        ...{ saved, invalid, pinned },
        repeated: repeated && scheduled !== undefined,
        ...(revision !== undefined && { revision }),
      };
    },
  };
}

/** Read while nobody else writes, so that nothing is saved over what came in between. */
async function* filesOf(generation: KeptGeneration, saved: readonly HostResult[], store: Pick<ConfigStore, 'list'>) {
  await refuseOtherConfigs(generation, store);
  for (const { host, file = '', text = '' } of saved) yield { kind: 'intended' as const, host, name: file, text };
}

function messageOf({ template, selector, set }: GenerateRequest, scheduled: ScheduledTime | undefined): string {
  const values = Object.keys(set).map((key) => ` --set ${key}`);
  const on = scheduled ? ` (schedule ${scheduled.schedule})` : '';
  return `${template} for ${selector}${values.join('')}${on}`;
}
