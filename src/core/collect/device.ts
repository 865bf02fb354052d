import { OpsError } from '../errors.ts';
import type { Secret } from '../io/secret.ts';
import { readSecret } from '../io/secrets.ts';
import type { Connection } from '../io/ssh/types.ts';
import type { Outputs, Platform } from '../platforms/define.ts';
import type { Host } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { type DeviceShell, openShell } from './shell.ts';
import type { CollectorDeps, CollectRequest, FactKind, Facts } from './types.ts';

interface Device {
  readonly connection: Connection;
  readonly host: Host;
  readonly platform: Platform;
  readonly request: CollectRequest;
  readonly deps: CollectorDeps;
  readonly signal: AbortSignal;
}

/** Milliseconds a command may take; a full configuration of a large switch takes some ten seconds. */
const perCommand = 30_000;

/**
 * Types a platform's commands into a device and reads what it answers, kind by kind; a kind that a device refuses is a
 * warning. A device of unknown platform is recognised first.
 */
export async function collectDevice(device: Device): Promise<{ facts: Facts; warnings: Text[]; platform: string }> {
  const { host, request } = device;
  const shell = await open(device);
  try {
    if (request.command !== undefined) return await oneCommand(shell, device, request.command);
    const warnings: Text[] = [];
    let facts: Facts = {};
    const outputs = new Map<string, { output: string; refused: boolean }>();
    for (const kind of request.what) {
      const commands = device.platform.commands[kind];
      if (!commands) continue;
      for (const command of commands) {
        if (!outputs.has(command)) outputs.set(command, await shell.run(command, { timeout: perCommand }));
      }
      const got = commands.flatMap((command) => {
        const answer = outputs.get(command);
        return answer && !answer.refused ? [[command, stripped(answer.output, device.platform)] as const] : [];
      });
      if (got.length === 0) warnings.push(refused(host, kind, commands));
      else facts = { ...facts, ...read(device.platform, kind, Object.fromEntries(got)) };
    }
    return { facts, warnings, platform: host.platform };
  } finally {
    shell.close();
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

async function oneCommand(shell: DeviceShell, { host, platform }: Device, command: string) {
  if (!platform.readOnly?.test(command)) throw notReadOnly(host, command);
  const { output, refused: no } = await shell.run(command, { timeout: perCommand });
  if (no) throw commandRefused(host, command, output);
  return { facts: { output: stripped(output, platform) } as Facts, warnings: [], platform: host.platform };
}

/** What a platform reads of its outputs; one that throws has read nothing. */
function read(platform: Platform, kind: FactKind, outputs: Outputs): Partial<Facts> {
  return platform.parse(kind, outputs);
}

function stripped(output: string, { secrets }: Platform): string {
  return secrets.reduce((text, [pattern, instead]) => text.replace(pattern, instead), output);
}

function refused({ name }: Host, kind: FactKind, commands: readonly string[]): Text {
  return {
    en: `${name} does not answer ${commands.join(', ')}, so its ${kind} are not known.`,
    zh: `${name} 不支持 ${commands.join('、')}，因此未取得 ${kind}。`,
  };
}

function notReadOnly({ name }: Host, command: string): OpsError {
  return new OpsError('command-refused', {
    en: `${name}: "${command}" is none of the commands that only read on its platform (show …, display …; one line, no pipe, no redirection). Nothing was run.`,
    zh: `${name}：“${command}”不属于该平台的只读命令（show …、display …；单行、无管道、无重定向）。未执行任何命令。`,
  });
}

function commandRefused({ name }: Host, command: string, output: string): OpsError {
  const said = output.trim().slice(0, 200);
  return new OpsError('command-refused', {
    en: `${name} refused "${command}": ${said}`,
    zh: `${name} 拒绝执行“${command}”：${said}`,
  });
}
