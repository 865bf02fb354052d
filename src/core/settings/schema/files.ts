import { z } from 'zod';
import type { Text } from '../../text.ts';
import { placeholderFault, rootFault } from './app-faults.ts';
import { hookIn, verificationIn } from './hooks.ts';
import { doc, kind, rule } from './rule.ts';
import { line } from './scalars.ts';

const ofConfigs = ['host', 'address', 'labels.…', 'name', 'base'];
const where = { en: 'in /', zh: '在 / 中' };
const glob = kind(line(500, globFault), 'glob', '通配模式');

const entry = z.strictObject({
  configs: doc(
    z.union([glob, z.array(glob)]).transform((value) => (typeof value === 'string' ? [value] : value)),
    'Names of configs, such as nginx/*.conf: one pattern or several. The first entry that fits a config and its host counts.',
    '配置名，如 nginx/*.conf，可写一个或多个模式。取第一个与配置及主机匹配的条目。',
  ),
  hosts: doc(line(1000).optional(), 'A selector: only for these hosts.', '选择器：仅用于这些主机。'),
  path: doc(
    kind(line(1000, pathFault), 'absolute path', '绝对路径'),
    'Where it is put. {name}, its last part {base}, {host}, {address} and {labels.x} may stand in it.',
    '放置路径。可含 {name}、其最后一段 {base}、{host}、{address}、{labels.x}。',
  ),
  mode: doc(
    kind(rule(z.string(), modeFault), 'mode', '权限').optional(),
    'Its permissions, such as "0644"; unless said those of the file that is there, else 0644.',
    '权限，如 "0644"；缺省沿用原文件的权限，无原文件时为 0644。',
  ),
  owner: doc(
    line(100, ownerFault).optional(),
    'Whom it belongs to, such as root:root; unless said as the file that is there.',
    '属主，如 root:root；缺省沿用原文件的属主。',
  ),
  check: doc(
    hookIn([...ofConfigs, 'file'], where).optional(),
    'Tells whether it is good. With {file}: before anything is put in place, {file} being a copy beside it. Without: after, before the reload. Placeholders as in path.',
    '检查文件是否有效。含 {file} 时在放置之前执行，{file} 为目标旁的副本；不含时在放置之后、重新加载之前执行。占位符同 path。',
  ),
  reload: doc(
    hookIn(ofConfigs, where).optional(),
    'Makes the service read it; the same command is run once for all files of a host. Placeholders as in path.',
    '使服务重新读取；同一主机上相同的命令只执行一次。占位符同 path。',
  ),
  verify: doc(
    z.array(verificationIn(ofConfigs)).prefault([]),
    'What must hold afterwards, else the former files are put back; as in apps.yaml.',
    '之后必须通过的检查，否则恢复原文件；写法同 apps.yaml。',
  ),
});

/** files.yaml */
export const filesFile = z.strictObject({
  root: doc(
    kind(line(500, rootFault), 'path', '路径').prefault('.changeops-configs'),
    'Where the bot keeps lease, records and former files on a host; a relative one starts at the login folder.',
    '机器人在主机上存放租约、记录和原文件的目录；相对路径从登录目录开始。',
  ),
  files: doc(
    z.array(entry).nullable().prefault([]),
    'Where configs of servers go, and what becomes of them; read from the top.',
    '服务器配置的放置位置与后续操作，自上而下匹配。',
  ),
});

function globFault(value: string): Text | undefined {
  if (!value.startsWith('/') && !value.split('/').includes('..')) return undefined;
  return {
    en: 'must be the pattern of a config’s name, such as nginx/*.conf: without / at the start, without ..',
    zh: '必须是配置名的模式，如 nginx/*.conf：不以 / 开头，不含 ..',
  };
}

function pathFault(value: string): Text | undefined {
  const fault = placeholderFault(value, ofConfigs);
  if (fault) return fault;
  if (/^(\/|\{labels\.)/.test(value) && !value.endsWith('/') && !value.split('/').includes('..')) return undefined;
  return {
    en: 'must be the absolute path of a file, such as /etc/nginx/conf.d/{base}, without ..',
    zh: '必须是文件的绝对路径，如 /etc/nginx/conf.d/{base}，不含 ..',
  };
}

function modeFault(value: string): Text | undefined {
  if (/^0[0-7]{3}$/.test(value)) return undefined;
  return { en: 'must be four octal digits in quotes, such as "0644"', zh: '必须是带引号的四位八进制数，如 "0644"' };
}

function ownerFault(value: string): Text | undefined {
  if (/^[A-Za-z0-9_][\w.-]*:[A-Za-z0-9_][\w.-]*$/.test(value)) return undefined;
  return { en: 'must be user:group, such as root:root', zh: '必须是 用户:组，如 root:root' };
}
