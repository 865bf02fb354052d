import { zipOf } from '../core/config/zip.ts';
import type { Generation } from '../core/generate/index.ts';
import type { ReplyFile } from './define.ts';
import type { Deps } from './deps.ts';
import { demandRightFor, namesOf } from './host-rights.ts';

/** Whether somebody may generate for these hosts: the right is asked for in each of their environments. */
export async function mayGenerate(by: string, selector: string, deps: Deps): Promise<void> {
  await demandRightFor('generate', () => namesOf(selector, deps), by, deps);
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
