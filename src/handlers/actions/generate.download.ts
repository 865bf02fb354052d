import { defineAction } from '../define.ts';
import { generatedZip, keptGeneration } from '../generating.ts';
import { downloadMessage } from '../views/generation.ts';

/** The configs without errors as a zip. */
export default defineAction({
  click: async ({ value: id, user, channel }, deps) => {
    const generation = await keptGeneration(id, user, deps);
    const file = await generatedZip(generation, deps);
    return { kind: 'files', message: downloadMessage(generation, deps.language(channel)), files: [file] };
  },
});
