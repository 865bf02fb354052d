import { defineAction } from '../define.ts';
import { keptGeneration } from '../generating.ts';
import { generationDetails } from '../views/generation.ts';

/** What is otherwise than what is kept, host by host. */
export default defineAction({
  loading: { en: 'Configs', zh: '配置' },
  click: async ({ value: id, user, language }, deps) => {
    const generation = await keptGeneration(id, user, deps);
    return { kind: 'modal', modal: generationDetails(generation, language) };
  },
});
