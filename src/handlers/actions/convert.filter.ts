import type { Choices } from '../../core/convert/convert.ts';
import { createFilter } from '../../core/convert/filter.ts';
import { columnsIn } from '../../core/convert/summary.ts';
import { OpsError } from '../../core/errors.ts';
import { bytesOf, changedReply, readState } from '../conversions.ts';
import { defineAction } from '../define.ts';
import { demandRight } from '../rights.ts';
import { filterModal } from '../views/conversion-modals.ts';

/** Errors that are the filter's own: they are shown at its field. */
const ofFilter = new Set(['label-unknown', 'selector-malformed', 'group-unknown', 'host-unknown', 'nothing-selected']);

/** Narrows a conversion: a filter, one sheet, and how `10.1.1.29/30` is read. */
export default defineAction({
  loading: { en: 'Filter', zh: '筛选' },
  working: { en: 'Converting again', zh: '正在重新转换' },
  click: async ({ value: id, at, user, language }, deps) => {
    await demandRight('convert', undefined, user, '/convert', deps);
    const conversion = await deps.conversions.get(id);
    return { kind: 'modal', modal: filterModal(conversion, JSON.stringify({ id, at }), language) };
  },
  submit: async ({ state, values, user }, deps) => {
    await demandRight('convert', undefined, user, '/convert', deps);
    const { id, at } = readState(state);
    const { where, sheet, slash } = values;
    const choices: Choices = {
      ...(where?.trim() && { where: where.trim() }),
      ...(sheet && sheet !== '*' && { sheet }),
      ...(slash === 'prefix' || slash === 'several' ? { slash } : {}),
    };
    const conversion = await deps.conversions.get(id);
    try {
      // At once, while the dialog is still open: converting again may take longer than Slack waits.
      createFilter(choices.where, columnsIn(conversion.summary));
      const bytes = bytesOf(conversion, deps);
      return changedReply(await deps.conversions.change(id, bytes, user, { choices }), at, deps);
    } catch (error) {
      if (!(error instanceof OpsError) || !ofFilter.has(error.code)) throw error;
      return { kind: 'errors', errors: { where: error.text } };
    }
  },
});
