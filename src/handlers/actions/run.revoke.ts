import { defineAction } from '../define.ts';
import { readButton } from '../parse/button.ts';
import { answered } from '../views/notice.ts';

/** Takes one's own approval back. */
export default defineAction({
  click: async ({ user, value, language }, { runs }) => {
    const { id, digest } = readButton(value);
    return answered(await runs.revoke(id, digest, user), language);
  },
});
