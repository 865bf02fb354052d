import type { People } from '../../access/people.ts';
import type { ConfigStore } from '../../config/types.ts';
import { heldIn, type TemplateChanging, templateChange, templateChangeText } from '../../generate/own-change.ts';
import type { Subject, SubjectWords } from '../subject.ts';
import { withNext } from '../texts.ts';
import type { Proposal } from '../types.ts';

interface Options extends TemplateChanging {
  readonly store: Pick<ConfigStore, 'read' | 'save'>;
  readonly people: People;
}

/** The team's templates as proposals change them: files in git, in place of those that ship. */
export function templatesSubject({ people, ...changing }: Options): Subject<'templates'> {
  const { templates, store } = changing;
  const now = async (proposal: Proposal) => heldIn(await templates.files(), pathOf(proposal)).digest;
  return {
    words,
    prefix: 'tpl',
    policy: ({ policies }) => policies.templates,
    right: () => 'template',
    changeOf: async ({ template, to }) => {
      const { before, after, details } = await templateChange(changing, template, to);
      if (before.digest === after.digest) return { details };
      const sides = {
        before: { digest: before.digest, text: before.own },
        after: { digest: after.digest, text: after.own },
      };
      return {
        details,
        change: { of: template, ...sides, environments: [], summary: templateChangeText(details), details },
      };
    },
    standing: async (proposal) => {
      const digest = await now(proposal);
      if (digest === proposal.before) return 'before';
      return digest === proposal.after ? 'after' : 'moved';
    },
    write: async (proposal, text) => {
      const { id, of: name = '', requester, approvals } = proposal;
      const author = await people.find(requester).catch(() => ({ id: requester, name: requester }));
      let isBefore = true;
      // Read while nobody else can write, so that nothing comes between the look and the commit.
      async function* files() {
        isBefore = (await now(proposal)) === proposal.before;
        if (!isBefore) return;
        const ref = { kind: 'template', name } as const;
        yield text === undefined ? { ...ref, removed: true as const } : { ...ref, text };
      }
      await store.save({
        ...{ id, author: { id: requester, name: author.name }, message: messageOf(proposal), files: files() },
        proposal: { id, approvers: approvals.map(({ by }) => by) },
      });
      return isBefore;
    },
  };
}

function pathOf({ of = '' }: Proposal): string {
  return `${of}.hbs`;
}

/** Why, in the words of who asked, and where it comes from. */
function messageOf({ reason, source }: Proposal): string {
  return reason ? `${reason}\n\n${source}` : source;
}

const words: SubjectWords = {
  attempt: 'change the templates',
  asking: {
    en: 'the templates (policies in environments.yaml)',
    zh: '模板（environments.yaml 的 policies）',
  },
  forbidden: (name, right) => ({
    en: `${name} may not change templates (${right}). Who may is set in access.yaml; /ops whoami shows your rights.`,
    zh: `${name} 无权变更模板（${right}）。权限在 access.yaml 中设置；可用 /ops whoami 查看。`,
  }),
  moved: ({ of }, again) =>
    withNext(again, {
      en: `The template ${of} was changed by somebody else since this difference was made, so nothing was saved.`,
      zh: `生成该差异之后模板 ${of} 已被他人修改，因此未保存。`,
    }),
  alreadySo: ({ of }) => ({
    en: `The template ${of} has become what was proposed without this; there was nothing left to save.`,
    zh: `模板 ${of} 已是该变更后的内容，无需保存。`,
  }),
  notWritten: ({ of }, why) => ({
    en: `Saving the template ${of}: ${why.en} Nothing was saved.`,
    zh: `保存模板 ${of}：${why.zh} 未保存。`,
  }),
  saved: ({ summary, id, of }) => ({
    en: `Saved (${id}): ${summary.en}. /template history ${of} shows its versions, /template rollback ${of} brings one back.`,
    zh: `已保存（${id}）：${summary.zh}。用 /template history ${of} 查看各版本，/template rollback ${of} 恢复其中之一。`,
  }),
};
