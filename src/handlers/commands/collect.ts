import { z } from 'zod';
import type { CollectRequest } from '../../core/collect/types.ts';
import { OpsError } from '../../core/errors.ts';
import { type ListedSchedule, zoneOf } from '../../core/schedules/index.ts';
import { keysOf, known, nothingOf, notKnownOf, notKnownThen, timeOf } from '../collected.ts';
import { collectLive, factsNamed, mayCollect } from '../collections.ts';
import { defineCommand, form, type Reply, type Request } from '../define.ts';
import type { Deps } from '../deps.ts';
import { demandChange, isScheduled, refuseAlone, scheduled, type Timing } from '../jobs.ts';
import { flag, optionalWord, rest, straightQuotes, text, toggle, word } from '../parse/args.ts';
import { timing } from '../parse/shapes.ts';
import type { Word } from '../parse/words.ts';
import { membership } from '../rights.ts';
import {
  answersFollow,
  changesMessage,
  exportedMessage,
  factsMessage,
  historyMessage,
  memberMessage,
} from '../views/facts.ts';
import { ephemeral } from '../views/notice.ts';
import { scheduleList, scheduleMade } from '../views/schedules.ts';

const { every, tz, missed } = timing;
const when = {
  every,
  tz,
  changesOnly: toggle({ en: 'with --every: silent where nothing changed', zh: '与 --every 同用：没有变化时不发消息' }),
  missed,
};

const collecting = form({
  summary: {
    en: 'What hosts are, and what changed since last time; with --every again and again.',
    zh: '采集主机信息并指出与上次的变化；加 --every 定期执行。',
  },
  args: {
    selector: rest('<selector>', {
      en: 'hosts, such as type=switch site=beijing, or an environment',
      zh: '主机选择条件（例如 type=switch site=北京）或环境名',
    }),
    what: flag({
      shown: 'facts,…',
      expects: {
        en: 'facts, or some of them such as interfaces,packages,config',
        zh: 'facts，或其中几项，例如 interfaces,packages,config',
      },
      schema: z.string().min(1).max(200),
    }),
    command: text('command', {
      en: 'a command that only reads, such as "display lldp neighbor"',
      zh: '只读命令，例如 "display lldp neighbor"',
    }),
    ...when,
  },
  example: 'type=switch site=北京 --what facts,config',
  right: 'collect',
  handle: async ({ selector, what, command, ...timing }, request, deps) => {
    const hosts = said(selector);
    if (hosts === '') throw noSelector();
    await mayCollect(request.user, hosts, deps);
    const wanted: CollectRequest = { what: factsNamed(what), ...(command !== undefined && { command }) };
    return startOrSchedule({ source: 'ssh', selector: hosts, wanted, name: command ?? hosts }, timing, request, deps);
  },
});

const resourcesOf = {
  aliyun: {
    shown: 'ecs,…',
    expects: { en: 'kinds of resources such as ecs,vpc; all without it', zh: '资源种类，例如 ecs,vpc；缺省为全部' },
  },
  'http-json': {
    shown: 'source,…',
    expects: { en: 'sources of sources.yaml; all without it', zh: 'sources.yaml 中的来源名；缺省为全部' },
  },
};

const cloud = (source: keyof typeof resourcesOf, summary: { en: string; zh: string }) =>
  form({
    word: source,
    summary,
    args: {
      resources: flag({
        ...resourcesOf[source],
        schema: z.string().min(1).max(200),
      }),
      ...when,
    },
    example: source === 'aliyun' ? '--resources ecs,vpc' : '',
    right: 'collect',
    handle: async ({ resources, ...timing }, request, deps) => {
      const kinds = (resources ?? '').split(/[,，、\s]+/).filter(Boolean);
      const wanted: CollectRequest = { what: [], ...(kinds.length > 0 && { resources: kinds }) };
      return startOrSchedule({ source, wanted, name: source }, timing, request, deps);
    },
  });

const thing = word({
  shown: '<host>',
  expects: { en: 'a host of the inventory, or the key of a cloud resource', zh: '清单中的主机名，或云资源的键' },
  schema: z.string().max(300),
});

