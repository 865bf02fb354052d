import { defineAction } from '../define.ts';
import { readButton } from '../parse/button.ts';
import { answered } from '../views/notice.ts';

/** Goes on with a waiting canary, or carries an interrupted run to its end as a new run. */
export default defineAction({
  click: async ({ user, value, language }, { runs }) => {
    const { id, digest } = readButton(value);
    return answered(await runs.continue(id, digest, user), language);
  },
});
