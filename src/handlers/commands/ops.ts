import { z } from 'zod';
import { activeRuns, awaitedProposals, awaitedRuns } from '../approvals.ts';
import { auditFilter, readAudit } from '../audit.ts';
import { defineCommand, form } from '../define.ts';
import { help } from '../help.ts';
import { flag, optionalWord, rest, toggle, word } from '../parse/args.ts';
import { app, runId } from '../parse/shapes.ts';
import { membership } from '../rights.ts';
import { cancelByCommand, runNamed } from '../runs.ts';
import { auditList } from '../views/audit.ts';
import { detailsMessage } from '../views/details.ts';
import { answered, ephemeral } from '../views/notice.ts';
import { whoami } from '../views/people.ts';
import { wholePlan } from '../views/plan.ts';
import { approvalList, runList, status } from '../views/run-lists.ts';

const shownRuns = 20;
const shownEntries = 50;
/** Active runs that are looked through. */
const mostActive = 1000;

const helping = form({
  word: 'help',
  summary: { en: 'What you can do, or one command in full.', zh: '列出你可以使用的命令，或说明其中一个。' },
  args: {
    about: optionalWord({
      shown: '[command]',
      expects: { en: 'a command such as deploy', zh: '命令名，例如 deploy' },
      schema: z.string().max(40),
    }),
  },
  example: 'deploy',
  handle: async ({ about }, request, deps) => ephemeral(help(about, request, deps)),
});

const showStatus = form({
  word: 'status',
  summary: {
    en: 'What runs, what is on hold, and what is wrong with settings and data.',
    zh: '进行中的任务、挂起项，以及设置和数据的问题。',
  },
  args: {},
  example: '',
  right: membership,
  handle: async (_, { language }, deps) => {
    const active = await deps.runs.list({ active: true, limit: shownRuns });
    const { runs, settings, missing, clock } = deps;
    const about = {
      active,
      missing,
      troubles: deps.troubles(),
      holds: runs.holds(),
      problems: settings.problems(),
      now: clock.now(),
    };
    return ephemeral(status(about, language));
  },
});

const runs = form({
  word: 'runs',
  summary: { en: 'The newest runs, of one app or environment where named.', zh: '最近的任务，可按应用和环境筛选。' },
  args: {
    app: optionalWord({ shown: '[app]', expects: app.expects, schema: z.string().max(63) }),
    environment: optionalWord({
      shown: '[environment]',
      expects: { en: 'an environment such as prod', zh: '环境名，例如 prod' },
      schema: z.string().max(63),
    }),
    active: toggle({ en: 'only those not ended', zh: '只看未结束的' }),
  },
  example: 'web prod --active',
  right: membership,
  handle: async ({ active, ...about }, { language }, deps) => {
    const known = deps.settings.current().environments;
    const onlyEnvironment =
      about.app !== undefined && about.environment === undefined && Object.hasOwn(known, about.app);
    const where = onlyEnvironment ? { environment: about.app } : about;
    const found = await deps.runs.list({ ...where, ...(active ? { active } : {}), limit: shownRuns + 1 });
    return ephemeral(runList(found.slice(0, shownRuns), found.length > shownRuns, language));
  },
});

const run = form({
  word: 'run',
  summary: { en: 'One run in full: plan, hosts, decisions, journal.', zh: '查看单个任务：计划、主机、审批和日志。' },
  args: {
    id: runId,
    plan: toggle({ en: 'its whole plan as a file, for everyone here', zh: '以文件形式向频道给出完整计划' }),
  },
  example: '261123-k7mqp',
  right: membership,
  handle: async ({ id, plan }, { language, channel }, deps) => {
    const found = await runNamed(id, deps);
    if (plan && found.plan) return { kind: 'files', ...wholePlan(found, found.plan, deps.language(channel)) };
    const { lines: entries } = await readAudit(deps.journal, { run: id }, 200);
    return ephemeral(detailsMessage({ run: found, entries: entries.toReversed(), now: deps.clock.now() }, language));
  },
});