const show = form({
  word: 'show',
  summary: {
    en: 'All that is known of a host, or all of one kind, such as packages or config.',
    zh: '查看一台主机的全部已知信息，或某一类的全部内容（如 packages、config）。',
  },
  args: {
    host: thing,
    kind: optionalWord({
      shown: '[kind]',
      expects: {
        en: 'what of it, such as interfaces, packages or config',
        zh: '哪一类，例如 interfaces、packages 或 config',
      },
      schema: z.string().max(60),
    }),
  },
  example: 'core-1 interfaces',
  right: membership,
  handle: async ({ host, kind }, { language }, deps) => {
    const snapshot = await known(host, deps);
    if (kind === undefined) return ephemeral(factsMessage(snapshot, language));
    const member = Object.keys(snapshot.data).find((name) => name.toLowerCase() === kind.toLowerCase());
    if (member === undefined) throw notKnownOf(snapshot, kind);
    const { message, file } = memberMessage(snapshot, member, language);
    return file ? { kind: 'files', message, files: [file] } : ephemeral(message);
  },
});

const history = form({
  word: 'history',
  summary: { en: 'When something changed of a host.', zh: '查看一台主机的变化历史。' },
  args: { host: thing },
  example: 'core-1',
  right: membership,
  handle: async ({ host }, { language }, deps) => {
    const { key } = await known(host, deps);
    return ephemeral(historyMessage(key, await deps.collects.snapshots.history(key), language));
  },
});

const moment = flag({
  shown: 'time',
  expects: {
    en: 'days such as 7d, hours such as 12h, or a date such as 2026-11-01 or "2026-11-01 08:30"',
    zh: '天数（7d）、小时（12h）或日期（2026-11-01 或 "2026-11-01 08:30"）',
  },
  schema: z
    .string()
    .regex(/^(?:\d{1,4}[dh]|\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2})?)$/)
    .refine((said) => !Number.isNaN(timeOf(said, 0, zoneOf('UTC')))),
});

const diff = form({
  word: 'diff',
  summary: {
    en: 'What changed of a host between two times, field by field.',
    zh: '比较一台主机在两个时间点之间的变化（按字段）。',
  },
  args: { host: thing, from: moment, to: moment, tz: when.tz },
  example: 'core-1 --from 7d',
  right: membership,
  handle: async ({ host, from, to, tz = 'UTC' }, { language }, deps) => {
    const zone = zoneOf(tz);
    const { key } = await known(host, deps);
    const now = deps.clock.now();
    const [since, until] = [from, to].map((said) => (said === undefined ? undefined : timeOf(said, now, zone)));
    if (from !== undefined && since !== undefined && since > now) throw inFuture(from, tz);
    if (since !== undefined && until !== undefined && since > until) throw reversed(from ?? '', to ?? '');
    const difference = await deps.collects.difference(key, {
      ...(since !== undefined && { from: since }),
      to: until ?? now,
    });
    if (!difference) throw notKnownThen(host);
    return ephemeral(changesMessage(key, difference, since, language));
  },
});

const exporting = form({
  word: 'export',
  summary: { en: 'What is known of hosts, as files.', zh: '将已知的主机信息导出为文件。' },
  args: {
    selector: rest('<selector>', {
      en: 'hosts, such as type=switch, or an environment',
      zh: '主机选择条件（例如 type=switch）或环境名',
    }),
    to: flag({
      shown: 'xlsx,…',
      expects: { en: 'xlsx, csv or json, or several of them', zh: 'xlsx、csv 或 json，可多选' },
      schema: z.string().toLowerCase().regex(/[a-z]/).max(40),
    }),
  },
  example: 'type=switch --to xlsx',
  right: membership,
  handle: async ({ selector, to }, { channel }, deps) => {
    const hosts = said(selector);
    if (hosts === '') throw noSelector();
    const keys = await keysOf(hosts, deps);
    const formats = [...new Set((to ?? 'xlsx').split(/[,，、\s]+/).filter(Boolean))];
    const { count, files } = await deps.collects.snapshots.export(keys, formats);
    if (count === 0) throw nothingOf(hosts);
    return { kind: 'files', message: exportedMessage(hosts, count, formats, deps.language(channel)), files };
  },
});

const number = word({
  shown: '<number>',
  expects: { en: "a schedule's number (/collect schedules lists them)", zh: '计划编号（用 /collect schedules 查看）' },
  schema: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});

