import { defineAction } from '../define.ts';
import { readButton } from '../parse/button.ts';
import { answered } from '../views/notice.ts';

/** Brings back what an interrupted run touched, as a new run. */
export default defineAction({
  click: async ({ user, value, language }, { runs }) => {
    const { id, digest } = readButton(value);
    return answered(await runs.undo(id, digest, user), language);
  },
});
