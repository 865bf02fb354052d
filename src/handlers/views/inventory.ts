import type { Host } from '../../core/settings/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { clipMarkup, code, fitLines, header, leftOff, listMessage, sayer, sections, summaryText } from './kit.ts';

const shownLabels = 6;

/** Hosts, one line each. `selector`: what picked them, where not all are meant. */
export function hostList(hosts: readonly Host[], selector: string | undefined, language: Language): Message {
  const say = sayer(language);
  const what = selector === undefined ? '' : `${say(': ', '：')}${selector}`;
  const title = say(`Inventory${what} (${hosts.length})`, `清单${what}（${hosts.length} 台）`);
  const hint = say(
    `${code('/inventory show <host>')} shows one in full; ${code('/inventory export <format>')} gives a file.`,
    `${code('/inventory show <host>')} 查看单台；${code('/inventory export <format>')} 导出文件。`,
  );
  const none = say(
    `There is no host yet: ${code('/inventory import')} tells how they come in.`,
    `目前没有主机：${code('/inventory import')} 说明如何导入。`,
  );
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
    ...Object.entries(host.labels).map(([label, value]) => [clipMarkup(code(label), 200), String(value)] as const),
  ];
  const lines = rows.flatMap(([name, value]) => (value ? [`*${name}*  ${code(value, 500)}`] : []));
  return {
    text: summaryText(host.name),
    blocks: [header(host.name), ...sections(fitLines(lines, 9_000, (left) => leftOff(left, say)))],
  };
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
