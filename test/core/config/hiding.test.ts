import { describe, expect, it, test } from 'vitest';
import { createHiding, namesSecret } from '../../../src/core/config/hiding.ts';
import { loadPlatforms } from '../../../src/core/platforms/load.ts';

const { hide, hideLines } = createHiding(await loadPlatforms());

describe('what is shown of a config', () => {
  it.each([
    ['VRP', ' local-user netadmin password irreversible-cipher $1c$hunter2$'],
    ['Comware', 'snmp-agent community read cipher hunter2'],
    ['IOS', 'username admin privilege 15 secret 9 $9$hunter2'],
    ['IOS', 'enable secret 5 $1$hunter2$abcdef'],
    ['Junos', 'encrypted-password "$6$hunter2$abc"; ## SECRET-DATA'],
    ['Redis', 'requirepass hunter2'],
    ['an INI file', 'mysql_password = "hunter2 and more"'],
    ['YAML', 'api_key: hunter2'],
    ['keepalived', '        auth_pass hunter2'],
    ['a URL', 'broker = redis://app:hunter2@10.0.0.1/0'],
    ['shadow', 'root:$6$hunter2$abc:19000:0:99999:7:::'],
  ])('has no secret of %s, whatever the host is called today', (_, line) => {
    expect(hide(`first\n${line}\nlast\n`)).not.toContain('hunter2');
    expect(hide(`first\n${line}\nlast\n`)).toMatch(/^first\n[\s\S]*last\n$/);
  });

  it('has no private key, and keeps its lines where they are counted', () => {
    const text = 'a\n-----BEGIN RSA PRIVATE KEY-----\nhunter2\nx\n-----END RSA PRIVATE KEY-----\nb';
    expect(hide(text)).not.toContain('hunter2');
    expect(hideLines(text)).toHaveLength(6);
    expect(hideLines(text).join('\n')).not.toContain('hunter2');
    expect([hideLines(text)[0], hideLines(text)[5]]).toEqual(['a', 'b']);
  });

  it.each(['password', 'passwd', 'secret', 'token', 'community', 'psk', 'api_key', 'auth_pass', 'client_secret'])(
    'has no %s however a file writes it, and stays as it is where it is hidden again',
    (word) => {
      for (const between of [' = ', '=', ': ', ' ', '="', " = '", ' := ', '\t=\t', ' => ']) {
        const end = /["']$/.exec(between)?.[0] ?? '';
        const hidden = hide(`a\n  ${word}${between}hunter2${end} # why\nb\n`);
        expect(hidden).not.toContain('hunter2');
        expect(hide(hidden)).toBe(hidden);
      }
    },
  );

  it('is told in no time, whatever a host has in its file', () => {
    const began = performance.now();
    const blanks = `password${' '.repeat(200_000)}`;
    expect(hide(blanks)).toBe(blanks);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('is otherwise as it is', () => {
    const text =
      'PasswordAuthentication no\nssl_certificate_key /etc/tls/a.key;\nserver 10.0.0.1;\ninterface Vlanif10\n';
    expect(hide(text)).toBe(text);
  });
});

test.each([
  ['admin_cipher', true],
  ['snmp.community', true],
  ['登录密码', true],
  ['ssl_ciphers', false],
  ['pass_through', false],
  ['body_size', false],
])('a variable called %s is a secret: %s', (name, expected) => {
  expect(namesSecret(name)).toBe(expected);
});
