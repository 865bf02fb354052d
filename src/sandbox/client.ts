import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OpsError } from '../core/errors.ts';
import type { Faults } from './slack/faults.ts';
import { asFields } from './slack/kit/check.ts';
import type { Workspace } from './slack/people/workspace.ts';
import type { LogEntry } from './slack/types.ts';

/** The workspace of a sandbox in another process. Errors: `sandbox-gone`, `not-possible` (what a client would not allow). */
export interface SandboxClient extends Workspace {
  readonly faults: { readonly [name in keyof Faults]: (...args: Parameters<Faults[name]>) => Promise<void> };
  log(): Promise<readonly LogEntry[]>;
  /** Gives a host an order; `error` says why it could not be followed. */
  host(order: { host: string; order: unknown }): Promise<{ ok?: unknown; error?: string }>;
}

/** Where a running sandbox is reached, as it wrote it down in its data folder. */
interface SandboxPlace {
  readonly url: string;
  readonly token: string;
}

/** Finds the sandbox that runs on a data folder; errors `sandbox-missing` when none has written where it is. */
export async function findSandbox(dataDir: string): Promise<SandboxPlace> {
  const file = join(dataDir, '.sandbox.json');
  const place = asFields(await readJson(file));
  if (typeof place?.url === 'string' && typeof place.token === 'string') return { url: place.url, token: place.token };
  throw new OpsError('sandbox-missing', {
    en: `No sandbox runs on ${dataDir}: ${file} does not say where one is. Start one with npm start, or name its folder with --data.`,
    zh: `${dataDir} 上没有正在运行的沙箱：${file} 中没有它的地址。请先执行 npm start，或用 --data 指定它的目录。`,
  });
}

/** Speaks to a sandbox over HTTP as its people's clients do. */
export function connectSandbox({ url, token }: SandboxPlace): SandboxClient {
  const ask = async (name: string, body: unknown): Promise<unknown> => {
    const response = await reach(url, `${url}/sandbox/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer ?? undefined;
    const words = String(asFields(answer)?.error);
    throw new OpsError('not-possible', { en: `The sandbox refused: ${words}`, zh: `沙箱拒绝了：${words}` });
  };
  const doors = [...workspaceDoors, 'log', 'host'].map((name) => [name, (given: unknown) => ask(name, given)]);
  const faults = faultDoors.map((name) => [name, (...args: unknown[]) => ask(`faults/${name}`, { args })]);
  return { ...Object.fromEntries(doors), faults: Object.fromEntries(faults) };
}

const workspaceDoors: readonly (keyof Workspace)[] = [
  'type',
  'click',
  'select',
  'submit',
  'close',
  'upload',
  'announce',
  'share',
  'attach',
  'deleteFile',
  'file',
  'shortcut',
  'openHome',
  'messages',
  'views',
  'home',
  'people',
  'channels',
  'setUser',
  'setMember',
  'deleteMessage',
  'forget',
  'changes',
];

const faultDoors: readonly (keyof Faults)[] = [
  'rateLimit',
  'fail',
  'slow',
  'refuse',
  'page',
  'double',
  'ignoreAcks',
  'refuseUpgrades',
  'sign',
  'dropSockets',
  'refresh',
  'clear',
];

async function reach(url: string, address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (cause) {
    throw new OpsError(
      'sandbox-gone',
      {
        en: `The sandbox at ${url} does not answer: it has stopped. Start it again with npm start.`,
        zh: `位于 ${url} 的沙箱没有应答：它已停止。请用 npm start 重新启动。`,
      },
      { cause },
    );
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