const approvals = form({
  word: 'approvals',
  summary: {
    en: 'The runs and other changes that wait for approval, and which of them you may decide.',
    zh: '等待审批的任务及其他变更，以及你可以审批的项目。',
  },
  args: {},
  example: '',
  right: membership,
  handle: async (_, { user, language }, deps) => {
    const waiting = awaitedRuns(await activeRuns(mostActive, deps), user, deps).slice(0, shownRuns);
    const proposals = awaitedProposals(user, deps).slice(0, shownRuns);
    return ephemeral(approvalList(waiting, language, proposals));
  },
});

const cancel = form({
  word: 'cancel',
  summary: {
    en: 'Cancel a run. Once hosts were touched, --hosts says what becomes of them.',
    zh: '取消任务。若已变更主机，用 --hosts 指明如何处理。',
  },
  args: {
    id: runId,
    hosts: flag({
      shown: 'undo|leave',
      expects: {
        en: 'undo (bring touched hosts back) or leave (as they are)',
        zh: 'undo（恢复变更过的主机）或 leave（保持现状）',
      },
      schema: z
        .string()
        .toLowerCase()
        .pipe(z.enum(['undo', 'leave'])),
    }),
    dryRun: toggle({ en: 'shows what would be cancelled', zh: '只显示将取消的任务' }),
  },
  example: '261123-k7mqp --hosts undo',
  right: membership,
  handle: (about, request, deps) => cancelByCommand(about, request, deps),
});

const audit = form({
  word: 'audit',
  summary: { en: 'Who did what when, newest first.', zh: '审计日志：谁在何时做了什么，最新的在前。' },
  args: {
    filter: rest('[filter…]', {
      en: 'a run id, a person, days such as 7d, or words such as an app',
      zh: '任务编号、人员、天数（例如 7d），或应用名等词语',
    }),
  },
  example: '@lin 7d web',
  right: 'ops',
  handle: async ({ filter }, { language }, deps) => {
    const { lines, older } = await readAudit(deps.journal, auditFilter(filter, deps.clock.now()), shownEntries);
    return ephemeral(auditList(lines, older, language));
  },
});

const trust = form({
  word: 'trust',
  summary: {
    en: "Pin a host's SSH key, if the host shows exactly this fingerprint.",
    zh: '固定主机的 SSH 密钥，仅当主机出示的正是该指纹时生效。',
  },
  args: {
    host: word({
      shown: '<host>',
      expects: { en: 'a host of the inventory, such as web-01', zh: '清单中的主机名，例如 web-01' },
      schema: z.string().max(63),
    }),
    fingerprint: word({
      shown: '<fingerprint>',
      expects: { en: 'a fingerprint as ssh-keygen -lf prints it: SHA256:…', zh: 'ssh-keygen -lf 显示的指纹：SHA256:…' },
      schema: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/),
    }),
  },
  example: 'web-01 SHA256:uNiVztksCsDhcc0u9e8BgrJXVGLGZLfGGOFbkhLZYWk',
  right: 'trust',
  handle: async ({ host, fingerprint }, { user, language }, deps) =>
    answered(await deps.trust(host, fingerprint, user), language),
});

const me = form({
  word: 'whoami',
  summary: { en: 'Who the bot takes you for, and what you may do where.', zh: '机器人眼中的你，以及你的权限。' },
  args: {},
  example: '',
  handle: async (_, { user, language }, deps) =>
    ephemeral(whoami(await deps.people.find(user), deps.settings.current().access, language)),
});

export default defineCommand({
  summary: { en: 'The bot itself: help, runs, approvals, audit', zh: '机器人自身：帮助、任务、审批、审计' },
  forms: [helping, showStatus, runs, run, approvals, cancel, audit, trust, me],
});
