import { counted, type Text, verbatim } from '../text.ts';
import type { OtherEvent, RunEvent } from './events.ts';
import { stateText } from './texts.ts';
import type { Run, RunRequest } from './types.ts';

type Any = RunEvent | OtherEvent;
type Describe = { readonly [T in Any['type']]: (event: Extract<Any, { type: T }>) => Text };

/** What an entry of the journal says, in a sentence without its subject. */
export function describe(event: Any): Text {
  const words: (event: never) => Text = descriptions[event.type];
  return words(event as never);
}

const descriptions: Describe = {
  requested: ({ kind, request }) => requested(kind, request),
  planned: ({ plan, digest }) => {
    const hosts = Object.keys(plan.hosts).length;
    const short = digest.slice(0, 12);
    return {
      en: `planned: ${plan.version} on ${counted(hosts, 'host')}, plan ${short}`,
      zh: `已生成计划：${plan.version}，${hosts} 台主机，计划 ${short}`,
    };
  },
  asked: ({ why, dropped }) => {
    const gone = dropped?.length
      ? { en: `; no longer counting: ${dropped.join(', ')}`, zh: `；失效：${dropped.join('、')}` }
      : none;
    return { en: `approval asked for${because(why).en}${gone.en}`, zh: `请求审批${because(why).zh}${gone.zh}` };
  },
  approved: ({ digest }) => ({ en: `approved plan ${digest.slice(0, 12)}`, zh: `批准计划 ${digest.slice(0, 12)}` }),
  revoked: () => ({ en: 'took the approval back', zh: '撤回审批' }),
  rejected: ({ reason }) => ({ en: `rejected${said(reason).en}`, zh: `拒绝${said(reason).zh}` }),
  queued: () => ({ en: 'queued', zh: '进入队列' }),
  started: () => ({ en: 'started', zh: '开始执行' }),
  'batch-started': ({ batch }) => ({ en: `batch ${batch + 1} started`, zh: `第 ${batch + 1} 批开始` }),
  'step-started': ({ host, step, phase }) => ({
    en: `${host}: ${step} started${undoing(phase).en}`,
    zh: `${host}：${undoing(phase).zh}${step} 开始`,
  }),
  'step-ended': ({ host, step, phase }) => ({
    en: `${host}: ${step} done${undoing(phase).en}`,
    zh: `${host}：${undoing(phase).zh}${step} 完成`,
  }),
  'host-failed': ({ host, step, text }) => ({
    en: `${host} failed${step ? ` at ${step}` : ''}: ${text.en}`,
    zh: `${host} 失败${step ? `（${step}）` : ''}：${text.zh}`,
  }),
  'host-ended': ({ host, state }) => ({ en: `${host}: ${state}`, zh: `${host}：${hostStates[state]}` }),
  waiting: ({ expiresAt }) => {
    const until = new Date(expiresAt).toISOString();
    return { en: `waiting to be continued, until ${until}`, zh: `等待继续，直到 ${until}` };
  },
  continued: ({ by }) =>
    by === 'clock'
      ? { en: 'continued: its time was over', zh: '观察时间结束，自动继续' }
      : { en: 'continued', zh: '继续' },
  'undo-started': ({ why }) => ({ en: `undo started: ${why.en}`, zh: `开始撤销：${why.zh}` }),
  'cancel-requested': ({ how }) =>
    how === 'undo' ? { en: 'cancelled, to be undone', zh: '取消并撤销' } : { en: 'cancelled', zh: '取消' },
  warned: ({ text }) => ({ en: `warning: ${text.en}`, zh: `警告：${text.zh}` }),
  ended: ({ state, why }) => ({
    en: `${stateText(state).en}${because(why).en}`,
    zh: `${stateText(state).zh}${because(why).zh}`,
  }),
  carded: () => ({ en: 'its card was posted', zh: '已发送卡片' }),
  told: () => ({ en: 'its result was posted', zh: '已发送结果' }),
  held: ({ app, environment, run }) => ({
    en: `${app} put on hold in ${environment} by run ${run}`,
    zh: `因任务 ${run}，${app} 在 ${environment} 被挂起`,
  }),
  lifted: ({ app, environment, reason }) => ({
    en: `lifted the hold on ${app} in ${environment}: ${reason}`,
    zh: `解除 ${app} 在 ${environment} 的挂起：${reason}`,
  }),
  trusted: ({ host, fingerprint }) => ({
    en: `trusted the host key ${fingerprint} of ${host}`,
    zh: `信任 ${host} 的主机密钥 ${fingerprint}`,
  }),
  adopted: ({ app, environment, host, release }) => ({
    en: `adopted ${app} on ${host} (${environment}) as release ${release}`,
    zh: `接管 ${host}（${environment}）上的 ${app}，记为发布 ${release}`,
  }),
  'configs-saving': ({ generation, template, hosts, schedule }) => {
    const on = schedule === undefined ? none : { en: ` on schedule ${schedule}`, zh: `按计划 ${schedule} ` };
    return {
      en: `saves configs of ${counted(hosts, 'host')} from ${template} (${generation})${on.en}`,
      zh: `${on.zh}保存由 ${template} 生成的 ${hosts} 台主机的配置（${generation}）`,
    };
  },
  'config-pinned': ({ host, name, revision, reason }) => ({
    en: `pinned ${host}/${name} to revision ${revision.slice(0, 10)}${said(reason).en}`,
    zh: `将 ${host}/${name} 固定在版本 ${revision.slice(0, 10)}${said(reason).zh}`,
  }),
  'config-unpinned': ({ host, name, reason }) => ({
    en: `lifted the pin of ${host}/${name}${said(reason).en}`,
    zh: `解除 ${host}/${name} 的固定${said(reason).zh}`,
  }),
  'config-rolled-back': ({ host, name, to, reason }) => ({
    en: `rolled ${host}/${name} back to revision ${to.slice(0, 10)}${said(reason).en}`,
    zh: `将 ${host}/${name} 回滚到版本 ${to.slice(0, 10)}${said(reason).zh}`,
  }),
  'configs-importing': ({ source, configs }) => ({
    en: `imports ${configs === undefined ? 'configs' : configs === 1 ? '1 config' : `${configs} configs`} from ${source}`,
    zh: `从 ${source} 导入${configs === undefined ? '' : ` ${configs} 个`}配置`,
  }),
  collecting: ({ collection, source, selector, what, command, resources }) => {
    const asked = command ?? [...what, ...(resources ?? [])].join(',');
    return {
      en: `began to collect ${selector || source} (${collection})${asked === '' ? '' : `: ${asked}`}`,
      zh: `开始采集 ${selector || source}（${collection}）${asked === '' ? '' : `：${asked}`}`,
    };
  },
  collected: ({ collection, source, selector, targets, failed, changed, gone = 0 }) => ({
    en: `collected ${selector || source} (${collection}): ${targets === 1 ? '1 target' : `${targets} targets`}, ${failed} failed, ${changed} changed${gone > 0 ? `, ${gone} gone` : ''}`,
    zh: `采集 ${selector || source}（${collection}）：${targets} 个目标，失败 ${failed}，变化 ${changed}${gone > 0 ? `，消失 ${gone}` : ''}`,
  }),
  'schedule-made': (event) => ofSchedule(event, { en: 'made', zh: '创建' }),
  'schedule-paused': (event) => ofSchedule(event, { en: 'paused', zh: '暂停' }),
  'schedule-resumed': (event) => ofSchedule(event, { en: 'resumed', zh: '恢复' }),
  'schedule-removed': (event) => ofSchedule(event, { en: 'removed', zh: '删除' }),
  converted: ({ conversion, file, hosts, quarantined, formats }) => {
    const given =
      formats.length > 0 ? { en: `, given as ${formats.join(', ')}`, zh: `，导出 ${formats.join('、')}` } : none;
    return {
      en: `converted ${file} (${conversion}): ${counted(hosts, 'host')}, ${counted(quarantined, 'row')} in quarantine${given.en}`,
      zh: `转换 ${file}（${conversion}）：${hosts} 台主机，隔离 ${quarantined} 行${given.zh}`,
    };
  },
  proposed: ({ proposal, kind, source, summary, undoes, reason }) => {
    const of = proposalKinds[kind];
    const what = undoes
      ? { en: `taking back ${undoes}`, zh: `撤回 ${undoes}` }
      : { en: `from ${source}`, zh: `来源 ${source}` };
    return {
      en: `proposed ${proposal}, a change of ${of.en}, ${what.en}: ${summary.en}${said(reason).en}`,
      zh: `提交${of.zh}变更 ${proposal}（${what.zh}）：${summary.zh}${said(reason).zh}`,
    };
  },
  'proposal-approved': ({ proposal, digest }) => ({
    en: `approved ${proposal}, change ${digest.slice(0, 12)}`,
    zh: `批准 ${proposal}，变更 ${digest.slice(0, 12)}`,
  }),
  'proposal-rejected': ({ proposal, reason }) => ({
    en: `rejected ${proposal}${said(reason).en}`,
    zh: `拒绝 ${proposal}${said(reason).zh}`,
  }),
  'proposal-ended': ({ proposal, state, why }) => ({
    en: `${proposal} ${proposalEnds[state].en}${because(why?.text).en}`,
    zh: `${proposal} ${proposalEnds[state].zh}${because(why?.text).zh}`,
  }),
  refused: ({ what, text }) => ({ en: `was refused "${what}": ${text.en}`, zh: `操作“${what}”被拒绝：${text.zh}` }),
  'bot-started': () => ({ en: 'the bot started', zh: '机器人启动' }),
  'bot-stopped': () => ({ en: 'the bot stopped', zh: '机器人停止' }),
};

