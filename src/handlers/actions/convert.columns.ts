import type { Correction } from '../../core/convert/columns/recognise.ts';
import { bytesOf, changedReply, readState } from '../conversions.ts';
import { defineAction } from '../define.ts';
import { demandRight } from '../rights.ts';
import { columnBlock, columnsModal } from '../views/conversion-modals.ts';

/** Changes what columns were taken for; remembered for the next file with the same headers. */
export default defineAction({
  loading: { en: 'Change columns', zh: '修改列' },
  working: { en: 'Converting again', zh: '正在重新转换' },
  click: async ({ value: id, at, user, language }, deps) => {
    await demandRight('convert', undefined, user, '/convert', deps);
    const conversion = await deps.conversions.get(id);
    const table = conversion.summary.sheets.flatMap(({ tables }) => tables).find(({ inventory }) => inventory);
    const state = { id, at, table: table?.index ?? 0 };
    return { kind: 'modal', modal: columnsModal(conversion, state, JSON.stringify(state), language) };
  },
  submit: async ({ state, values, user }, deps) => {
    await demandRight('convert', undefined, user, '/convert', deps);
    const { id, at, table: index } = readState(state);
    const conversion = await deps.conversions.get(id);
    const table = conversion.summary.sheets.flatMap(({ tables }) => tables).find((each) => each.index === index);
    const changed = (table?.columns ?? []).filter(({ letter, field }) => {
      const said = values[columnBlock(index ?? 0, letter)];
      return said !== undefined && said !== field;
    });
    if (!table || changed.length === 0) return { kind: 'nothing' };
    const said = changed.map(
      ({ key, letter }) => [key, values[columnBlock(table.index, letter)] as Correction] as const,
    );
    const columns = { signature: table.signature, said: Object.fromEntries(said) };
    return changedReply(await deps.conversions.change(id, bytesOf(conversion, deps), user, { columns }), at, deps);
  },
});
