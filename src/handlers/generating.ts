import { nameOf } from '../core/access/people.ts';
import { zipOf } from '../core/config/zip.ts';
import type { GenerateRequest, Generation, Progress, Saving } from '../core/generate/index.ts';
import type { Message, Reply, ReplyFile, Request } from './define.ts';
import type { Deps } from './deps.ts';
import { demandRightFor } from './host-rights.ts';
import { workLive } from './live-work.ts';
import { configsOf, pushAsked, under } from './pushes.ts';
import { generationMessage, savedGeneration, wouldSaveMessage } from './views/generation.ts';
import { allFindings, findingsFollow } from './views/generation-findings.ts';
import { generating, generationLost, notGenerated } from './views/generation-progress.ts';

/** Whether somebody may generate for these hosts: the right is asked for in each of their environments. */
export async function mayGenerate(by: string, hosts: readonly string[], deps: Deps): Promise<void> {
  await demandRightFor('generate', () => hosts, by, deps);
}

/** What was generated, for somebody who may generate for its hosts. Errors: those of `Generating.kept` and of the right. */
export async function keptGeneration(id: string, by: string, deps: Deps): Promise<Generation> {
  const generation = await deps.generating.kept(id);
  await mayGenerate(
    by,
    generation.results.map(({ host }) => host),
    deps,
  );
  return generation;
}

interface Wanted {
  readonly save: boolean;
  /** Saved as well, then. */
  readonly push: boolean;
  readonly dryRun: boolean;
  /** Hosts that are meant. */
  readonly hosts: number;
}

/** Hosts for which something is said at once; fewer are done before anybody misses an answer. */
const many = 50;
/** Milliseconds without an answer for fewer. */
const patience = 1_000;

interface Made {
  readonly generation: Generation;
  readonly saving?: Saving;
  /** What came of the wish that it be pushed. */
  readonly asked?: Message;
}

/** Generates, and saves where that is wanted, with a message that says how far it has come and becomes the result. */
export async function generateLive(
  wish: GenerateRequest,
  { save, push, dryRun, hosts }: Wanted,
  { user, channel, thread }: Pick<Request, 'user' | 'channel' | 'thread'>,
  deps: Deps,
): Promise<Reply> {
  const language = deps.language(channel);
  const about = { template: wish.template, hosts, save: (save || push) && !dryRun };
  const key = `generate:${wish.by}:${channel}:${deps.clock.now()}`;
  const { result, unshown } = await workLive<Progress, Made>(
    {
      live: deps.live({ channel, ...(thread && { thread }) }, key, generationLost(about, language)),
      progress: (heard) => generating(about, heard, language),
      work: async (heard) => {
        const generation = await deps.generating.generate(wish, heard);
        if (!about.save) return { generation };
        const author = { id: wish.by, name: await nameOf(wish.by, deps.people) };
        const saving = await deps.generating.save(generation.id, author);
        if (!push) return { generation, saving };
        const configs = () => configsOf(generation, saving, deps);
        return { generation, saving, asked: await pushAsked(configs, {}, { user, channel }, deps) };
      },
      result: (made) => madeMessage(made, (save || push) && dryRun),
      failed: (error) => notGenerated(about, error, language),
      patience: hosts > many ? 0 : patience,
    },
    deps,
  );
  const file = allFindings(result.generation, deps.hiding, language);
  const below = unshown ?? findingsFollow(result.generation, language);
  if (file) return { kind: 'files', message: below, files: [file] };
  return unshown ? { kind: 'in-channel', message: unshown } : { kind: 'nothing' };

  function madeMessage({ generation, saving, asked }: Made, tried: boolean): Message {
    const all = generationMessage(generation, language);
    if (tried) {
      const would = wouldSaveMessage(generation, language);
      return { text: would.text, blocks: [...would.blocks, ...all.blocks] };
    }
    if (!saving) return all;
    const saved = savedGeneration(generation, saving, wish.by, language);
    return asked ? under(saved, asked) : saved;
  }
}

/** The configs that have no errors, at `<host>/<file>`, their secrets taken out: a channel has many readers. */
export async function generatedZip(
  { id, at, results }: Generation,
  { hiding }: Pick<Deps, 'hiding'>,
): Promise<ReplyFile> {
  const files = results.flatMap(({ host, file, text, state }) =>
    file === undefined || text === undefined || state === 'invalid'
      ? []
      : [{ path: `${host}/${file}`, text: hiding.hide(text) }],
  );
  return { name: `configs-${id}.zip`, content: await zipOf(files, at) };
}
