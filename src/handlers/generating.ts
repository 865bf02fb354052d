import { zipOf } from '../core/config/zip.ts';
import type { Generation } from '../core/generate/index.ts';
import { chosenHosts, environmentsOf } from '../core/inventory/environments.ts';
import type { ReplyFile } from './define.ts';
import type { Deps } from './deps.ts';
import { demandRight } from './rights.ts';

/** Whether somebody may generate for these hosts: the right is asked for in each of their environments. */
export async function mayGenerate(by: string, selector: string, deps: Deps): Promise<void> {
  await demandRight('generate', undefined, by, '/generate', deps);
  const settings = deps.settings.current();
  const hosts = chosenHosts(selector, settings);
  const environments = new Set(hosts.flatMap(({ name }) => environmentsOf(settings, name)));
  for (const environment of environments) await demandRight('generate', environment, by, '/generate', deps);
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
