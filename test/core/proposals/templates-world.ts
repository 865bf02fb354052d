import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { People } from '../../../src/core/access/people.ts';
import { createHiding } from '../../../src/core/config/hiding.ts';
import type { ConfigStore } from '../../../src/core/config/types.ts';
import { loadHelpers } from '../../../src/core/generate/helpers.ts';
import { createTemplates } from '../../../src/core/generate/library.ts';
import { ownTemplates } from '../../../src/core/generate/own-templates.ts';
import { templatesSubject } from '../../../src/core/proposals/subjects/templates.ts';
import { world as configsWorld } from '../config/world.ts';

const helpers = await loadHelpers();

export type TemplatesWorld = Awaited<ReturnType<typeof createTemplatesWorld>>;

/** The templates' subject over real git, with templates that ship; it ends with the test. */
export async function createTemplatesWorld() {
  const configs = await configsWorld();
  const store = await configs.open();
  const folder = join(configs.folder, 'shipped');
  const templates = createTemplates({ shipped: folder, own: () => ownTemplates(store) });
  onTestFinished(() => configs.end());
  const world = {
    store,
    templates,
    git: configs.git,
    /** Takes the place of what saves. */
    save: undefined as ConfigStore['save'] | undefined,
    ship: async (path: string, text: string) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    own: (name: string, revision?: string) => store.read({ kind: 'template', name }, revision),
    /** Saves past the bot, as a person with git would. */
    put: async (name: string, text: string) => {
      const id = `past-${text.length}-${name.replaceAll('/', '-')}`;
      const author = { id: 'UELSE', name: 'else' };
      await store.save({ id, author, message: 'past the bot', files: [{ kind: 'template', name, text }] });
    },
    commits: () => Number(configs.git('rev-list', '--count', '--all').trim()),
    subject: (people: People) =>
      templatesSubject({
        ...{ templates, helpers, people, validators: new Map(), hiding: createHiding(new Map()) },
        ...{ env: process.env, clock: configs.clock },
        store: { ...store, save: (job) => (world.save ?? store.save)(job) },
      }),
  };
  await world.ship('motd.hbs', motd('shipped {{name}}\n'));
  await world.ship('sshd.hbs', motd('{{> banner}}\n'));
  await world.ship('partials/banner.hbs', 'shipped {{name}}\n');
  return world;
}

/** A template with this body. */
export function motd(body: string): string {
  return `---\ntitle: T\nfile: motd\n---\n${body}`;
}
