import { defineAction } from '../define.ts';
import { readButton } from '../parse/button.ts';
import { proposalNamed } from '../proposals.ts';
import { sayer } from '../views/kit.ts';
import { reasonModal } from '../views/modals.ts';
import { answered } from '../views/notice.ts';
import { proposalTitle } from '../views/proposals/index.ts';

/** Rejects a change, with a reason if one is given; for who asked for it, withdraws it. */
export default defineAction({
  loading: { en: 'Reject this change', zh: '拒绝该变更' },
  click: async ({ value, language }, deps) => {
    const proposal = proposalNamed(readButton(value).id, deps);
    const say = sayer(language);
    const about = `${proposalTitle(proposal, say)} (${proposal.id})`;
    const title = say('Reject this change', '拒绝该变更');
    return { kind: 'modal', modal: reasonModal({ action: 'proposal.reject', title, about, state: value }, language) };
  },
  submit: async ({ user, state, values, language }, { proposals }) => {
    const { id, digest } = readButton(state);
    return answered(await proposals.reject(id, digest, user, values.reason?.trim() || undefined), language);
  },
});
