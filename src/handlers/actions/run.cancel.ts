import { defineAction } from '../define.ts';
import { readButton } from '../parse/button.ts';
import { runNamed } from '../runs.ts';
import { cancelModal } from '../views/modals.ts';
import { answered } from '../views/notice.ts';

/** Cancels a run; once it has touched hosts, asks first what becomes of them. */
export default defineAction({
  loading: { en: 'Cancel this run', zh: '取消该任务' },
  click: async ({ user, value, language }, deps) => {
    const { id } = readButton(value);
    const answer = await deps.runs.cancel(id, user);
    if (!answer.ask) return answered(answer, language);
    return { kind: 'modal', modal: cancelModal(answer.run ?? (await runNamed(id, deps)), value, language) };
  },
  submit: async ({ user, state, values, language }, { runs }) => {
    const how = values.how === 'undo' ? 'undo' : 'leave';
    return answered(await runs.cancel(readButton(state).id, user, how), language);
  },
});
