import { request as httpRequest } from 'node:http';
import { connect as tlsConnect } from 'node:tls';
import { explain, OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { Phase } from '../runs/types.ts';
import type { Verification } from '../settings/types.ts';
import { type Text, verbatim } from '../text.ts';
import type { Leased } from './leased.ts';
import type { StepCall } from './session.ts';

/** What is verified on a host, and by what. */
export interface Verifying {
  readonly host: Pick<Leased, 'name' | 'session' | 'act'>;
  readonly clock: Clock;
  readonly phase: Phase;
  readonly checks: readonly Verification[];
  /** What is verified, for people: `web 1.4.2`. */
  readonly subject: string;
  /** The host script's call for a check that is a command line. */
  command(run: string, timeout: number): Omit<StepCall, 'name'> & { readonly what: string };
  /** Programs that the host was found to have. */
  has(): Promise<readonly string[]>;
}

/** What a check found: undefined when it is satisfied, else why not. */
type Finding = Text | undefined;

const interval = 1000;
const oneTry = 10_000;

/** Verifies a host, check after check, each until it holds or its time is over. Error `verify-failed`. */
export async function verifyHost(verifying: Verifying): Promise<void> {
  const { checks, clock } = verifying;
  for (const [index, check] of checks.entries()) {
    const until = clock.now() + check.within;
    for (let attempt = 1; ; attempt += 1) {
      const finding = await tryCheck(verifying, check, `${index}-${attempt}`);
      if (!finding) break;
      if (clock.now() + interval > until) throw unverified(verifying, check, finding);
      await clock.sleep(interval);
    }
  }
}

async function tryCheck(verifying: Verifying, check: Verification, part: string): Promise<Finding> {
  const { host, phase, command } = verifying;
  try {
    if ('http' in check)
      return check.from === 'bot' ? await httpFromBot(host, check) : await httpFromHost(verifying, check);
    if ('tcp' in check) return await tcp(host, check.tcp);
    if ('unit' in check) return await unit(host, check.unit);
    return await host.act(phase, 'verify', { ...command(check.command, check.within), part }).then(() => undefined);
  } catch (error) {
    if (error instanceof OpsError && fatal.has(error.code)) throw error;
    return explain(error);
  }
}

/** What trying again cannot mend. */
const fatal = new Set([
  'lease-lost',
  'lease-expired',
  'become-refused',
  'login-refused',
  'host-key-changed',
  'already-started',
]);

async function tcp(host: Verifying['host'], port: number): Promise<Finding> {
  const stream = await (await host.session.connection()).forward('127.0.0.1', port, oneTry);
  stream.destroy();
  return undefined;
}

async function unit(host: Verifying['host'], name: string): Promise<Finding> {
  const connection = await host.session.connection();
  const result = await connection.exec(['systemctl', 'is-active', '--', name], { timeout: oneTry });
  return result.code === 0 ? undefined : verbatim(`${name}: ${result.stdout.trim() || result.stderr.trim()}`);
}

type HttpCheck = Extract<Verification, { http: string }>;

function judged(check: HttpCheck, status: number, body: string): Finding {
  if (status !== check.status) return { en: `answered ${status}`, zh: `返回 ${status}` };
  if (check.contains && !body.includes(check.contains)) {
    return { en: `answered ${status} without "${check.contains}"`, zh: `返回 ${status}，但不含“${check.contains}”` };
  }
  return undefined;
}

/** With curl or wget on the host, whichever is there. */
async function httpFromHost(verifying: Verifying, check: HttpCheck): Promise<Finding> {
  const { host } = verifying;
  const has = await verifying.has();
  const connection = await host.session.connection();
  if (has.includes('curl')) {
    const argv = ['curl', '-sS', '-m', '10', '-w', '\n%{http_code}', '--', check.http];
    const { stdout, stderr } = await connection.exec(argv, { timeout: oneTry * 2 });
    const cut = stdout.lastIndexOf('\n');
    const status = Number(stdout.slice(cut + 1));
    return status ? judged(check, status, stdout.slice(0, cut)) : verbatim(stderr.trim());
  }
  if (has.includes('wget')) {
    const { stdout, stderr } = await connection.exec(['wget', '-T', '10', '-S', '-O', '-', '--', check.http], {
      timeout: oneTry * 2,
    });
    const status = Number([...stderr.matchAll(/^\s*HTTP\/\S+ (\d{3})/gm)].at(-1)?.[1]);
    return status ? judged(check, status, stdout) : verbatim(stderr.trim().split('\n').at(-1) ?? '');
  }
  throw new OpsError('missing-tool', {
    en: `${host.name}: an http check "from: host" needs curl or wget there. Install one, or write "from: bot".`,
    zh: `${host.name}：http 检查（from: host）需要 curl 或 wget。请安装其一，或改用 from: bot。`,
  });
}

/** From the bot, through the SSH tunnel: the address is the host's own. */
async function httpFromBot(host: Verifying['host'], check: HttpCheck): Promise<Finding> {
  const url = new URL(check.http);
  const secure = url.protocol === 'https:';
  const port = Number(url.port) || (secure ? 443 : 80);
  const tunnel = await (await host.session.connection()).forward(url.hostname.replace(/^\[|\]$/g, ''), port, oneTry);
  try {
    const socket = secure ? tlsConnect({ socket: tunnel, servername: url.hostname }) : tunnel;
    const { status, body } = await get(url, socket as import('node:net').Socket);
    return judged(check, status, body);
  } finally {
    tunnel.destroy();
  }
}

function get(url: URL, socket: import('node:net').Socket): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: url.hostname,
        path: `${url.pathname}${url.search}`,
        headers: { host: url.host, connection: 'close' },
        createConnection: () => socket,
        signal: AbortSignal.timeout(oneTry),
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          if (body.length < 65_536) body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        response.on('error', reject);
      },
    );
    socket.on('error', reject);
    request.on('error', reject);
    request.end();
  });
}

function unverified({ host, subject }: Verifying, check: Verification, finding: Text): OpsError {
  const what = unmet(check);
  const time = Math.round(check.within / 1000);
  return new OpsError('verify-failed', {
    en: `${host.name}: ${subject} ${what.en} within ${time} s: ${finding.en}`,
    zh: `${host.name}：${subject} 在 ${time} 秒内${what.zh}：${finding.zh}`,
  });
}

/** What should have been and was not, after what it was expected of. */
function unmet(check: Verification): Text {
  if ('http' in check) {
    const [en, zh] = check.from === 'bot' ? [' from the bot', '（由机器人访问）'] : ['', ''];
    return {
      en: `did not answer HTTP ${check.status} at ${check.http}${en}`,
      zh: `未在 ${check.http} 返回 HTTP ${check.status}${zh}`,
    };
  }
  if ('tcp' in check) return { en: `did not open TCP port ${check.tcp}`, zh: `未打开 TCP 端口 ${check.tcp}` };
  if ('unit' in check)
    return { en: `did not have unit ${check.unit} active`, zh: `未使服务单元 ${check.unit} 处于 active` };
  return { en: `did not pass "${check.command}"`, zh: `未通过检查“${check.command}”` };
}
