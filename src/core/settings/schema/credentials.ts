import { z } from 'zod';
import type { Text } from '../../text.ts';
import type { SecretRef } from '../types.ts';
import { doc, guarded, isMapping, kind, rule } from './rule.ts';
import { line, plainName } from './scalars.ts';

const wanted = {
  en: 'must say where the secret is, { env: NAME } or { file: path }; the secret itself never stands in the settings',
  zh: '必须说明密钥所在：{ env: 变量名 } 或 { file: 路径 }；密钥本身不得写在设置中',
};

/** A reference to a secret. */
export const secretRef = kind(
  guarded<z.ZodType<SecretRef, unknown>>(
    wanted,
    isMapping,
    z.union([z.strictObject({ env: line(200, variableFault) }), z.strictObject({ file: line(1000) })]),
  ),
  '{ env: NAME } or { file: path }',
  '{ env: 变量名 } 或 { file: 路径 }',
);

const region = line(63, (value) =>
  /^[a-z0-9-]+$/.test(value)
    ? undefined
    : { en: 'must be a region such as cn-beijing', zh: '必须是地域，如 cn-beijing' },
);

const credential = rule(
  z.strictObject({
    user: doc(line(128).optional(), 'The user to log in as.', '登录用户。'),
    privateKey: doc(secretRef.optional(), 'A private key in OpenSSH or PEM format.', '私钥（OpenSSH 或 PEM 格式）。'),
    passphrase: doc(secretRef.optional(), 'What the private key is encrypted with.', '私钥的口令。'),
    password: doc(secretRef.optional(), 'The login password.', '登录密码。'),
    enable: doc(
      secretRef.optional(),
      'The enable or super password of network gear.',
      '网络设备的 enable / super 密码。',
    ),
    becomePassword: doc(
      secretRef.optional(),
      'The password for sudo or su, where it is not the login password.',
      'sudo 或 su 的密码（与登录密码不同时填写）。',
    ),
    agent: doc(z.boolean().optional(), 'Uses the SSH agent of the bot’s process.', '使用机器人进程的 SSH agent。'),
    accessKeyId: doc(secretRef.optional(), 'Alibaba Cloud: the access key’s id.', '阿里云 AccessKey ID。'),
    accessKeySecret: doc(secretRef.optional(), 'Alibaba Cloud: the access key’s secret.', '阿里云 AccessKey Secret。'),
    securityToken: doc(
      secretRef.optional(),
      'Alibaba Cloud: the token of a temporary key (STS).',
      '阿里云：临时密钥（STS）的 SecurityToken。',
    ),
    regions: doc(
      z.array(region).optional(),
      'Alibaba Cloud: the regions to read; all, if absent.',
      '阿里云：要读取的地域；缺省为全部。',
    ),
  }),
  credentialFault,
);

/** credentials.yaml */
export const credentialsFile = z.strictObject({
  credentials: doc(
    z.record(plainName(), credential).nullable().prefault({}),
    'What hosts and cloud accounts are logged in to with, by name.',
    '登录主机和云账号的凭据，以名称为键。',
  ),
});

type Fields = Partial<
  Record<'user' | 'privateKey' | 'passphrase' | 'password' | 'agent' | 'accessKeyId' | 'accessKeySecret', unknown>
>;

function credentialFault(given: Fields): Text | undefined {
  const cloud = given.accessKeyId !== undefined && given.accessKeySecret !== undefined;
  const login =
    given.user !== undefined && (given.privateKey ?? given.password ?? (given.agent || undefined)) !== undefined;
  if (given.passphrase !== undefined && given.privateKey === undefined) {
    return { en: 'has a passphrase but no privateKey', zh: '有 passphrase 但没有 privateKey' };
  }
  if (login || cloud) return undefined;
  return {
    en: 'must have a user with privateKey, password or agent: true; or, for a cloud account, accessKeyId and accessKeySecret',
    zh: '必须有 user 以及 privateKey、password 或 agent: true 之一；云账号则须有 accessKeyId 和 accessKeySecret',
  };
}

function variableFault(value: string): Text | undefined {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(value)) return undefined;
  return { en: 'must be the name of an environment variable', zh: '必须是环境变量名' };
}
