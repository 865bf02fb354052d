import { z } from 'zod';
import { doc, kind, parsed, rule } from './rule.ts';
import { amount, duration, line, name, whole } from './scalars.ts';

/** How long an approval or a canary is waited for when nothing is said. */
const defaultWait = '4h';

const policy = rule(
  z.strictObject({
    required: doc(whole(0, 20), 'How many people must agree; 0 asks nobody.', '需要多少人同意；0 表示无需审批。'),
    from: doc(
      z.array(name()).prefault([]),
      'The groups of access.yaml they come from.',
      '审批人所在的组（access.yaml）。',
    ),
    expires: doc(duration().prefault(defaultWait), 'When a request that was not decided ends.', '未决请求的有效期。'),
  }),
  ({ required, from }) => {
    if (required === 0 || from.length > 0) return undefined;
    return {
      en: `asks for ${required} approvals but names no group in "from"`,
      zh: `需要 ${required} 人同意，但 from 未指定任何组`,
    };
  },
);

const continueWanted = {
  en: 'must be manual, or how long the canary bakes before it goes on by itself, such as 30m',
  zh: '必须是 manual，或金丝雀观察多久后自动继续，如 30m',
};
const bake = duration();
const goOn = kind(
  parsed<'manual' | number>(continueWanted, (value) => (value === 'manual' ? value : bake.safeParse(value).data)),
  'manual or duration',
  'manual 或时长',
);

const strategy = rule(
  z.strictObject({
    kind: doc(
      z.enum(['all', 'rolling', 'canary']),
      'All at once, batch by batch, or one batch first.',
      '全部同时、分批滚动，或先金丝雀一批。',
    ),
    batch: doc(
      amount().optional(),
      'Rolling: how many hosts at a time (1 unless said).',
      'rolling：每批主机数（缺省 1）。',
    ),
    first: doc(amount().prefault(1), 'Canary: how many hosts first.', 'canary：第一批主机数。'),
    // biome-ignore lint/suspicious/noThenProperty: the settings' own word, in a schema that nothing awaits
    then: doc(
      amount().optional(),
      'Canary: how many at a time after that (all unless said).',
      'canary：之后每批主机数（缺省为全部）。',
    ),
    continue: doc(
      goOn.prefault('manual'),
      'Canary: whether a person lets it go on, or after how long it does by itself.',
      'canary：由人确认继续，或多久后自动继续。',
    ),
    expires: doc(
      duration().prefault(defaultWait),
      'Canary: how long that person is waited for, before it ends as onFailure says.',
      'canary：等待确认的时长，超时按 onFailure 处理。',
    ),
    maxFailures: doc(
      whole(0, 100_000).prefault(0),
      'Hosts that may fail before the run has failed.',
      '允许失败的主机数。',
    ),
    onFailure: doc(
      z.enum(['undo', 'stop']).prefault('undo'),
      'What a failure does: undo every touched host, or stop there.',
      '失败时：撤销所有已改动的主机，或停在原处。',
    ),
  }),
  (given) => {
    if (given.batch === undefined || given.then === undefined) return undefined;
    return {
      en: 'has both batch (of rolling) and then (of canary): keep one',
      zh: '同时有 batch（rolling）和 then（canary），请保留一个',
    };
  },
);

const channel = kind(
  line(30, (value) =>
    /^[CG][A-Z0-9]{2,}$/.test(value)
      ? undefined
      : { en: 'must be a Slack channel id such as C0123ABCD', zh: '必须是 Slack 频道 ID，如 C0123ABCD' },
  ),
  'channel id',
  '频道 ID',
);

const environment = z.strictObject({
  hosts: doc(kind(line(1000), 'selector', '选择器'), 'The selector that picks its hosts.', '选择主机的选择器。'),
  apps: doc(
    z.array(name()).optional(),
    'The apps that may be deployed here; all where it is absent. Two environments may share hosts only if they have no app in common.',
    '允许发布的应用；缺省为全部。只有应用不重叠的环境才能共用主机。',
  ),
  channel: doc(
    channel.optional(),
    'The channel its cards are posted in; where it was asked for, if absent.',
    '发布卡片的频道；缺省为发起请求的频道。',
  ),
  strategy: doc(strategy.prefault({ kind: 'rolling' }), 'How a change goes over the hosts.', '变更如何逐台推进。'),
  approval: doc(policy, 'Who must agree to a deploy.', '发布需要谁同意。'),
  rollback: doc(
    policy.optional(),
    'Who must agree to a rollback; as approval, if absent.',
    '回滚需要谁同意；缺省同 approval。',
  ),
  emergency: doc(
    policy.optional(),
    'Who must agree with --emergency, which is refused where this is absent.',
    '使用 --emergency 时需要谁同意；缺省则拒绝紧急发布。',
  ),
});

/** environments.yaml */
export const environmentsFile = z.strictObject({
  environments: doc(
    z.record(name(), environment).nullable().prefault({}),
    'Where things are deployed, by name.',
    '发布的目标环境，以名称为键。',
  ),
  policies: doc(
    z
      .strictObject({
        inventory: doc(policy.optional(), 'Who must agree to changes of the inventory.', '清单变更需要谁同意。'),
        templates: doc(policy.optional(), 'Who must agree to changes of templates.', '模板变更需要谁同意。'),
      })
      .nullable()
      .prefault({}),
    'Approvals outside environments; where one is absent, the approval of the environment that asks for most people.',
    '环境之外的审批；缺省取要求人数最多的环境的 approval。',
  ),
});
