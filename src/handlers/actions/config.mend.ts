import { defineAction } from '../define.ts';
import { driftShown, isExact, mend } from '../mending.ts';
import { demandRight } from '../rights.ts';

/** Asks for one push of what is intended, to what was shown to have drifted. */
export default defineAction({
  click: async (request, deps) => {
    await demandRight('config', undefined, request.user, '/config push', deps);
    const drifts = await driftShown(request.value, deps);
    const how = { exact: isExact(drifts, deps), reason: 'drift' };
    return { kind: 'in-channel', message: await mend(drifts, how, request, deps) };
  },
});
