import { z } from 'zod';
import { nameFault } from '../../core/settings/names.ts';
import { type Arg, flag, on, rest, text, toggle, word } from './args.ts';

const versionPattern = /^[\p{L}\p{N}][\p{L}\p{N}._+-]{0,99}$/u;

const name = z.string().refine((value) => nameFault(value) === undefined);
const version = z.string().regex(versionPattern);

/** `<app>[@version]`. */
export const appVersion = word({
  shown: '<app>[@version]',
  expects: {
    en: 'an app, with or without a version, such as web or web@1.4.2',
    zh: '应用名，可带版本，例如 web 或 web@1.4.2',
  },
  schema: z
    .string()
    .transform((typed) => {
      const at = typed.indexOf('@');
      return at < 0 ? { app: typed } : { app: typed.slice(0, at), version: typed.slice(at + 1) };
    })
    .pipe(z.object({ app: name, version: version.optional() })),
  write: ({ app, version: number }) => (number === undefined ? app : `${app}@${number}`),
});

/** `[selector]`: all hosts without it. */
export const optionalSelector = rest('[selector]', {
  en: 'hosts, such as web-* type=switch site=beijing; all of them without it',
  zh: '主机选择条件，例如 web-* type=switch site=北京；缺省为全部',
});

/** `<app>`. */
export const app = word({
  shown: '<app>',
  expects: { en: 'an app of apps.yaml, such as web', zh: 'apps.yaml 中的应用名，例如 web' },
  schema: name,
});

/** `<environment>`. */
export const environment = word({
  shown: '<environment>',
  expects: {
    en: 'an environment of environments.yaml, such as staging',
    zh: 'environments.yaml 中的环境名，例如 staging',
  },
  schema: name,
});

/** `<run id>`. */
export const runId = word({
  shown: '<run id>',
  expects: {
    en: "a run's id, such as 261123-k7mqp (/ops runs lists them)",
    zh: '任务编号，例如 261123-k7mqp（用 /ops runs 查看）',
  },
  schema: z
    .string()
    .toLowerCase()
    .regex(/^[0-9a-z]{1,12}(?:-[0-9a-z]{1,24})*$/),
});

/** `--to version`. */
export const toVersion = flag({
  shown: 'version',
  expects: { en: 'a version that ran there before, such as 1.4.1', zh: '曾在该环境运行过的版本，例如 1.4.1' },
  schema: version,
});

/** When something is done again and again. */
export const timing = {
  every: text('cron', {
    en: 'a time table of five fields, such as "0 2 * * *"',
    zh: '五段时间表达式，例如 "0 2 * * *"',
  }),
  tz: flag({
    shown: 'zone',
    expects: { en: 'a time zone such as Asia/Shanghai', zh: '时区，例如 Asia/Shanghai' },
    schema: z.string().max(60),
  }),
  missed: flag({
    shown: 'once|skip',
    expects: { en: 'once (make up for a missed run) or skip', zh: 'once（补一次错过的执行）或 skip（跳过）' },
    schema: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['once', 'skip'])),
  }),
} satisfies Record<string, Arg<unknown>>;

/** What narrows and shapes a deploy or rollback. */
export const rollout = {
  on: on(),
  strategy: flag({
    shown: 'all|rolling|canary',
    expects: { en: 'all, rolling or canary', zh: 'all（同时）、rolling（分批）或 canary（金丝雀）' },
    schema: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['all', 'rolling', 'canary'])),
  }),
  batch: flag({
    shown: 'n|n%',
    expects: { en: 'a number of hosts such as 3, or a share such as 25%', zh: '主机数量（例如 3）或比例（例如 25%）' },
    schema: z.string().regex(/^(?:[1-9]\d{0,4}|(?:[1-9]\d?|100)%)$/),
  }),
  emergency: toggle({ en: 'asks the emergency approvers', zh: '走紧急审批' }),
  ticket: flag({
    shown: 'ID',
    expects: { en: "a change request's id, such as CHG0012345", zh: '变更单号，例如 CHG0012345' },
    schema: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._/#-]{0,63}$/u),
  }),
  reason: text('text', { en: 'why, in up to 500 characters', zh: '原因，最多 500 个字符' }),
  dryRun: toggle({ en: 'shows the plan and changes nothing', zh: '只显示计划，不做任何变更' }),
} satisfies Record<string, Arg<unknown>>;
