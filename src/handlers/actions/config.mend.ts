import { defineAction } from '../define.ts';
import { driftShown, mend } from '../mending.ts';
import { demandRight } from '../rights.ts';

/** Asks for one push of what is intended, to what was shown to have drifted. */
export default defineAction({
  click: async (request, deps) => {
    await demandRight('config', undefined, request.user, '/config push', deps);
    const drifts = await driftShown(request.value, deps);
    // What is too many was shown as well, and goes too.
    return { kind: 'in-channel', message: await mend(drifts, { exact: true, reason: 'drift' }, request, deps) };
  },
});
