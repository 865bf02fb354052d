import { importReply } from '../archives.ts';
import { defineAction } from '../define.ts';
import { demandRight } from '../rights.ts';

/** Keeps the configs of an archive as they were shown, in one revision. */
export default defineAction({
  click: async ({ value: id, ...request }, deps) => {
    await demandRight('config', undefined, request.user, '/config import', deps);
    return importReply(id, request, deps);
  },
});
