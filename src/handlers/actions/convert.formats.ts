import { wording } from '../../core/text.ts';
import { bytesOf, readState } from '../conversions.ts';
import { defineAction } from '../define.ts';
import { demandRight } from '../rights.ts';
import { writtenMessage } from '../views/conversion.ts';
import { formatsModal } from '../views/conversion-modals.ts';

/** Gives the inventory in the formats that are chosen, as files in the thread. */
export default defineAction({
  loading: { en: 'Formats', zh: '导出格式' },
  working: { en: 'Writing files', zh: '正在生成文件' },
  click: async ({ value: id, at, user, language }, deps) => {
    await demandRight('convert', undefined, user, '/convert', deps);
    const { id: known } = await deps.conversions.get(id);
    return {
      kind: 'modal',
      modal: formatsModal(deps.conversions.formats, JSON.stringify({ id: known, at }), language),
    };
  },
  submit: async ({ state, lists, user, channel }, deps) => {
    await demandRight('convert', undefined, user, '/convert', deps);
    const { id } = readState(state);
    const wanted = lists.formats ?? [];
    const bytes = bytesOf(await deps.conversions.get(id), deps);
    const { conversion, files } = await deps.conversions.give(id, bytes, user, { formats: wanted });
    const language = deps.language(channel);
    const titles = wanted.map((name) =>
      wording(deps.conversions.formats.get(name)?.title ?? { en: name, zh: name }, language),
    );
    return { kind: 'files', message: writtenMessage(conversion, titles, language), files };
  },
});