const none: Text = { en: '', zh: '' };
const proposalKinds = {
  inventory: { en: 'the inventory', zh: '清单' },
  templates: { en: 'a template', zh: '模板' },
} as const;
const proposalEnds = {
  saved: { en: 'was saved', zh: '已保存' },
  expired: { en: 'expired', zh: '已过期' },
  refused: { en: 'was not saved', zh: '未保存' },
} as const;
const hostStates = { done: '完成', undone: '已撤销', skipped: '已跳过' } as const;

function requested(kind: Run['kind'], request: RunRequest): Text {
  const { app, environment, version, emergency, follows, how } = request;
  const what = `${app}${version === undefined ? '' : `@${version}`}`;
  const urgent = emergency ? { en: 'EMERGENCY ', zh: '【紧急】' } : none;
  const after =
    follows === undefined
      ? none
      : { en: ` (${how} of run ${follows})`, zh: `（${how === 'undo' ? '撤销' : '继续'}任务 ${follows}）` };
  const verb = verbs[kind];
  const why = said(request.reason);
  return {
    en: `asked for ${urgent.en}${verb.en} of ${what} to ${environment}${after.en}${why.en}`,
    zh: `申请${urgent.zh}在 ${environment} ${verb.zh} ${what}${after.zh}${why.zh}`,
  };
}

