import { defineFormat, type WrittenHost } from '../format.ts';
import type { HostRecord } from '../types.ts';
import { carried, oneLine, sshPortOf, textOf, userOf, type WholeHost } from '../write/carried.ts';

/**
 * Blocks for ~/.ssh/config: HostName, Port and User, what it is in a comment. A port counts where the protocol is SSH
 * or not given; a user only where it is a plain name, as ssh_config expands and splits others (ssh_config(5)). Host
 * names hold no `* ? !` and no spaces, so each pattern is one host.
 */
export default defineFormat({
  title: { en: 'SSH configuration (~/.ssh/config)', zh: 'SSH 配置（~/.ssh/config）' },
  needs: {
    en: 'Holds names, addresses, SSH ports and users; the rest stands in comments, where it is short.',
    zh: '只含主机名、地址、SSH 端口和用户；其余简要信息写在注释中。',
  },
  files: ['ssh_config'],
  keeps,
  write: ({ hosts }, { title }) => {
    const blocks = hosts.map((host) => blockOf(carried(host)));
    return [{ name: 'ssh_config', content: [`# ${oneLine(title)}\n`, ...blocks].join('\n') }];
  },
  read: (files) => {
    const [, ...blocks] = textOf(files).split(/^Host /m);
    return blocks.map((block) => {
      const name = /^"(.*)"$/m.exec(block)?.[1] ?? '';
      const textFor = (key: string) => new RegExp(`^ {2}${key} (.*)$`, 'm').exec(block)?.[1];
      return written(name, textFor('HostName')?.replaceAll('%%', '%') ?? '', textFor('Port'), textFor('User'));
    });
  },
});

function keeps(record: HostRecord): WrittenHost {
  const host = carried(record);
  return written(host.name, host.address, sshPortOf(host)?.toString(), userOf(host));
}

function written(name: string, address: string, port?: string, username?: string): WrittenHost {
  return { name, address, fields: { ...(port && { port }), ...(username && { username }) }, labels: {} };
}

function blockOf(host: WholeHost): string {
  const { vendor = '', model = '', site = '' } = host.fields;
  const [port, user] = [sshPortOf(host), userOf(host)];
  return [
    `Host "${host.name}"`,
    `  # ${oneLine([host.type, host.platform, vendor, model, site].join(' ')).slice(0, 120)}`,
    `  HostName ${host.address.replaceAll('%', '%%')}`,
    ...(port === undefined ? [] : [`  Port ${port}`]),
    ...(user === undefined ? [] : [`  User ${user}`]),
    '',
  ].join('\n');
}
