import { isArchive, lookAt, lookReply } from '../archives.ts';
import { defineUpload } from '../define.ts';
import { demandRight, hasRight } from '../rights.ts';

/** An archive or git bundle of configs that was dropped: answered with what it would change. */
export default defineUpload({
  takes: isArchive,
  handle: async (file, request, deps) => {
    const mayNot = !hasRight(deps.settings.current().access, request.user, 'config');
    if (mayNot && !request.text.includes('<@')) return { kind: 'nothing' };
    await demandRight('config', undefined, request.user, '/config import', deps);
    return lookReply(await lookAt(file, 'intended', request, deps), request, deps);
  },
});
