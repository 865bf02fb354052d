import { type InventoryChange, mergeChange, restoreChange } from '../../inventory/change.ts';
import { differenceText } from '../../inventory/difference.ts';
import type { HostsFiles } from '../../inventory/hosts-file.ts';
import type { Change, Subject, SubjectWords } from '../subject.ts';
import { withNext } from '../texts.ts';

export interface InventorySubject extends Subject<'inventory'> {
  readonly hosts: HostsFiles;
  /** What bringing an earlier text back would come to. Errors as those of `mergeChange`. */
  restore(text: string): Promise<Change<'inventory'>>;
}

/** The inventory as proposals change it: hosts.yaml. */
export function inventorySubject(hosts: HostsFiles): InventorySubject {
  return {
    hosts,
    words,
    prefix: 'inv',
    policy: ({ policies }) => policies.inventory,
    right: (wish) => wish?.right ?? 'inventory',
    changeOf: async ({ incoming, complete }) => {
      const { difference, change } = await mergeChange(hosts, incoming, { complete });
      const details = { kind: 'inventory', difference, members: change?.members ?? [] } as const;
      return change ? { details, change: described(change) } : { details };
    },
    restore: async (text) => described(await restoreChange(hosts, text)),
    standing: async ({ before, after }) => {
      const now = await hosts.digest();
      if (now === before) return 'before';
      return now === after ? 'after' : 'moved';
    },
    write: ({ before }, text = '') => hosts.replace(before, text),
  };
}

function described({ difference, members, ...change }: InventoryChange): Change<'inventory'> {
  return { ...change, summary: differenceText(difference), details: { kind: 'inventory', difference, members } };
}

const words: SubjectWords = {
  attempt: 'change the inventory',
  asking: {
    en: 'the inventory (policies in environments.yaml)',
    zh: '清单（environments.yaml 的 policies）',
  },
  forbidden: (name, right, environments) => {
    const places =
      environments.length > 0
        ? { en: ` of ${environments.join(', ')}`, zh: ` ${environments.join('、')} 中` }
        : { en: '', zh: '' };
    return {
      en: `${name} may not change the hosts${places.en} in the inventory (${right}). Who may is set in access.yaml; /ops whoami shows your rights.`,
      zh: `${name} 无权变更清单${places.zh}的主机（${right}）。权限在 access.yaml 中设置；可用 /ops whoami 查看。`,
    };
  },
  moved: (_, again) =>
    withNext(again, {
      en: 'hosts.yaml was changed by somebody else since this difference was made, so nothing was saved.',
      zh: '生成该差异之后 hosts.yaml 已被他人修改，因此未保存。',
    }),
  alreadySo: () => ({
    en: 'hosts.yaml has become what was proposed without this; there was nothing left to save.',
    zh: 'hosts.yaml 已是该变更后的内容，无需保存。',
  }),
  notWritten: (_, why) => ({
    en: `Writing hosts.yaml: ${why.en} Nothing was saved.`,
    zh: `写入 hosts.yaml：${why.zh} 未保存。`,
  }),
  saved: ({ summary, id }) => ({
    en: `Saved (${id}): ${summary.en}. /inventory undo takes it back.`,
    zh: `已保存（${id}）：${summary.zh}。可用 /inventory undo 撤回。`,
  }),
};