const verbs: Readonly<Record<Run['kind'], Text>> = {
  deploy: { en: 'deploy', zh: '部署' },
  rollback: { en: 'rollback', zh: '回滚' },
  push: { en: 'push', zh: '下发' },
};

function because(why: Text | undefined): Text {
  return why ? { en: `: ${why.en}`, zh: `：${why.zh}` } : none;
}

function said(reason: string | undefined): Text {
  return reason ? { en: `: ${reason}`, zh: `：${reason}` } : none;
}

function undoing(phase: 'forward' | 'undo'): Text {
  return phase === 'undo' ? { en: ' (undo)', zh: '撤销中，' } : none;
}

type ScheduleEvent = Extract<OtherEvent, { readonly cron: string }>;

function ofSchedule(event: ScheduleEvent, done: Text): Text {
  const { schedule, cron, tz } = event;
  const does = 'does' in event ? event.does : collected(event);
  return {
    en: `${done.en} schedule ${schedule}: ${does.en}, "${cron}" ${tz}`,
    zh: `${done.zh}计划 ${schedule}：${does.zh}，“${cron}”${tz}`,
  };
}

function collected({ source, selector = source, command }: Exclude<ScheduleEvent, { does: Text }>): Text {
  return verbatim(command === undefined ? selector : `${command} (${selector})`);
}
