import type { Button, KnownBlock } from '@slack/types';
import type { Person } from '../../core/access/people.ts';
import type { Proposal } from '../../core/proposals/types.ts';
import type { Run } from '../../core/runs/types.ts';
import type { ListedSchedule } from '../../core/schedules/index.ts';
import type { Access } from '../../core/settings/types.ts';
import { type Language, wording } from '../../core/text.ts';
import type { HomeView } from '../define.ts';
import { detailsButton } from './buttons.ts';
import {
  actions,
  channelLink,
  clip,
  clipMarkup,
  code,
  context,
  escapeText,
  header,
  leftOff,
  moment,
  person,
  type Say,
  sayer,
  section,
  told,
} from './kit.ts';
import { whoInOneLine } from './people.ts';
import { proposalTitle } from './proposals/index.ts';
import { runTitle } from './title.ts';
import { stateWords } from './words.ts';

/** Runs and proposals, each newest first. */
interface Matters {
  readonly runs: readonly Run[];
  readonly proposals: readonly Proposal[];
}

/** What somebody who may see runs sees of them. */
export interface Seen {
  /** What they are to decide on. */
  readonly waiting: Matters;
  /** What they asked for and is not over. */
  readonly asked: Matters;
  readonly running: readonly Run[];
  /** The schedules whose last time failed. */
  readonly failed: readonly ListedSchedule[];
}

interface Home {
  readonly who: Person;
  readonly access: Access;
  /** Absent for who may not. */
  readonly seen: Seen | undefined;
  /** What they may use of what is proposed to them. */
  readonly can: { readonly deploy: boolean; readonly convert: boolean };
  /** What stands before every command's name. */
  readonly prefix: string;
  /** ms since the epoch. */
  readonly now: number;
}

/** How much of each list is shown: with all its headers a view stays under Slack's 100 blocks. */
const most = { waiting: 15, asked: 10, running: 10, failed: 5 };

/** A person's home tab. Decisions are made on the cards, which show all that is decided on. */
export function home(about: Home, language: Language): HomeView {
  const { who, access, seen, now } = about;
  const say = sayer(language);
  const blocks: KnownBlock[] = [
    section(clipMarkup(`👋 ${person(who.id)} · ${whoInOneLine(who, access, say)}`, 1_500)),
    ...actions([refresh(say)]),
    ...(seen ? lists(seen, about.prefix, language) : []),
    header(say('Next', '接下来')),
    section(nextLines(about, say).join('\n')),
    context(`${say('as of', '截至')} ${moment(now)}`),
  ];
  return { tab: 'home', blocks };
}

function lists({ waiting, asked, running, failed }: Seen, prefix: string, language: Language): readonly KnownBlock[] {
  const say = sayer(language);
  const part = (title: string, items: readonly KnownBlock[], shown: number, command: string, none?: string) => {
    if (items.length === 0 && none === undefined) return [];
    const left = items.length - shown;
    const more = left > 0 ? [context(`${leftOff(left, say)}${say(': ', '：')}${code(`/${prefix}${command}`)}`)] : [];
    const words = items.length === 0 && none !== undefined ? [section(none)] : [];
    return [header(`${title}${counted(items.length, say)}`), ...items.slice(0, shown), ...more, ...words];
  };
  return [
    ...part(
      say('Waiting for your approval', '等待你审批'),
      matters(waiting, say),
      most.waiting,
      'ops approvals',
      say('Nothing waits for your approval.', '没有等待你审批的事项。'),
    ),
    ...part(say('You asked for', '你的申请'), matters(asked, say), most.asked, 'ops runs --active'),
    ...part(
      say('Running now', '正在进行'),
      running.map((run) => runBlock(run, say)),
      most.running,
      'ops runs --active',
      say('Nothing is running.', '没有正在进行的任务。'),
    ),
    ...part(
      say('Schedules that failed last time', '上次失败的计划'),
      failed.map((schedule) => section(scheduleLine(schedule, language))),
      most.failed,
      'collect schedules',
    ),
  ];
}

