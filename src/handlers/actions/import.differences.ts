import { unified } from '../../core/config/text-diff.ts';
import { bytesOf } from '../archives.ts';
import { comparedConfigs } from '../configs.ts';
import { defineAction } from '../define.ts';
import { demandRight } from '../rights.ts';
import { differencePage } from '../views/difference-page.ts';
import { differencesMessage } from '../views/imports.ts';
import { sideName } from '../views/sides.ts';

/** Configs whose differences one page shows. */
const most = 500;

/** How the configs of an archive differ from what is kept, all in one file and one page. */
export default defineAction({
  click: async ({ value: id, user, channel }, deps) => {
    await demandRight('config', undefined, user, '/config import', deps);
    const look = await deps.imports.again(id, bytesOf(deps));
    const language = deps.language(channel);
    if (!('found' in look)) return { kind: 'in-channel', message: differencesMessage(look, 0, language) };
    const { files, changes } = look.found;
    const changed = new Set(changes.map(({ ref }) => JSON.stringify(ref)));
    const all = [];
    for (const { text, ...ref } of files) {
      if (all.length === most || ref.kind === 'template' || !changed.has(JSON.stringify(ref))) continue;
      all.push(await comparedConfigs(ref, ref, (await deps.configs.read(ref)) ?? '', text, deps));
    }
    const message = differencesMessage(look, all.length, language);
    if (all.length === 0) return { kind: 'in-channel', message };
    const texts = all.map(({ before, difference }) => {
      const name = sideName(before);
      return `--- ${name}\n+++ ${name}\n${unified(difference)}`;
    });
    const page = differencePage(all, look.file.name, deps.clock.now(), language);
    return {
      kind: 'files',
      message,
      files: [
        { name: `import-${id}.diff`, content: texts.join('') },
        { name: `import-${id}.html`, content: page },
      ],
    };
  },
});
