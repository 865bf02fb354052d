import { defineAction } from '../define.ts';
import { mayGenerate } from '../generating.ts';
import { savedMessage } from '../views/generation.ts';

/** Keeps the configs that were shown, in one revision. */
export default defineAction({
  click: async ({ value: id, user, channel }, deps) => {
    const { request } = await deps.generating.kept(id);
    await mayGenerate(user, request.selector, deps);
    const person = await deps.people.find(user);
    const saving = await deps.generating.save(id, { id: user, name: person?.name ?? user });
    return { kind: 'in-channel', message: savedMessage(saving, user, deps.language(channel)) };
  },
});
