import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { readTextIfThere } from '../io/files.ts';

/** The script that runs on hosts, and the name it is kept under there. */
export interface AgentScript {
  readonly text: string;
  readonly name: string;
}

/** Reads the host script that ships with the bot; its name carries its hash, so two versions never mix on a host. */
export async function loadAgent(): Promise<AgentScript> {
  const text = await readTextIfThere(fileURLToPath(new URL('./agent.sh', import.meta.url)));
  if (text === undefined) throw new Error('agent.sh is missing beside agent.ts: the installation is incomplete');
  return { text, name: `agent-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.sh` };
}

/** The script's commands that change nothing. */
export type Looking = 'probe' | 'check' | 'look' | 'read';

/** The arguments of a call that needs nothing on the host: the script itself is the program. */
export function inline(agent: AgentScript, root: string, command: 'prepare' | Looking, ...more: string[]): string[] {
  return ['sh', '-c', agent.text, 'changeops', command, root, ...more];
}

/** The arguments of a call to the script kept on the host. */
export function kept(agent: AgentScript, root: string, command: string, ...more: (string | number)[]): string[] {
  return ['sh', `${root}/.changeops/${agent.name}`, command, root, ...more.map(String)];
}

/** What the script answered: its lines as words, or the refusal in its first line. */
export interface AgentAnswer {
  readonly refused?: { readonly code: string; readonly detail: string };
  readonly lines: readonly string[];
  /** What followed the first line, as the step printed it. */
  readonly rest: string;
}

/** Reads the script's answer. */
export function parseAnswer(stdout: string): AgentAnswer {
  const [first = '', ...others] = stdout.split('\n');
  const refusal = /^refused (\S+) ?(.*)$/.exec(first);
  return {
    ...(refusal ? { refused: { code: refusal[1] ?? '', detail: refusal[2] ?? '' } } : {}),
    lines: [first, ...others].filter((line) => line !== ''),
    rest: others.join('\n').trim(),
  };
}

/** A release as it was found on a host. */
export interface FoundRelease {
  readonly name: string;
  readonly seal: string;
  /** The lease number under which it became good; undefined: never verified. */
  readonly good?: number;
  /** Somebody rolled back from it. */
  readonly withdrawn: boolean;
  /** Its spec.json as text. */
  readonly spec: string;
}

/** What a look at a host's root found. */
export interface HostState {
  /** Absolute path. */
  readonly root: string;
  readonly user: string;
  readonly missing: readonly string[];
  readonly has: readonly string[];
  /** The folder that may not be written to, if so. */
  readonly unwritable?: string;
  /** Bytes free. */
  readonly space: number;
  readonly inodes?: number;
  readonly current: { readonly release: string } | { readonly foreign: string } | null;
  readonly lease?: { readonly bot: string; readonly run: string };
  readonly releases: readonly FoundRelease[];
}

/** Reads what `probe` printed; undefined when it is cut short. */
export function parseProbe(stdout: string): HostState | undefined {
  const lines = stdout.split('\n').filter(Boolean);
  if (lines.at(-1) !== 'end') return undefined;
  const all = (word: string) => lines.filter((l) => l.startsWith(`${word} `)).map((l) => l.slice(word.length + 1));
  const one = (word: string) => all(word)[0];
  const inodes = Number(one('inodes'));
  const [bot = '', run = ''] = one('lease')?.split(' ') ?? [];
  return {
    root: one('root') ?? '',
    user: one('user')?.split(' ')[0] ?? '',
    missing: all('missing'),
    has: all('has'),
    unwritable: one('unwritable'),
    space: Number(one('space') ?? 0) * 1024,
    inodes: Number.isFinite(inodes) && inodes > 0 ? inodes : undefined,
    current: parseCurrent(one('current') ?? '-'),
    lease: one('lease') ? { bot, run } : undefined,
    releases: all('release').map((line) => parseRelease(line, all('spec'))),
  };
}

function parseCurrent(text: string): HostState['current'] {
  if (text === '-') return null;
  if (text.startsWith('foreign ')) return { foreign: text.slice('foreign '.length) };
  return { release: text };
}

function parseRelease(line: string, specs: readonly string[]): FoundRelease {
  const [name = '', seal = '', good, withdrawn] = line.split(' ');
  const spec = specs.find((s) => s.startsWith(`${name} `))?.slice(name.length + 1) ?? '';
  return { name, seal, good: good === '-' ? undefined : Number(good), withdrawn: withdrawn === 'withdrawn', spec };
}
