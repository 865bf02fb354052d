import { explain, OpsError } from '../errors.ts';
import type { Secret } from '../io/secret.ts';
import { readSecret } from '../io/secrets.ts';
import type { Connection } from '../io/ssh/types.ts';
import type { Platform } from '../platforms/define.ts';
import { stripped } from '../platforms/parse/stripped.ts';
import type { Host } from '../settings/types.ts';
import { type DeviceShell, openShell } from '../shell/open.ts';
import type { Text } from '../text.ts';
import { checkKinds } from './kinds.ts';
import { recognisePlatformOf } from './recognise.ts';
import { collectServer } from './server.ts';
import type { CollectorDeps, CollectRequest, FactKind, Facts, Found } from './types.ts';

interface Device {
  readonly connection: Connection;
  readonly host: Host;
  readonly platform: Platform;
  readonly request: CollectRequest;
  readonly deps: CollectorDeps;
  readonly signal: AbortSignal;
  /** Its configs, where it is a server. */
  readonly files: readonly string[];
}

/** Milliseconds a command may take; a full configuration of a large switch takes some ten seconds. */
const perCommand = 30_000;
/** Milliseconds after which no further kind of facts is begun: what a slow device has told so far is kept. */
const allCommands = 25_000;

interface Looked {
  readonly facts: Facts;
  readonly warnings: readonly Text[];
  /** The platform that it is. */
  readonly platform: string;
  /** As of `Found`. */
  readonly configs?: Found['configs'];
}

/**
 * Types a platform's commands into a device and reads what it answers, kind by kind; a kind that a device refuses is a
 * warning. A device of unknown platform is recognised first, and spoken to as what it is. Errors: `platform-unknown`
 * where nothing tells, `facts-none` where its platform has nothing of what is asked, `command-refused`, and ShellErrors.
 */
export async function collectDevice(device: Device): Promise<Looked> {
  const isUnknown = device.platform === device.deps.platforms.get('unknown');
  const name = isUnknown ? await recognised(device) : device.host.platform;
  const platform = device.deps.platforms.get(name) ?? device.platform;
  checkKinds(device.host, platform, device.request);
  if (platform.transport === 'exec') return { ...(await collectServer(device)), platform: name };
  const shell = await open({ ...device, platform });
  try {
    const { command } = device.request;
    const answer =
      command === undefined
        ? facts(shell, { ...device, platform })
        : oneCommand(shell, { ...device, platform }, name, command);
    return { ...(await answer), platform: name };
  } finally {
    shell.close();
  }
}

async function recognised(device: Device): Promise<string> {
  const shell = await open(device);
  try {
    const name = await recognisePlatformOf(shell, device.deps.platforms);
    if (name !== undefined) return name;
    throw notRecognised(device.host, [...device.deps.platforms.keys()]);
  } finally {
    shell.close();
  }
}

async function facts(shell: DeviceShell, device: Device): Promise<Omit<Looked, 'platform'>> {
  const { host, platform, request, deps } = device;
  const until = deps.clock.now() + allCommands;
  const warnings: Text[] = [];
  const unanswered: Unanswered[] = [];
  const outputs = new Map<string, { output: string; refused: boolean }>();
  let found: Facts = {};
  for (const kind of request.what) {
    if (deps.clock.now() >= until) {
      warnings.push(noTimeFor(host, kind));
      continue;
    }
    const commands = platform.commands[kind] ?? [];
    for (const command of commands) {
      if (!outputs.has(command)) outputs.set(command, await answerTo(shell, command, warnings));
    }
    const got = commands.flatMap((command) => {
      const answer = outputs.get(command);
      return answer && !answer.refused ? [[command, stripped(answer.output, platform.secrets)] as const] : [];
    });
    if (got.length > 0) found = { ...found, ...platform.parse(kind, Object.fromEntries(got)) };
    else if (commands.length > 0) unanswered.push({ kind, commands });
  }
  const isUser = platform.shell?.enable?.when.test(shell.prompt) ?? false;
  if (isUser && unanswered.length > 0) warnings.push(userMode(host, shell.prompt, unanswered));
  else warnings.push(...unanswered.map((one) => refused(host, one)));
  return { facts: found, warnings };
}

