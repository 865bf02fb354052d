import { nameOf } from '../../core/access/people.ts';
import { defineAction } from '../define.ts';
import { keptGeneration } from '../generating.ts';
import { configsOf, pushAsked, under } from '../pushes.ts';
import { savedMessage } from '../views/generation.ts';

/** Keeps the configs that were shown, and asks for their push. */
export default defineAction({
  click: async (request, deps) => {
    const { value: id, user, channel } = request;
    const generation = await keptGeneration(id, user, deps);
    const saving = await deps.generating.save(id, { id: user, name: await nameOf(user, deps.people) });
    const asked = await pushAsked(() => configsOf(generation, saving, deps), {}, request, deps);
    return { kind: 'in-channel', message: under(savedMessage(saving, user, deps.language(channel)), asked) };
  },
});
