import type { Correction } from '../../core/convert/columns/recognise.ts';
import { secretFields } from '../../core/convert/fields.ts';
import type { Conversion } from '../../core/convert/index.ts';
import type { TableSummary } from '../../core/convert/summary.ts';
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
    const again = await deps.conversions.change(id, bytesOf(conversion, deps), user, { columns });
    return changedReply(again, at, deps, stillSecret(again.conversion, table, said));
  },
});

/** The headers of columns that were said to be no secret, and are one all the same. */
function stillSecret(
  { summary }: Conversion,
  { signature }: TableSummary,
  said: readonly (readonly [key: string, Correction])[],
): readonly string[] {
  const open = new Set(said.filter(([, field]) => field !== 'ignored' && !isSecret(field)).map(([key]) => key));
  const tables = summary.sheets.flatMap(({ tables }) => tables).filter((table) => table.signature === signature);
  const kept = tables.flatMap(({ columns }) => columns).filter(({ key, field }) => open.has(key) && isSecret(field));
  return [...new Set(kept.map(({ header, letter }) => header || letter))];
}

function isSecret(field: Correction): boolean {
  return field !== 'label' && field !== 'ignored' && secretFields.has(field);
}
