import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configOf, type Data, examplesOf, shipped } from '../support/templates.ts';
import { hasTool } from '../support/tools.ts';

interface Judge {
  readonly tool: readonly [program: string, ...argv: string[]];
  /** The program and its arguments for a config, in a folder that has `key.pem`, `cert.pem` and `both.pem`. */
  readonly argv: (file: string, folder: string) => readonly string[];
  /** What stands around it where it is a part of a whole. */
  readonly within?: (text: string, folder: string) => string;
  /** Paths and names that exist on this machine in place of the examples. */
  readonly here?: (folder: string) => Data;
  /** Each breaks one thing, and what the program says then. */
  readonly broken: readonly (readonly [what: string, from: RegExp | string, to: string, says: RegExp])[];
}

const judges: Readonly<Record<string, Judge>> = {
  'nginx-site': {
    tool: ['nginx', '-v'],
    argv: (file, folder) => ['nginx', '-t', '-q', '-p', folder, '-c', file],
    within: (text, folder) =>
      `pid ${folder}/pid; error_log stderr; events {} http { access_log off;\n${text.replaceAll('/var/log/nginx', folder)}}\n`,
    here: (folder) => ({
      ...{ certificate: join(folder, 'cert.pem'), certificate_key: join(folder, 'key.pem') },
      ...{ http_port: 18_080, https_port: 18_443 },
    }),
    broken: [
      ['a semicolon is missing', 'server_tokens off;', 'server_tokens off', /invalid number of arguments/],
      ['a brace is missing', /\}\n$/, '', /unexpected end of file/],
      ['a directive is misspelt', 'proxy_read_timeout', 'proxy_read_timout', /unknown directive/],
      ['the upstream has no server', /^ {4}server .*max_fails.*\n/gm, '', /no servers are inside upstream/],
      ['the upstream is another', 'proxy_pass http://shop;', 'proxy_pass http://shop.invalid;', /host not found/],
      ['the protocol is none', 'TLSv1.2 TLSv1.3', 'TLSv1.2 TLSv9', /invalid value "TLSv9"/],
      ['the key is not there', 'key.pem', 'no-key.pem', /cannot load certificate key/],
      ['a location is there twice', 'location = /health', 'location /', /duplicate location/],
    ],
  },
  haproxy: {
    tool: ['haproxy', '-v'],
    argv: (file) => ['haproxy', '-c', '-f', file],
    here: (folder) => ({ certificate: join(folder, 'both.pem'), http_port: 18_080, https_port: 18_443 }),
    broken: [
      ['a keyword is misspelt', 'option httplog', 'option httplogs', /unknown option 'httplogs'/],
      [
        'the backend is another',
        'default_backend shop',
        'default_backend stop',
        /unable to find required default_backend/,
      ],
      [
        'a time has no sense',
        'timeout connect 5s',
        'timeout connect soon',
        /unexpected character 's' in 'timeout connect'|invalid/i,
      ],
      ['the algorithm is none', 'balance leastconn', 'balance fairest', /only supports/],
      ['the certificate is not there', 'both.pem', 'no.pem', /unable to stat|no\.pem/],
      ['two servers have one name', 'server web-02', 'server web-01', /another server named 'web-01'/],
      ['a server has no port that is one', '10.0.1.11:8080', '10.0.1.11:80800', /port/],
    ],
  },
  sshd: {
    tool: ['sh', '-c', 'command -v sshd'],
    argv: (file, folder) => ['/usr/sbin/sshd', '-t', '-f', file, '-h', join(folder, 'host_key')],
    broken: [
      ['a keyword is misspelt', 'MaxAuthTries', 'MaxAuthTrys', /Bad configuration option: MaxAuthTrys/],
      ['a value is none', 'PermitRootLogin no', 'PermitRootLogin never', /unsupported option "never"|bad value/i],
      ['a cipher is not known', 'aes256-ctr', 'aes999-ctr', /Bad SSH2 cipher spec/],
      ['a MAC is not known', 'umac-128-etm', 'umac-999-etm', /Bad SSH2 mac spec/i],
      ['an exchange is not known', 'sntrup761x25519', 'sntrup1x25519', /Bad SSH2 KexAlgorithms/],
      ['the port is none', /^Port .*/m, 'Port many', /Badly formatted port number/],
      ['a global word stands in Match', /$/, '    Ciphers aes128-ctr\n', /not allowed within a Match block/],
      ['a network is none', '10.0.10.0/24', '10.0.10.0/99', /invalid mask|Invalid Match address|Bad Match/i],
    ],
  },
  chrony: {
    tool: ['chronyd', '--version'],
    argv: (file) => ['chronyd', '-p', '-f', file],
    broken: [
      ['a directive is misspelt', 'driftfile', 'driftfiel', /Invalid directive/],
      ['an option is misspelt', 'iburst', 'iburts', /Could not parse server|Invalid/],
      ['a number is a word', 'makestep 1.0 3', 'makestep soon 3', /Could not parse makestep/],
      ['a rate is a word', 'interval 1', 'interval often', /Could not parse ratelimit/],
      ['too few numbers', 'makestep 1.0 3', 'makestep 1.0', /Missing arguments|Could not parse/],
    ],
  },
  'systemd-unit': {
    tool: ['systemd-analyze', '--version'],
    argv: (file) => ['systemd-analyze', 'verify', '--man=no', file],
    here: () => ({ command: '/bin/sleep 60', user: 'root', after: [] }),
    broken: [
      ['the program is not there', '/bin/sleep', '/opt/none/sleep', /is not executable|No such file/],
      ['nothing is started', /^ExecStart=.*\n/m, '', /has no ExecStart=/],
      ['a number is a word', 'LimitNOFILE=65536', 'LimitNOFILE=plenty', /Failed to parse/],
      ['a key is misspelt', 'RestartSec', 'RestartSecs', /Unknown key.* 'RestartSecs'/],
      ['a path is not absolute', /^WorkingDirectory=.*/m, 'WorkingDirectory=srv', /not absolute/],
      [
        'a system call is none',
        'SystemCallFilter=@system-service',
        'SystemCallFilter=@nothing',
        /unknown system call group|Unknown/i,
      ],
      ['the restart is none', 'Restart=on-failure', 'Restart=perhaps', /Failed to parse/],
    ],
  },
  'prometheus-scrape': {
    tool: ['promtool', '--version'],
    argv: (file) => ['promtool', 'check', 'config', '--syntax-only', file],
    broken: [
      ['a key is misspelt', 'scrape_interval', 'scrape_intervall', /field scrape_intervall not found/],
      ['a time has no unit', 'scrape_interval: 30s', 'scrape_interval: 30', /not a valid duration/],
      [
        'the timeout is longer than the interval',
        'scrape_timeout: 10s',
        'scrape_timeout: 90s',
        /scrape timeout greater/,
      ],
      ['a label name has a dash', 'site: "北京"', 'site-name: "北京"', /is not a valid label name/],
      ['a regular expression is not closed', 'go_.*|', '(go_.*|', /error parsing regexp|missing closing/],
      ['a target has a path', '10.0.1.11:9100', '10.0.1.11:9100/metrics', /not a valid hostname/],
      ['the indentation is broken', '    static_configs:', '   static_configs:', /yaml|did not find expected/],
      ['a target is there with a scheme', '"10.0.2.11:9100"', '"http://10.0.2.11:9100"', /not a valid hostname/],
    ],
  },
};

