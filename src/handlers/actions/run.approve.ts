import { defineAction } from '../define.ts';
import { readButton } from '../parse/button.ts';
import { answered } from '../views/notice.ts';

/** Approves the plan that the card showed. */
export default defineAction({
  click: async ({ user, value, language }, { runs }) => {
    const { id, digest } = readButton(value);
    return answered(await runs.approve(id, digest, user), language);
  },
});
