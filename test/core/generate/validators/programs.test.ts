import { describe, expect, test } from 'vitest';
import { loadValidators } from '../../../../src/core/generate/load-validators.ts';
import { hasProgramOf, rendered, validatorDeps } from '../../../support/validating.ts';

const validators = await loadValidators();

async function check(name: string, text: string, file = 'x') {
  const verdict = await validators.get(name)?.validate(rendered(file, text), validatorDeps());
  if (!verdict) throw new Error(`there is no validator ${name}`);
  return verdict.checked
    ? verdict.findings.map(({ severity, line, text: words }) => `${severity} ${line ?? '-'}: ${words.en}`)
    : `not checked: ${verdict.why.en}`;
}

describe.skipIf(!hasProgramOf('sshd'))('sshd', () => {
  test('Include is left out with a warning, and later lines keep their numbers', async () => {
    expect(await check('sshd', 'Include /etc/ssh/sshd_config.d/*.conf\nPort 22\nPort x\n')).toEqual([
      expect.stringMatching(/^warning 1: Left out of the check.*Include \/etc\/ssh\/sshd_config\.d\/\*\.conf$/),
      'error 3: Badly formatted port number.',
    ]);
  });

  test('what is deprecated is a warning', async () => {
    expect(await check('sshd', 'Port 22\nRSAAuthentication yes\n')).toEqual([
      'warning 2: Deprecated option RSAAuthentication',
    ]);
  });
});

describe.skipIf(!hasProgramOf('haproxy'))('haproxy', () => {
  const rest = 'defaults\n mode http\n timeout client 1s\n timeout server 1s\n timeout connect 1s\n';

  test('a file that only the host has makes it "not checked", with the line', async () => {
    const said = await check('haproxy', `${rest} errorfile 503 /etc/haproxy/none.http\nfrontend f\n bind :80\n`);
    expect(said).toMatch(/^not checked: haproxy could not check this here.*\(line 6\).*none\.http/);
  });

  test('but not what is wrong beside it', async () => {
    const said = await check('haproxy', `${rest} errorfile 503 /etc/haproxy/none.http\nfrontend f\n bnid :80\n`);
    expect(said).toEqual([
      expect.stringMatching(/^warning 6: .*none\.http/),
      expect.stringMatching(/^error 8: unknown keyword 'bnid'/),
    ]);
  });

  test('what Lua would define is not checked rather than wrong', async () => {
    const text = `global\n lua-load /etc/haproxy/a.lua\n${rest}frontend f\n bind :80\n http-request lua.check\n`;
    expect(await check('haproxy', text)).toMatch(/^not checked: .*\(line 10\)/);
  });

  test('a frontend without time limits is a warning, and none that listens an error', async () => {
    expect(await check('haproxy', 'frontend f\n mode http\n bind :80\n')).toEqual([
      expect.stringMatching(/^warning -: missing timeouts for frontend 'f'/),
    ]);
    expect(await check('haproxy', rest)).toEqual([expect.stringMatching(/^error -: .*no listener/)]);
  });
});

describe.skipIf(!hasProgramOf('systemd'))('systemd-analyze', () => {
  test('a key that this systemd does not know is a warning', async () => {
    const unit = '[Service]\nExecStart=/opt/none\nNewKey=1\n';
    expect(await check('systemd', unit, 'a.service')).toEqual([
      "warning 3: Unknown key 'NewKey' in section [Service], ignoring.",
    ]);
  });

  test('a service that starts nothing is an error', async () => {
    expect(await check('systemd', '[Service]\nRestart=always\n', 'units/a.service')).toEqual([
      'error -: Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.',
    ]);
  });

  test('a template of units is checked as an instance of it', async () => {
    const unit = '[Service]\nExecStart=/opt/none %i\nRestart=sometimes\n';
    expect(await check('systemd', unit, 'a@.service')).toEqual([
      'error 3: Failed to parse service restart specifier, ignoring: sometimes',
    ]);
  });
});

describe.skipIf(!hasProgramOf('sudoers'))('visudo', () => {
  test('an alias that nobody uses is a warning', async () => {
    expect(await check('sudoers', 'User_Alias OPS = alice\nbob ALL=(ALL) ALL\n')).toEqual([
      'warning 1: unused User_Alias "OPS"',
    ]);
  });
});

describe.skipIf(!hasProgramOf('prometheus'))('promtool', () => {
  test('two jobs of one name are an error', async () => {
    const text = 'scrape_configs:\n- job_name: node\n- job_name: node\n';
    expect(await check('prometheus', text, 'prometheus.yml')).toEqual([
      'error -: found multiple scrape configs with job name "node"',
    ]);
  });

  test('a list of targets in JSON is checked as JSON', async () => {
    expect(await check('prometheus', '[{ "targets": ["a:1"], "label": {} }]', 'a.json')).toEqual([
      'error 1: json: unknown field "label"',
    ]);
  });
});

describe.skipIf(!hasProgramOf('frr'))('vtysh', () => {
  test('an exit too many, which ends vtysh as if all were well, is an error', async () => {
    expect(await check('frr', 'hostname a\nexit\nexit\nbogus\n')).toEqual([
      expect.stringMatching(/^error -: vtysh stopped before/),
    ]);
  });

  test('what runs something is an error where it stands', async () => {
    expect(await check('frr', 'hostname a\nping 127.0.0.1\n')).toEqual([
      'error 2: This runs something and configures nothing: ping 127.0.0.1',
    ]);
  });
});

describe.skipIf(!hasProgramOf('named'))('named-checkconf', () => {
  test('folders that only the host has are not missed', async () => {
    const text =
      'options {\n directory "/srv/none";\n key-directory "/srv/none";\n};\ninclude "/etc/bind/none";\nfoo;\n';
    const said = await check('named', text);
    expect(said).toContain("error 6: unknown option 'foo'");
    expect(said).not.toContainEqual(expect.stringMatching(/^error [2345]/));
  });
});
