import { isIP } from 'node:net';
import { z } from 'zod';
import { virtualLabels } from '../../inventory/selector/match.ts';
import type { Text } from '../../text.ts';
import { deviceTypes } from '../device-types.ts';
import { plainNameFault } from '../names.ts';
import { doc, guarded, kind, rule } from './rule.ts';
import { line, name, plainName, whole } from './scalars.ts';

const address = kind(line(255, addressFault), 'IP address or DNS name', 'IP 地址或域名');
const platform = kind(line(63, platformFault), 'name', '名称');
const user = kind(line(64, userFault), 'user name', '用户名');
const method = z.enum(['sudo', 'su']);

const become = z
  .union([
    method,
    z.strictObject({
      method: doc(method, 'The program that gives other rights.', '用于切换身份的程序。'),
      user: doc(user.prefault('root'), 'Whose rights are taken.', '切换到的用户。'),
    }),
  ])
  .transform((value) => (typeof value === 'string' ? { method: value, user: 'root' } : value));

const labelName = kind(rule(z.string(), labelNameFault), 'name', '名称');
const labelValue = kind(
  guarded(
    { en: 'must be text, a number, or true or false', zh: '必须是文本、数字或 true/false' },
    (value) => ['string', 'number', 'boolean'].includes(typeof value),
    z.union([z.number(), z.boolean(), line(500)]),
  ),
  'text, number or true/false',
  '文本、数字或 true/false',
);

const host = z.strictObject({
  address: doc(address, 'Where it is reached.', '连接地址。'),
  port: doc(whole(1, 65535).prefault(22), 'The port of its SSH server.', 'SSH 服务端口。'),
  platform: doc(
    platform.prefault('linux'),
    'What runs on it: linux, huawei-vrp, h3c-comware, cisco-ios, cisco-nxos, juniper-junos, ruijie-os …',
    '所运行的系统：linux、huawei-vrp、h3c-comware、cisco-ios、cisco-nxos、juniper-junos、ruijie-os 等。',
  ),
  type: doc(z.enum(deviceTypes).prefault('server'), 'What it is.', '设备类型。'),
  groups: doc(z.array(name()).prefault([]), 'Groups it is in: @web in a selector.', '所属分组，选择器中写作 @web。'),
  credential: doc(
    plainName().optional(),
    'The entry of credentials.yaml that it is logged in to with.',
    '登录所用的凭据，即 credentials.yaml 中的名称。',
  ),
  become: doc(
    become.optional(),
    'How root (or another user) is had after the login: sudo, su, or { method, user }.',
    '登录后如何取得 root（或其他用户）权限：sudo、su 或 { method, user }。',
  ),
  via: doc(name().optional(), 'The host to jump through.', '跳板机（清单中的主机名）。'),
  ssh: doc(
    z
      .strictObject({
        legacy: doc(
          z.boolean().prefault(false),
          'Allows the old algorithms that some network gear still needs.',
          '允许老旧网络设备所需的过时算法。',
        ),
      })
      .prefault({}),
    'How SSH is spoken to it.',
    'SSH 选项。',
  ),
  labels: doc(
    z.record(labelName, labelValue).prefault({}),
    'Anything to select and template by. Put values such as 1.10 in quotes.',
    '用于选择和模板的任意标签。1.10 之类的值请加引号。',
  ),
});

/** hosts.yaml */
export const hostsFile = z.strictObject({
  hosts: doc(z.record(name(), host).nullable().prefault({}), 'The inventory, by name.', '主机清单，以名称为键。'),
});

function addressFault(value: string): Text | undefined {
  const looksLikeIp = /^[\d.]+$/.test(value) || value.includes(':');
  if (looksLikeIp ? isIP(value) !== 0 : isDnsName(value)) return undefined;
  return {
    en: 'must be an IP address or a DNS name, without port or user',
    zh: '必须是 IP 地址或域名，不含端口和用户名',
  };
}

function isDnsName(value: string): boolean {
  return /^(?!-)[\p{L}\p{M}\p{Nd}_-]{1,63}(\.(?!-)[\p{L}\p{M}\p{Nd}_-]{1,63})*\.?$/u.test(value);
}

function platformFault(value: string): Text | undefined {
  if (/^[a-z][a-z0-9-]*$/.test(value)) return undefined;
  return { en: 'must be a platform name such as linux or huawei-vrp', zh: '必须是平台名称，如 linux 或 huawei-vrp' };
}

function userFault(value: string): Text | undefined {
  if (/^[\p{L}\p{Nd}_][^\s:/]*$/u.test(value)) return undefined;
  return { en: 'must be a user name, without spaces, : and /', zh: '必须是用户名，不含空格、: 和 /' };
}

function labelNameFault(value: string): Text | undefined {
  if (!virtualLabels.some((label) => label === value)) return plainNameFault(value);
  return {
    en: `"${value}" is what selectors ask of every host already, so no label can be called so. Choose another name.`,
    zh: `“${value}”是选择器自带的属性，不能用作标签名，请换一个。`,
  };
}
