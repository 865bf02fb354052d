import { OpsError } from '../../core/errors.ts';
import { bytesOf, demandWhole, readState, saveEntries } from '../conversions.ts';
import { defineAction } from '../define.ts';
import { demandRight } from '../rights.ts';
import { saveModal } from '../views/conversion-modals.ts';
import { ephemeral } from '../views/notice.ts';

/** Proposes a conversion's hosts for the inventory. */
export default defineAction({
  loading: { en: 'Save to inventory', zh: '保存到清单' },
  working: { en: 'Comparing with the inventory', zh: '正在与清单比较' },
  click: async ({ value: id, at, user, language }, deps) => {
    await demandRight('convert', undefined, user, '/convert', deps);
    const conversion = await deps.conversions.get(id);
    return { kind: 'modal', modal: saveModal(conversion, JSON.stringify({ id, at }), language) };
  },
  submit: async ({ state, values, lists, ...request }, deps) => {
    await demandRight('convert', undefined, request.user, '/convert', deps);
    const { id } = readState(state);
    const conversion = await deps.conversions.get(id);
    const complete = lists.complete?.includes('complete') ?? false;
    try {
      if (complete) demandWhole(conversion.choices);
    } catch (error) {
      if (!(error instanceof OpsError)) throw error;
      return { kind: 'errors', errors: { complete: error.text } };
    }
    const given = await deps.conversions.give(id, bytesOf(conversion, deps), request.user, { entries: true });
    return ephemeral(await saveEntries(given, { complete, reason: values.reason?.trim() }, request, deps));
  },
});
