import { sayer } from '../../handlers/views/kit.ts';
import { cancelModal, reasonModal, rejectModal } from '../../handlers/views/modals.ts';
import { proposalTitle } from '../../handlers/views/proposals/index.ts';
import { inventoryProposal } from './fixtures/proposals.ts';
import { sampleRun } from './fixtures/runs.ts';
import { type Family, sample } from './types.ts';

const asked = sampleRun('awaiting-approval');

export const modals: Family = {
  name: 'modals',
  title: { en: 'Dialogs of decisions', zh: '审批对话框' },
  samples: [
    sample('modal-reject-run', 'Why is this run rejected?', '拒绝任务的原因', (language) =>
      rejectModal(asked, 'x', language),
    ),
    sample('modal-cancel-run', 'What about the hosts it has touched?', '已变更的主机如何处理', (language) =>
      cancelModal(sampleRun('running'), 'x', language),
    ),
    sample('modal-reject-proposal', 'Why is this change rejected?', '拒绝变更的原因', (language) => {
      const say = sayer(language);
      const about = proposalTitle(inventoryProposal('awaiting-approval'), say);
      return reasonModal(
        { action: 'proposal.reject', title: say('Reject this change', '拒绝该变更'), about, state: 'x' },
        language,
      );
    }),
  ],
};
