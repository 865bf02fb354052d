import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { loadValidators } from '../../../../src/core/generate/load-validators.ts';
import type { Verdict } from '../../../../src/core/generate/types.ts';
import { createCheckingPrograms } from '../../../../src/core/io/checking-programs.ts';
import { hurried } from '../../../../src/sandbox/devices/hurried.ts';
import { hasProgramOf, rendered, validatorDeps } from '../../../support/validating.ts';

const validators = await loadValidators();
const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A folder that everybody may write to, with a file that everybody may read, which is nobody's business. */
const folder = mkdtempSync(join(tmpdir(), 'bait-'));
const secret = join(folder, 'secret.yml');
const ran = join(folder, 'ran');
chmodSync(folder, 0o777);
writeFileSync(secret, 'bait-3f9c:x:0:0\nbait-3f9c:x:0:0\n', { mode: 0o644 });
writeFileSync(join(folder, 'ping'), `#!/bin/sh\necho yes > ${ran}\n`, { mode: 0o755 });
writeFileSync(join(folder, 'code.lua'), `io.open("${ran}", "w"):write("yes"):close()\n`, { mode: 0o644 });
beforeEach(() => rmSync(ran, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(name: string, text: string, deps = validatorDeps()): Promise<Verdict> {
  const verdict = await validators.get(name)?.validate(rendered('a.service', text), deps);
  if (!verdict) throw new Error(`there is no validator ${name}`);
  return verdict;
}

describe('a config that makes its program read another file shows nothing of it', () => {
  const cases: readonly (readonly [name: string, text: string])[] = [
    ['nginx', `server { include ${secret}; }`],
    ['nginx', `"include" ${secret};`],
    ['nginx', `geo $x { include ${secret}; }`],
    ['nginx', `server { listen 443 ssl; ssl_password_file ${secret}; ssl_dhparam ${secret}; ssl_crl ${secret}; }`],
    ['haproxy', `frontend f\n acl a src -f ${secret}\n`],
    ['haproxy', `frontend f\n acl a src '-f' "${secret}"\n`],
    ['haproxy', `backend b\n http-request set-src str(a),map_ip(${secret})\n`],
    ['haproxy', `backend b\n errorfile 503 ${secret}\n`],
    ['haproxy', `global\n lua-load ${secret}\n`],
    ['sshd', `Include ${secret}\n`],
    ['sshd', `"include" ${secret}\n`],
    ['sshd', `Include=${secret}\nHostKey ${secret}\n`],
    ['named', `include "${secret}";\n`],
    ['named', `include /**/ "${secret}";\n`],
    ['sudoers', `@include ${secret}\n#include ${secret}\n`],
    ['sudoers', `#include\\\n ${secret}\n`],
    ['chrony', `include ${secret}\nINCLUDE ${secret}\n`],
    ['prometheus', `rule_files: [${secret}]\nscrape_config_files: [${secret}]\n`],
    ['prometheus', `scrape_configs:\n- job_name: a\n  file_sd_configs: [{ files: [${secret}] }]\n`],
    ['systemd', `[Service]\nExecStart=/bin/true\nEnvironmentFile=${secret}\n.include ${secret}\n`],
    ['bird', `include "${secret}";\n`],
    ['bird', `include /**/ "${secret}";\n`],
    ['frr', `copy ${secret} running-config\n`],
  ];
  test.for(cases)('%s: %s', async ([name, text], { skip }) => {
    if (!hasProgramOf(name)) skip();
    const verdict = await check(name, text);
    expect(JSON.stringify(verdict)).not.toContain('bait-3f9c');
  });

  test('what a program says of such a file is seen to have been there', async ({ skip }) => {
    if (!hasProgramOf('haproxy')) skip();
    const said: string[] = [];
    const deps = validatorDeps();
    const program: typeof deps.program = async (...words) => {
      const result = await deps.program(...words);
      said.push(result?.output ?? '');
      return result;
    };
    const verdict = await check('haproxy', `frontend f\n acl a src -f ${secret}\n`, { ...deps, program });
    expect(said.join()).toContain('bait-3f9c');
    expect(verdict).toMatchObject({ findings: [{ severity: 'error', line: 2 }] });
  });
});

describe('a config that would run something runs nothing', () => {
  const cases: readonly (readonly [name: string, text: string])[] = [
    ['haproxy', `global\n lua-load ${folder}/code.lua\n`],
    ['haproxy', `global\n lua-load-per-thread ${folder}/code.lua\n`],
    ['haproxy', `global\n "lua-load" ${folder}/code.lua\n`],
    ['haproxy', `global\n lua\\-load ${folder}/code.lua\n`],
    ['haproxy', `global\n "lua\${NONE}-load" ${folder}/code.lua\n`],
    ['haproxy', `global\n external-check\nbackend b\n option external-check\n external-check command ${folder}/ping\n`],
    ['haproxy', `program p\n command ${folder}/ping\n`],
    ['nginx', `load_module ${folder}/code.lua;\nevents {}\n`],
    ['sshd', `AuthorizedKeysCommand ${folder}/ping\nAuthorizedKeysCommandUser nobody\nForceCommand ${folder}/ping\n`],
    ['chrony', `server 127.0.0.1\nmailonchange ${folder}/ping 0.5\n`],
    [
      'systemd',
      `[Unit]\nDocumentation=man:ping(8)\n[Service]\nExecStartPre=${folder}/ping\nExecStart=${folder}/ping\n`,
    ],
    ['frr', 'hostname a\nexit\nping 127.0.0.1\n'],
    ['frr', 'hostname a\nrouter bgp 1\nexit\nexit\n  traceroute 127.0.0.1\n ping 127.0.0.1\n'],
  ];
  test.for(cases)('%s: %s', async ([name, text], { skip }) => {
    if (!hasProgramOf(name)) skip();
    const { signal, clock, ...deps } = validatorDeps();
    const program = createCheckingPrograms({ clock, signal, path: `${folder}:${usualPath}` }).run;
    await check(name, text, { ...deps, signal, clock, program });
    expect(existsSync(ran)).toBe(false);
  });

  test('nginx loads no module: one that is not there is a warning', async ({ skip }) => {
    if (!hasProgramOf('nginx')) skip();
    const verdict = await check('nginx', 'load_module modules/none.so;\nevents {}\n');
    expect(verdict).toMatchObject({ findings: [{ severity: 'warning', rule: 'not-part-of-the-check', line: 1 }] });
  });
});

describe('a config that keeps its program busy', () => {
  test('ends at the deadline and is not checked', async ({ skip }) => {
    if (!hasProgramOf('bird')) skip();
    const busy = 'function f(int n) { if n = 0 then return 1; return f(n - 1) + f(n - 1); }\ndefine a = f(60);\n';
    const { signal, ...deps } = validatorDeps();
    const program = createCheckingPrograms({ clock: hurried(20), signal }).run;
    expect(await check('bird', busy, { ...deps, signal, program })).toMatchObject({ checked: false });
  });

  test('or makes it crash is an error', async ({ skip }) => {
    if (!hasProgramOf('bird')) skip();
    const endless = 'function f(int n) { return f(n); }\ndefine a = f(1);\n';
    expect(await check('bird', endless)).toMatchObject({ findings: [{ severity: 'error', rule: 'bird-failed' }] });
  });
});

test('names of other hosts do not reach the program, which would look them up', async () => {
  const asked: string[] = [];
  const program = async (_: string, __: readonly string[], files: Readonly<Record<string, string>>) => {
    asked.push(Object.values(files).join());
    return { code: 0, output: '' };
  };
  const deps = { ...validatorDeps(), program };
  await check(
    'nginx',
    'upstream a { server secret-data.attacker.example; }\nserver { listen host.attacker.example:80; location / { proxy_pass "https://attacker.example:443/x"; } }',
    deps,
  );
  await check(
    'haproxy',
    'backend b\n server a secret-data.attacker.example:80 check\n log loghost.attacker.example local0\n',
    deps,
  );
  expect(asked.join()).not.toContain('attacker');
  expect(asked).toHaveLength(2);
});