/** Makes the keys that programs want to read. */
const openssl = hasTool('openssl', 'version');

let folder: string;
beforeAll(() => {
  if (!openssl) return;
  folder = mkdtempSync(join(tmpdir(), 'templates-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name)) as [string, string];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=shop.example.com'];
  execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  writeFileSync(join(folder, 'both.pem'), execFileSync('cat', [cert, key]));
  // Without this folder sshd says nothing else; only root can make it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'host_key')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every template of a program that can check its file is checked by it; keepalived has no such check', async () => {
  const others = [...(await shipped.read()).templates.values()].filter(({ name }) => !judges[name]);
  expect(others.map(({ name }) => name).filter((name) => !/^(?:huawei|h3c|cisco)-/.test(name))).toEqual(['keepalived']);
});

for (const [name, judge] of Object.entries(judges)) {
  describe.runIf(openssl && hasTool(...judge.tool))(`what ${name} makes`, () => {
    test.each(['example', 'default'] as const)(
      'is accepted by its program, made with every %s first',
      async (first) => {
        expect(await judged(judge, await made(name, judge, first))).toEqual({ accepted: true, said: '' });
      },
    );

    test.each(judge.broken)('is refused by it where %s', async (_, from, to, says) => {
      const { file, text } = await made(name, judge, 'example');
      const broken = text.replace(from, to);
      expect(broken).not.toBe(text);
      const { accepted, said } = await judged(judge, { file, text: broken });
      expect(said).toMatch(says);
      expect(accepted).toBe(false);
    });
  });
}

test.runIf(openssl && hasTool('sh', '-c', 'command -v sshd'))(
  'the sshd that is set up takes no root, and passwords from where it was told',
  async () => {
    const { text } = await configOf('sshd', examplesOf(await shipped.get('sshd')));
    const path = join(folder, 'effective');
    writeFileSync(path, text);
    const from = (address: string) => {
      const whence = `user=ann,host=desk,addr=${address}`;
      const argv = ['-T', '-C', whence, '-f', path, '-h', join(folder, 'host_key')];
      return execFileSync('/usr/sbin/sshd', argv, { encoding: 'utf8' });
    };
    expect(from('192.0.2.7')).toMatch(/^permitrootlogin no$/m);
    expect(from('192.0.2.7')).toMatch(/^passwordauthentication no$/m);
    expect(from('10.0.10.7')).toMatch(/^passwordauthentication yes$/m);
    expect(from('10.0.10.7')).not.toMatch(/^(?:ciphers|macs|kexalgorithms) .*(?:cbc|sha1|nistp)/m);
  },
);

test.runIf(openssl && hasTool('systemd-analyze', '--version')).each([true, false])(
  'systemd-analyze security rates the service below 2.5, with a port below 1024 %s',
  async (low_port) => {
    const template = await shipped.get('systemd-unit');
    const { text } = await configOf('systemd-unit', { ...examplesOf(template), low_port });
    const path = join(folder, 'rated.service');
    writeFileSync(path, text);
    execFileSync('systemd-analyze', ['security', '--offline=true', '--threshold=25', '--no-pager', path], {
      stdio: 'pipe',
    });
  },
);

async function made(name: string, judge: Judge, first: 'example' | 'default') {
  const template = await shipped.get(name);
  return configOf(name, { ...examplesOf(template, first), ...judge.here?.(folder) });
}

/** Whether a program has nothing against a config, not even a warning: some ignore what is wrong and go on. */
async function judged(judge: Judge, { file, text }: { readonly file: string; readonly text: string }) {
  const path = join(mkdtempSync(join(folder, 'one-')), basename(file));
  writeFileSync(path, judge.within?.(text, folder) ?? text);
  const [program = '', ...argv] = judge.argv(path, folder);
  const { status, stderr, stdout } = spawnSync(program, argv, { encoding: 'utf8' });
  const accepted = status === 0 && stderr === '';
  return { accepted, said: accepted ? '' : `${stderr}${stdout}` };
}