const schedules = form({
  word: 'schedules',
  summary: { en: 'What is done again and again, and when next.', zh: '列出定期计划及下次执行时间。' },
  args: {},
  example: '',
  right: membership,
  handle: async (_, { language }, deps) => ephemeral(scheduleList(deps.schedules.list(), language)),
});

const changing = (verb: 'pause' | 'resume' | 'remove', summary: { en: string; zh: string }) =>
  form({
    word: verb,
    summary,
    args: { id: number },
    example: '3',
    right: membership,
    handle: async ({ id }, { user, language }, deps) => {
      const found = deps.schedules.list().find((one) => one.id === id);
      if (found) await demandChange(found.job, user, deps);
      const changed: ListedSchedule & { already?: boolean } = await deps.schedules[verb](id, user);
      return ephemeral(scheduleMade(changed, verb, language));
    },
  });

export default defineCommand({
  summary: {
    en: 'What is really out there: facts of hosts and clouds, changes, schedules',
    zh: '采集真实情况：主机与云资源信息、变化、定期计划',
  },
  forms: [
    collecting,
    cloud('aliyun', { en: 'Resources of Alibaba Cloud accounts.', zh: '采集阿里云账号的资源。' }),
    cloud('http-json', { en: 'Lists of the HTTP sources in sources.yaml.', zh: '采集 sources.yaml 中的 HTTP 来源。' }),
    show,
    history,
    diff,
    exporting,
    schedules,
    changing('pause', { en: 'Pause a schedule.', zh: '暂停计划。' }),
    changing('resume', { en: 'Go on with a paused schedule.', zh: '恢复计划。' }),
    changing('remove', { en: 'Remove a schedule.', zh: '删除计划。' }),
  ],
});

interface Wanted {
  readonly source: string;
  readonly selector?: string;
  readonly wanted: CollectRequest;
  /** What it is called in messages. */
  readonly name: string;
}

async function startOrSchedule(
  { source, selector, wanted, name }: Wanted,
  { changesOnly, ...timing }: Timing & { readonly changesOnly: boolean },
  request: Request,
  deps: Deps,
): Promise<Reply> {
  const asked = { source, request: wanted, by: request.user, ...(selector !== undefined && { selector }) };
  if (!isScheduled(timing)) {
    refuseAlone(timing, { '--changes-only': changesOnly });
    const { unshown, files } = await collectLive(asked, name, request, deps);
    if (files.length > 0)
      return { kind: 'files', message: unshown ?? answersFollow(name, deps.language(request.channel)), files };
    return unshown ? { kind: 'in-channel', message: unshown } : { kind: 'nothing' };
  }
  if (changesOnly && wanted.command !== undefined) throw noChangesOfCommands();
  const job = { kind: 'collect', source, ...wanted, changesOnly, ...(selector !== undefined && { selector }) };
  return scheduled(job, timing, request, deps);
}

function said(words: readonly Word[]): string {
  return words.map(({ typed }) => straightQuotes(typed)).join(' ');
}

function inFuture(from: string, tz: string): OpsError {
  return new OpsError('argument-malformed', {
    en: `--from ${from} (${tz}) lies in the future. Give a time that has passed, such as --from 7d.`,
    zh: `--from ${from}（${tz}）在将来。请给出过去的时间，例如 --from 7d。`,
  });
}

function reversed(from: string, to: string): OpsError {
  return new OpsError('argument-malformed', {
    en: `--from ${from} is later than --to ${to}. Give the earlier time as --from.`,
    zh: `--from ${from} 晚于 --to ${to}。请将较早的时间写在 --from。`,
  });
}

function noChangesOfCommands(): OpsError {
  return new OpsError('argument-malformed', {
    en: '--changes-only does not go with --command: the answers of a single command are shown and not kept.',
    zh: '--changes-only 不能与 --command 同用：单条命令的输出只显示，不保存。',
  });
}

function noSelector(): OpsError {
  return new OpsError('argument-missing', {
    en: '/collect needs hosts: /collect type=switch site=beijing, or /collect all.',
    zh: '/collect 需要指定主机：/collect type=switch site=北京，或 /collect all。',
  });
}
