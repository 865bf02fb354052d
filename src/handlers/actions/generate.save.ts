import { nameOf } from '../../core/access/people.ts';
import { defineAction } from '../define.ts';
import { keptGeneration } from '../generating.ts';
import { savedMessage } from '../views/generation.ts';

/** Keeps the configs that were shown, in one revision. */
export default defineAction({
  click: async ({ value: id, user, channel }, deps) => {
    await keptGeneration(id, user, deps);
    const saving = await deps.generating.save(id, { id: user, name: await nameOf(user, deps.people) });
    return { kind: 'in-channel', message: savedMessage(saving, user, deps.language(channel)) };
  },
});
