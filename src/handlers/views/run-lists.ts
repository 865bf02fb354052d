import type { Proposal } from '../../core/proposals/types.ts';
import { liftCommand } from '../../core/runs/texts.ts';
import type { Hold, Run, RunSummary } from '../../core/runs/types.ts';
import type { SettingsProblem } from '../../core/settings/types.ts';
import type { Language, Text } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { clip, code, escapeText, listMessage, moment, person, type Say, sayer, told } from './kit.ts';
import { proposalTitle } from './proposals/index.ts';
import type { Missing } from './state-line.ts';
import { kindWords, stateWords } from './words.ts';

/** The newest runs, one line each. `more`: there are older ones. */
export function runList(runs: readonly RunSummary[], more: boolean, language: Language): Message {
  const say = sayer(language);
  const title = say('Runs', '任务');
  const lines = runs.length > 0 ? runs.map((run) => summaryLine(run, say)) : [say('No runs yet.', '还没有任何任务。')];
  const hint = say(`${code('/ops run <id>')} shows one in full.`, `用 ${code('/ops run <编号>')} 查看单个任务。`);
  const older = more
    ? say(
        ' Older ones are left out; narrow with an app or environment.',
        '更早的任务未列出，可加应用名或环境名缩小范围。',
      )
    : '';
  return listMessage(title, lines, hint + older, say);
}

/** Something that waits for approval, as far as a list shows it. */
interface Waiting {
  readonly missing: Missing;
  /** Whether the reader may decide on it. */
  readonly yours: boolean;
}

/** The runs and proposals that wait for approval, and which of them the reader may decide on. */
export function approvalList(
  runs: readonly (Waiting & { readonly run: Run })[],
  language: Language,
  proposals: readonly (Waiting & { readonly proposal: Proposal })[] = [],
): Message {
  const say = sayer(language);
  const ofRuns = runs.map(({ run, ...waiting }) => {
    const { app, environment } = run.request;
    return `${describe({ ...run, app, environment, version: run.plan?.version }, say)} · ${awaited(run, waiting, say)}`;
  });
  const ofProposals = proposals.map(({ proposal, ...waiting }) => {
    const what = `${code(proposal.id)} ${escapeText(clip(proposalTitle(proposal, say), 200))}`;
    return `${what} · ${awaited(proposal, waiting, say)}`;
  });
  const lines = [...ofRuns, ...ofProposals];
  const none = [say('Nothing waits for approval.', '没有等待审批的任务。')];
  const hint = say('Decide on the cards in their channels.', '请在各频道的任务卡片上审批。');
  return listMessage(say('Waiting for approval', '等待审批'), lines.length > 0 ? lines : none, hint, say);
}

function awaited(
  { requester, expiresAt }: Pick<Run, 'requester' | 'expiresAt'>,
  { missing, yours }: Waiting,
  say: Say,
) {
  const groups = missing.groups.map((group) => code(group)).join(say(' or ', ' 或 '));
  const need = say(`${missing.count} more of ${groups}`, `还需 ${groups} 中 ${missing.count} 人`);
  const until = expiresAt === undefined ? '' : say(` until ${moment(expiresAt)}`, `，截止 ${moment(expiresAt)}`);
  const you = yours ? say(' · 👉 you may decide', ' · 👉 你可以审批') : '';
  return `${person(requester)} · ${need}${until}${you}`;
}

/** How the bot is: what it goes on without, what runs, what is on hold, and what is wrong with its settings. */
export function status(
  about: {
    missing: readonly Text[];
    troubles: readonly Text[];
    active: readonly RunSummary[];
    holds: readonly Hold[];
    problems: readonly SettingsProblem[];
    now: number;
  },
  language: Language,
): Message {
  const say = sayer(language);
  const part = (en: string, zh: string, lines: readonly string[], none: string) => [
    `*${say(en, zh)}*`,
    ...(lines.length > 0 ? lines : [none]),
  ];
  const damaged = about.missing.map((text) => `❌ ${told(text, language, 600)}`);
  const troubled = about.troubles.map((text) => `⚠️ ${told(text, language, 900)}`);
  const lines = [
    ...(damaged.length > 0 ? part('The bot goes on without', '机器人缺少以下数据，其余照常', damaged, '') : []),
    ...(troubled.length > 0 ? part('In the background', '后台工作', troubled, '') : []),
    ...part(
      'Active runs',
      '进行中的任务',
      about.active.map((run) => summaryLine(run, say)),
      say('None.', '无。'),
    ),
    ...part(
      'On hold',
      '挂起',
      about.holds.map((hold) => holdLine(hold, say)),
      say('Nothing.', '无。'),
    ),
    ...part(
      'Settings',
      '设置',
      about.problems.map((problem) => problemLine(problem, language)),
      say('✅ All files are in force.', '✅ 所有文件均已生效。'),
    ),
  ];
  return listMessage(say('Status', '状态'), lines, `${say('as of', '截至')} ${moment(about.now)}`, say);
}

function summaryLine(run: RunSummary, say: Say): string {
  return `${describe(run, say)} · ${person(run.requester)} ${moment(run.requestedAt)}`;
}

function describe(
  run: Pick<RunSummary, 'id' | 'kind' | 'app' | 'environment' | 'version' | 'state'>,
  say: Say,
): string {
  const words = stateWords[run.state];
  const kind = say(kindWords[run.kind].en, kindWords[run.kind].zh);
  const version = run.version === undefined ? '' : ` ${code(run.version)}`;
  const what = run.kind === 'push' ? say(` ${code(run.app)}`, '配置') : ` ${code(run.app)}`;
  return `${words.sign} ${code(run.id)} ${kind}${what}${version} → ${code(run.environment)} · ${say(words.en, words.zh)}`;
}

function holdLine({ app, environment, run, since }: Hold, say: Say): string {
  const lift = code(liftCommand(app, environment), 200);
  return `✋ ${code(app)} → ${code(environment)} ${say(`since ${moment(since)}, after run ${code(run)}; lift it with ${lift}`, `自 ${moment(since)} 起，源于任务 ${code(run)}；解除：${lift}`)}`;
}

function problemLine({ file, line, column, key, text }: SettingsProblem, language: Language): string {
  const place = [file, line, line === undefined ? undefined : column].filter((each) => each !== undefined).join(':');
  return `❌ ${code(place, 120)}${key ? ` ${code(key, 120)}` : ''} ${told(text, language, 500)}`;
}
