import { describe, expect, test } from 'vitest';
import { secretsOfJunos } from '../../../../src/core/platforms/parse/junos-secrets.ts';
import { secretsLikeIos } from '../../../../src/core/platforms/parse/secrets.ts';

const strip = (secrets: typeof secretsLikeIos, text: string) =>
  secrets.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);

describe('configurations like IOS', () => {
  test.each([
    ['enable secret 9 $9$abc', 'enable secret 9 [redacted]'],
    ['enable secret level 15 5 $1$abc', 'enable secret level 15 5 [redacted]'],
    ['enable password plain words', 'enable password [redacted]'],
    ['enable password level 3 7 0822', 'enable password level 3 7 [redacted]'],
    ['username bob privilege 15 secret 5 $1$x$y', 'username bob privilege 15 secret 5 [redacted]'],
    ['username bob password 0 two words', 'username bob password 0 [redacted]'],
    ['username bob password 5 $5$x$y  role network-admin', 'username bob password 5 [redacted] role network-admin'],
    ['username bob secret sha512 $6$x', 'username bob secret sha512 [redacted]'],
    [' password 7 0822', ' password 7 [redacted]'],
    [' password 12345', ' password [redacted]'],
    ['snmp-server community public RO 10', 'snmp-server community [redacted] RO 10'],
    ['snmp-server community "two words" RO', 'snmp-server community [redacted] RO'],
    ['snmp-server community 7 08321 ro', 'snmp-server community 7 [redacted] ro'],
    ['snmp-server host 10.0.0.1 public', 'snmp-server host 10.0.0.1 [redacted]'],
    [
      'snmp-server host 10.0.0.1 informs version 2c public cpu',
      'snmp-server host 10.0.0.1 informs version 2c [redacted] cpu',
    ],
    ['snmp-server host 10.0.0.1 vrf M version 3 priv bob', 'snmp-server host 10.0.0.1 vrf M version 3 priv [redacted]'],
    ['snmp-server user bob grp v3 auth md5 a priv aes 128 b', 'snmp-server user bob grp v3 auth [redacted]'],
    ['tacacs-server host 10.0.0.1 key 7 0822', 'tacacs-server host 10.0.0.1 key 7 [redacted]'],
    ['radius-server key "a b"', 'radius-server key [redacted]'],
    [' key 7 0822', ' key 7 [redacted]'],
    [' key plainkey', ' key [redacted]'],
    [' key 1\n  key-string 7 0822', ' key 1\n  key-string 7 [redacted]'],
    [' client 10.0.0.1 server-key 7 0822', ' client 10.0.0.1 server-key 7 [redacted]'],
    ['crypto isakmp key 6 ABC address 10.0.0.1', 'crypto isakmp key 6 [redacted]'],
    [
      '  pre-shared-key address 10.0.0.0 255.0.0.0 key abc',
      '  pre-shared-key address 10.0.0.0 255.0.0.0 key [redacted]',
    ],
    [' pre-shared-key remote abc', ' pre-shared-key remote [redacted]'],
    [' neighbor 10.0.0.1 password 7 0822', ' neighbor 10.0.0.1 password 7 [redacted]'],
    [' ip ospf message-digest-key 1 md5 7 0822', ' ip ospf message-digest-key 1 md5 7 [redacted]'],
    [' ip ospf authentication-key 7 0822', ' ip ospf authentication-key 7 [redacted]'],
    [' standby 1 authentication md5 key-string 7 0822', ' standby 1 authentication md5 key-string 7 [redacted]'],
    [' standby 1 authentication plain', ' standby 1 authentication [redacted]'],
    [' vrrp 1 authentication text plain', ' vrrp 1 authentication text [redacted]'],
    ['ntp authentication-key 1 md5 0822 7', 'ntp authentication-key 1 [redacted]'],
    [' ppp pap sent-username a password 0 b', ' ppp pap sent-username a password 0 [redacted]'],
    [' path ftp://bob:pass@10.0.0.1/x', ' path ftp://bob:[redacted]@10.0.0.1/x'],
    ['key config-key password-encrypt abc', 'key config-key password-encrypt [redacted]'],
  ])('%j becomes %j', (line, expected) => {
    expect(strip(secretsLikeIos, line)).toBe(expected);
    expect(strip(secretsLikeIos, expected), 'a second time').toBe(expected);
  });

  test.each([
    'service password-encryption',
    'no service password-encryption',
    'no password strength-check',
    'aaa authentication login default group tacacs+ local',
    'ip ospf authentication message-digest',
    'snmp-server enable traps config',
    'snmp-server host 10.0.0.1 use-vrf management',
    'key chain ROUTING',
    'ip ssh version 2',
    'description key account of the secretary',
    'crypto key generate rsa',
    'spanning-tree mode rapid-pvst',
  ])('%j stays', (line) => {
    expect(strip(secretsLikeIos, line)).toBe(line);
  });

  test('a certificate and a PEM block are taken out whole', () => {
    const text =
      ' certificate self-signed 01\n  3082022B 30820194\n  A1B2\n  \tquit\n-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\nend';
    expect(strip(secretsLikeIos, text)).toBe(' certificate self-signed 01\n  [redacted]\n  \tquit\n[redacted]\nend');
  });
});

describe('configurations of Junos', () => {
  test.each([
    ['  encrypted-password "$6$a$b"; ## SECRET-DATA', '  encrypted-password "[redacted]"; ## SECRET-DATA'],
    ['10.0.0.1 secret "$9$abc"; ## SECRET-DATA', '10.0.0.1 secret "[redacted]"; ## SECRET-DATA'],
    ['secret "$9$abc";', 'secret "[redacted]";'],
    ['md5 1 key "$9$abc"; ## SECRET-DATA', 'md5 1 key "[redacted]"; ## SECRET-DATA'],
    ['pre-shared-key ascii-text "a b c"; ## SECRET-DATA', 'pre-shared-key ascii-text "[redacted]"; ## SECRET-DATA'],
    ['authentication-key abc;', 'authentication-key "[redacted]";'],
    [
      'set system root-authentication encrypted-password "$6$a$b"',
      'set system root-authentication encrypted-password "[redacted]"',
    ],
    [
      '    community public {\n        authorization read-only;',
      '    community "[redacted]" {\n        authorization read-only;',
    ],
    ['    community public;', '    community "[redacted]";'],
    ['set snmp community public authorization read-only', 'set snmp community "[redacted]" authorization read-only'],
    ['    trap-group public {', '    trap-group "[redacted]" {'],
    ['"ftp://bob:pass@10.0.0.1/x";', '"ftp://bob:[redacted]@10.0.0.1/x";'],
  ])('%j becomes %j', (line, expected) => {
    expect(strip(secretsOfJunos, line)).toBe(expected);
    expect(strip(secretsOfJunos, expected), 'a second time').toBe(expected);
  });

  test.each([
    '    community CUSTOMERS members 65000:100;',
    '            from community CUSTOMERS;',
    'host-name secretary;',
    'authentication {',
    'password {',
  ])('%j stays', (line) => {
    expect(strip(secretsOfJunos, line)).toBe(line);
  });
});
