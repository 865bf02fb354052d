import type { InventoryDetails, Proposal, Proposed } from '../../core/proposals/types.ts';
import type { Host } from '../../core/settings/types.ts';
import type { Language, Text } from '../../core/text.ts';
import type { Message } from '../define.ts';
import {
  channelLink,
  clipMarkup,
  code,
  fitLines,
  header,
  leftOff,
  listMessage,
  moment,
  person,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';
import { differenceView, proposalTitle, proposalWords } from './proposal-card.ts';

const shownLabels = 6;

/** Hosts, one line each. `selector`: what picked them, where not all are meant. */
export function hostList(hosts: readonly Host[], selector: string | undefined, language: Language): Message {
  const say = sayer(language);
  const what = selector === undefined ? '' : `: ${selector}`;
  const title = say(`Inventory${what} (${hosts.length})`, `清单${what}（${hosts.length} 台）`);
  const hint = say(
    `${code('/inventory show <host>')} shows one in full; ${code('/inventory export <format>')} gives a file.`,
    `${code('/inventory show <host>')} 查看单台；${code('/inventory export <format>')} 导出文件。`,
  );
  const none = say('There is no host yet.', '目前没有主机。');
  return listMessage(title, hosts.length > 0 ? hosts.map(hostLine) : [none], hint, say);
}

/** One host in full. */
export function hostView(host: Host, environments: readonly string[], language: Language): Message {
  const say = sayer(language);
  const become = host.become && `${host.become.method} (${host.become.user})`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say('Address', '地址'), `${host.address}:${host.port}`],
    [say('Type', '类型'), host.type],
    [say('Platform', '平台'), host.platform],
    [say('Environments', '环境'), environments.join(', ')],
    [say('Groups', '分组'), host.groups.join(', ')],
    [say('Credential', '凭据'), host.credential],
    [say('Other rights', '提权'), become],
    [say('Jump host', '跳板机'), host.via],
    ...Object.entries(host.labels).map(([label, value]) => [label, String(value)] as const),
  ];
  const lines = rows.flatMap(([name, value]) =>
    value ? [`*${clipMarkup(code(name), 200)}*  ${code(value, 500)}`] : [],
  );
  return {
    text: summaryText(host.name),
    blocks: [header(host.name), ...sections(fitLines(lines, 9_000, (left) => leftOff(left, say)))],
  };
}

/** What a proposal changes, for who asks about it. */
export function proposalDifference(proposal: Proposal, details: InventoryDetails, language: Language): Message {
  const say = sayer(language);
  const { sign, en, zh } = proposalWords[proposal.state];
  const title = proposalTitle(proposal, say);
  const state = `${sign} ${say(en, zh)} · ${code(proposal.id)} · ${person(proposal.requester)} ${moment(proposal.proposedAt)}`;
  const lines = [state, ...differenceView(details, language, proposal.summary)];
  return { text: summaryText(title), blocks: [header(title), ...sections(lines)] };
}

/** What `--dry-run` shows of a change. */
export function wouldChange(details: InventoryDetails, summary: Text, language: Language): Message {
  const say = sayer(language);
  const text = say('This would change (nothing was changed):', '将产生以下变更（未做任何变更）：');
  return { text, blocks: sections([text, ...differenceView(details, language, summary)]) };
}

/** What somebody is told who asked for a change of the inventory; its card tells everybody else. */
export function proposedNotice(proposed: Proposed, language: Language): Message {
  const say = sayer(language);
  const lines = proposedLines(proposed, language, say);
  return { text: lines, blocks: sections([lines]) };
}

function proposedLines(proposed: Proposed, language: Language, say: ReturnType<typeof sayer>): string {
  if (proposed.outcome === 'nothing-to-change') {
    return say('Nothing to change: the inventory has all of it already.', '无需变更：清单中已全部存在。');
  }
  const { proposal, outcome } = proposed;
  const [id, where, what] = [code(proposal.id), channelLink(proposal.channel), told(proposal.summary, language, 300)];
  const texts = {
    asked: say(
      `${what}. Its card (${id}) asks for approval in ${where}.`,
      `${what}。审批卡片（${id}）已发到 ${where}。`,
    ),
    'asked-already': say(
      `The very same change awaits approval already: ${id} in ${where}.`,
      `相同的变更已在等待审批：${id}（${where}）。`,
    ),
    saved: say(
      `Saved: ${what} (${id}). ${code('/inventory undo')} takes it back.`,
      `已保存：${what}（${id}）。可用 ${code('/inventory undo')} 撤回。`,
    ),
    refused: `⚠️ ${proposal.why ? told(proposal.why.text, language) : id}`,
  };
  return texts[outcome];
}

function hostLine(host: Host): string {
  const labels = Object.entries(host.labels)
    .slice(0, shownLabels)
    .map(([label, value]) => `${label}=${value}`);
  const more = Object.keys(host.labels).length > shownLabels ? ' …' : '';
  const rest = [host.address, host.type, host.platform, ...host.groups.map((group) => `@${group}`), ...labels].join(
    ' ',
  );
  return `${code(host.name)} ${code(rest, 300)}${more}`;
}