/** One command that is cut off or never ends costs its own facts, not those of the others. */
async function answerTo(shell: DeviceShell, command: string, warnings: Text[]) {
  try {
    return await shell.run(command, { timeout: perCommand });
  } catch (error) {
    if (!(error instanceof OpsError) || !['output-cut', 'no-prompt'].includes(error.code)) throw error;
    warnings.push(error.text);
    return { output: '', refused: true };
  }
}

async function open({ connection, host, platform, deps, signal }: Device): Promise<DeviceShell> {
  if (!platform.shell) throw new Error(`the platform of ${host.name} has no shell`);
  const enable = await enableOf(host, deps);
  if (enable) deps.redactor.add(enable);
  return openShell(connection, platform.shell, { enable, clock: deps.clock, signal });
}

async function enableOf(host: Host, { settings, env }: CollectorDeps): Promise<Secret | undefined> {
  const { credentials } = settings.current();
  const ref = host.credential !== undefined ? credentials[host.credential]?.enable : undefined;
  return ref && readSecret(ref, env);
}

async function oneCommand(
  shell: DeviceShell,
  { host, platform, deps, signal }: Device,
  name: string,
  command: string,
): Promise<Omit<Looked, 'platform'>> {
  if (!platform.readOnly?.test(command)) throw notReadOnly(host, platform, command);
  const { output: said, refused: no } = await shell.run(command, { timeout: perCommand });
  if (no) throw commandRefused(host, command, stripped(said, platform.secrets));
  const output = stripped(said, platform.secrets);
  try {
    const rows = await deps.templates?.parse(name, command, output, { host: host.name, signal });
    return { facts: { output, ...(rows && { rows }) } as Facts, warnings: [] };
  } catch (error) {
    return { facts: { output } as Facts, warnings: [explain(error)] };
  }
}

function noTimeFor({ name }: Host, kind: FactKind): Text {
  return {
    en: `${name} answers slowly: there was no time for its ${kind}. Ask for that alone: --what ${kind}`,
    zh: `${name} 应答缓慢：来不及采集 ${kind}。可单独采集：--what ${kind}`,
  };
}

interface Unanswered {
  readonly kind: FactKind;
  readonly commands: readonly string[];
}

function refused({ name }: Host, { kind, commands }: Unanswered): Text {
  return {
    en: `${name} does not answer ${commands.join(', ')}: nothing was collected of its ${kind}.`,
    zh: `${name} 不支持 ${commands.join('、')}，因此未取得 ${kind}。`,
  };
}

/** One cause of all that was refused, told once. */
function userMode({ name, credential }: Host, prompt: string, unanswered: readonly Unanswered[]): Text {
  const kinds = unanswered.map(({ kind }) => kind);
  const [en, zh] =
    credential === undefined ? ['its credential', '其凭据'] : [`the credential ${credential}`, `凭据 ${credential} `];
  return {
    en: `${name} gives this login user mode only ("${prompt}") and refused the commands for ${kinds.join(', ')}. Put "enable" into ${en} in credentials.yaml, or use a login with more rights.`,
    zh: `${name} 的登录仅有用户模式（“${prompt}”），以下信息的命令被拒绝：${kinds.join('、')}。请在 credentials.yaml 的${zh}中加入 enable，或改用权限更高的账号。`,
  };
}

function notRecognised({ name }: Host, known: readonly string[]): OpsError {
  return new OpsError('platform-unknown', {
    en: `${name}: neither its greeting nor what it answers to harmless commands tells what it is. Set its platform in hosts.yaml: ${known.join(', ')}.`,
    zh: `${name}：登录提示和对无害命令的回答都无法说明它是什么。请在 hosts.yaml 中设置 platform：${known.join('、')}。`,
  });
}

/** That a platform does not take a command, and what it takes. */
export function notReadOnly(
  { name }: Host,
  { title, readOnlyRule: rule = nothing }: Platform,
  command: string,
): OpsError {
  return new OpsError('command-refused', {
    en: `${name}: "${command}" was not run. On ${title.en} --command takes ${rule.en}.`,
    zh: `${name}：未执行“${command}”。在 ${title.zh} 上，--command 只接受${rule.zh}。`,
  });
}

const nothing: Text = { en: 'nothing', zh: '空命令' };

function commandRefused({ name }: Host, command: string, output: string): OpsError {
  const said = output.trim().slice(0, 200);
  return new OpsError('command-refused', {
    en: `${name} refused "${command}": ${said}`,
    zh: `${name} 拒绝执行“${command}”：${said}`,
  });
}
