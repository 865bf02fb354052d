import { isIP } from 'node:net';
import { defineFormat } from '../format.ts';
import { oneLine, textOf } from '../write/carried.ts';

/** Letters, digits and hyphens, parts of 1 to 63 characters (RFC 952, RFC 1123), with a letter, so that it is no address. */
const legal = /^(?=.*[a-z])(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i;
/** Names that every machine has of its own; a spreadsheet must not send them elsewhere. */
const own = /^(?:localhost|ip6-.*|broadcasthost)(?:\..*)?$/i;

/**
 * Lines for /etc/hosts: address and name, nothing else. Left out, each with a comment: hosts whose address is a DNS
 * name, and names that no resolver takes (with `_` or Chinese characters, or digits only).
 */
export default defineFormat({
  title: { en: 'Hosts file (/etc/hosts)', zh: 'hosts 文件（/etc/hosts）' },
  needs: {
    en: 'Holds names and IP addresses only. Hosts with a DNS name as address, and names with _ or Chinese characters, are left out.',
    zh: '只含主机名和 IP 地址。地址为域名的主机，以及名称含 _ 或中文的主机不写入。',
  },
  files: ['hosts'],
  keeps: ({ name, address }) => (fits(name, address) ? { name, address, fields: {}, labels: {} } : undefined),
  write: ({ hosts }, { title }) => {
    const lines = hosts.map(({ name, address }) =>
      fits(name, address) ? `${address}\t${name}` : `# left out: ${oneLine(name)} (${oneLine(address)})`,
    );
    return [{ name: 'hosts', content: `${[`# ${oneLine(title)}`, ...lines].join('\n')}\n` }];
  },
  read: (files) => {
    const lines = textOf(files).split('\n');
    const entries = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
    return entries.map(([address = '', name = '']) => ({ name, address, fields: {}, labels: {} }));
  },
});

function fits(name: string, address: string): boolean {
  return isIP(address) !== 0 && !address.includes('%') && legal.test(name) && !own.test(name);
}
