import { expect, test } from 'vitest';
import { loadValidators } from '../../../../src/core/generate/load-validators.ts';
import { rendered, validatorDeps } from '../../../support/validating.ts';

const validators = await loadValidators();

async function severities(platform: string, line: string) {
  const verdict = await validators
    .get(`lint-${platform}`)
    ?.validate(rendered('a.cfg', `block\n ${line}\n`), validatorDeps());
  const found = verdict?.checked ? verdict.findings.filter(({ rule }) => rule === 'secret-plain') : [];
  expect(JSON.stringify(found)).not.toMatch(/S3cret/);
  return found.map(({ severity }) => severity);
}

test.each([
  ['huawei-vrp', 'local-user ops password simple S3cret', 'error'],
  ['huawei-vrp', 'hwtacacs-server shared-key simple S3cret', 'error'],
  ['huawei-vrp', 'ospf authentication-mode md5 1 plain S3cret', 'error'],
  ['huawei-vrp', 'snmp-agent community read public', 'error'],
  ['huawei-vrp', 'snmp-agent community write S3cret', 'warning'],
  ['h3c-comware', 'pre-shared-key address 198.51.100.10 255.255.255.255 key simple S3cret', 'error'],
  ['h3c-comware', 'super password role network-admin simple S3cret', 'error'],
  ['h3c-comware', 'peer 10.0.0.1 password simple S3cret', 'error'],
  ['cisco-ios', 'password S3cret', 'error'],
  ['cisco-ios', 'enable password S3cret', 'error'],
  ['cisco-ios', 'ppp pap sent-username gz01@isp password 0 S3cret', 'error'],
  ['cisco-ios', 'tacacs-server key S3cret', 'error'],
  ['cisco-ios', 'pre-shared-key local S3cret', 'error'],
  ['cisco-ios', 'crypto isakmp key S3cret address 198.51.100.1', 'error'],
  ['cisco-ios', 'neighbor 10.0.0.1 password S3cret', 'error'],
  ['cisco-ios', 'snmp-server community private RW', 'error'],
  ['cisco-ios', 'snmp-server community S3cret RO 10', 'warning'],
  ['cisco-ios', 'enable secret S3cret', 'warning'],
])('%s: "%s" is told, and the secret is not', async (platform, line, severity) => {
  expect(await severities(platform, line)).toEqual([severity]);
});

test.each([
  ['huawei-vrp', 'local-user ops password irreversible-cipher $1a$S3cret$'],
  ['huawei-vrp', 'snmp-agent community read cipher %^%#S3cret%^%#'],
  ['huawei-vrp', 'description key simple S3cret'],
  ['h3c-comware', 'password hash $h$6$S3cret=='],
  ['h3c-comware', 'key accounting cipher $c$3$S3cret=='],
  ['cisco-ios', 'username ops privilege 15 secret 9 $9$S3cret'],
  ['cisco-ios', 'key 7 0835S3cret'],
  ['cisco-ios', 'pre-shared-key remote 6 S3cret'],
  ['cisco-ios', 'service password-encryption'],
])('%s: "%s" is no secret in clear', async (platform, line) => {
  expect(await severities(platform, line)).toEqual([]);
});