function counted(count: number, say: Say): string {
  return count === 0 ? '' : say(` (${count})`, `（${count}）`);
}

function matters({ runs, proposals }: Matters, say: Say): readonly KnownBlock[] {
  return [...runs.map((run) => runBlock(run, say)), ...proposals.map((each) => section(proposalLines(each, say)))];
}

function runBlock(run: Run, say: Say): KnownBlock {
  const { sign, en, zh } = stateWords[run.state];
  const first = `${sign} *${bold(runTitle(run, say))}* · ${say(en, zh)}`;
  const lines = [first, origin(run, run.requestedAt, run.card?.channel ?? run.channel, say)];
  return { ...section(lines.join('\n')), accessory: detailsButton(run, say) };
}

function proposalLines(proposal: Proposal, say: Say): string {
  const { environments, card, channel, proposedAt } = proposal;
  const named = environments.slice(0, 5).map((each) => code(each));
  const others = environments.length > named.length ? ['…'] : [];
  const where = environments.length === 0 ? '' : ` · ${say('in', '环境')} ${[...named, ...others].join(' ')}`;
  const first = `✋ *${bold(proposalTitle(proposal, say))}*${where}`;
  return [first, origin(proposal, proposedAt, card?.channel ?? channel, say)].join('\n');
}

/** Who asked, since when, until when it waits, and where its card stands. */
function origin(
  { id, requester, expiresAt }: Pick<Run, 'id' | 'requester' | 'expiresAt'>,
  since: number,
  channel: string,
  say: Say,
): string {
  const parts = [
    person(requester),
    say(`since ${moment(since)}`, `自 ${moment(since)}`),
    expiresAt === undefined ? '' : say(`until ${moment(expiresAt)}`, `截止 ${moment(expiresAt)}`),
    channel.startsWith('D') ? say('in a direct message', '私信') : channelLink(channel),
    code(id),
  ];
  return parts.filter(Boolean).join(' · ');
}

function bold(text: string): string {
  return escapeText(clip(text.replace(/\s+/g, ' '), 200)).replaceAll('*', '∗');
}

function scheduleLine({ id, does, last, by, channel }: ListedSchedule, language: Language): string {
  const why = last?.why ? `\n> ${told(last.why, language, 400).replaceAll('\n', ' ')}` : '';
  const ended = last ? ` · ${moment(last.ended)}` : '';
  return `❌ ${code(String(id))} ${code(wording(does, language), 200)}${ended} · ${person(by)} ${channelLink(channel)}${why}`;
}

function nextLines({ can, seen, prefix }: Home, say: Say): readonly string[] {
  const typed = (command: string) => code(`/${prefix}${command}`);
  return [
    ...(can.deploy
      ? [say(`• ${typed('deploy list')}: the versions there are to deploy`, `• ${typed('deploy list')}：可部署的版本`)]
      : []),
    ...(can.convert
      ? [
          say(
            '• Drop a spreadsheet of hosts into a channel or into Messages here: an inventory comes back',
            '• 把主机清单表格拖入频道或此处的“消息”：即可得到清单',
          ),
        ]
      : []),
    ...(seen
      ? []
      : [say(`• ${typed('ops whoami')}: who the bot takes you for`, `• ${typed('ops whoami')}：机器人眼中的你`)]),
    say(
      `• ${typed('ops help')}: all that you may do; in Messages ${code('help')} will do`,
      `• ${typed('ops help')}：你可以使用的全部命令；在“消息”中输入 ${code('help')} 即可`,
    ),
  ];
}

function refresh(say: Say): Button {
  return {
    type: 'button',
    action_id: 'home.refresh',
    text: { type: 'plain_text', text: say('Refresh', '刷新'), emoji: false },
  };
}
