import { defineAction } from '../define.ts';
import { keptGeneration } from '../generating.ts';
import { savedMessage } from '../views/generation.ts';

/** Keeps the configs that were shown, in one revision. */
export default defineAction({
  click: async ({ value: id, user, channel }, deps) => {
    await keptGeneration(id, user, deps);
    const person = await deps.people.find(user);
    const saving = await deps.generating.save(id, { id: user, name: person?.name ?? user });
    return { kind: 'in-channel', message: savedMessage(saving, user, deps.language(channel)) };
  },
});
