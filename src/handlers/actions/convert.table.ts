import { readState } from '../conversions.ts';
import { defineAction } from '../define.ts';
import { columnsModal } from '../views/conversion-modals.ts';

/** Shows the columns of another table in the dialog. */
export default defineAction({
  click: async ({ value, state, language }, deps) => {
    const before = readState(state);
    const table = Number(value);
    const conversion = await deps.conversions.get(before.id);
    return { kind: 'modal', modal: columnsModal(conversion, table, JSON.stringify({ ...before, table }), language) };
  },
});
