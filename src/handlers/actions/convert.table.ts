import { readState } from '../conversions.ts';
import { defineAction } from '../define.ts';
import { columnsModal } from '../views/conversion-modals.ts';

/** Shows the columns of another table, or further columns of one, in the dialog. */
export default defineAction({
  click: async ({ value, state, language }, deps) => {
    const before = readState(state);
    const [table = 0, from = 0] = value.split(' ').map(Number);
    const conversion = await deps.conversions.get(before.id);
    const next = JSON.stringify({ ...before, table });
    return { kind: 'modal', modal: columnsModal(conversion, { table, from }, next, language) };
  },
});
