import { TemplateRefused } from '../../core/generate/own-check.ts';
import { defineUpload } from '../define.ts';
import { demandRight, hasRight } from '../rights.ts';
import { droppedTemplate } from '../templates.ts';
import { proposedNotice } from '../views/proposed.ts';
import { refusedTemplate } from '../views/templates.ts';

/** A template that was dropped: checked, then proposed; its card answers. Who has not the right is answered only where they mention the bot. */
export default defineUpload({
  takes: ({ name }) => /\.hbs$/i.test(name),
  handle: async (file, request, deps) => {
    const mayNot = !hasRight(deps.settings.current().access, request.user, 'template');
    if (mayNot && !request.text.includes('<@')) return { kind: 'nothing' };
    await demandRight('template', undefined, request.user, '/template', deps);
    const language = deps.language(request.channel);
    try {
      const proposed = await deps.proposals.propose(await droppedTemplate(file, request, deps));
      const isCarded = 'proposal' in proposed && proposed.outcome !== 'asked-already';
      return isCarded ? { kind: 'nothing' } : { kind: 'in-channel', message: proposedNotice(proposed, language) };
    } catch (error) {
      if (!(error instanceof TemplateRefused)) throw error;
      const { message, files } = refusedTemplate(error, language);
      return files.length > 0 ? { kind: 'files', message, files } : { kind: 'in-channel', message };
    }
  },
});
