import { defineAction } from '../define.ts';
import { readButton } from '../parse/button.ts';
import { answered } from '../views/notice.ts';

/** Approves the change that the card showed. */
export default defineAction({
  click: async ({ user, value, language }, { proposals }) => {
    const { id, digest } = readButton(value);
    return answered(await proposals.approve(id, digest, user), language);
  },
});
