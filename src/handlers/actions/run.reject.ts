import { defineAction } from '../define.ts';
import { readButton } from '../parse/button.ts';
import { runNamed } from '../runs.ts';
import { rejectModal } from '../views/modals.ts';
import { answered } from '../views/notice.ts';

/** Rejects a run, with a reason if one is given. */
export default defineAction({
  loading: { en: 'Reject this run', zh: '拒绝该任务' },
  click: async ({ value, language }, deps) => {
    const run = await runNamed(readButton(value).id, deps);
    return { kind: 'modal', modal: rejectModal(run, value, language) };
  },
  submit: async ({ user, state, values, language }, { runs }) => {
    const { id, digest } = readButton(state);
    return answered(await runs.reject(id, digest, user, values.reason?.trim() || undefined), language);
  },
});
