import type { HostSession } from '../../agent/session.ts';
import { OpsError } from '../../errors.ts';
import { cannotWrite, folderMissing, refusedFile, tooLarge, unreadableAnswer } from './refusals.ts';

/** What is at a path of a server now. `real` is the path without links. */
export type FileState = AbsentFile | PresentFile | RefusedFile;

interface Placed {
  readonly real: string;
  /** Whether its folder may be written to. */
  readonly writable: boolean;
  /** Bytes free there. */
  readonly space: number;
}

export interface AbsentFile extends Placed {
  readonly state: 'absent';
}

export interface PresentFile extends Placed {
  readonly state: 'file';
  /** SHA-256, hex. */
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  /** As `0644`. */
  readonly mode: string;
  /** As `root:root`. */
  readonly owner: string;
}

/** What cannot be put in place of, or compared with; `real` is what is in the way. */
export interface RefusedFile {
  readonly state: 'refused';
  readonly why: 'no-folder' | 'dangling' | 'folder' | 'special' | 'unreadable' | 'odd';
  readonly real: string;
}

/** Looks at many paths of a server at once, changing nothing. Errors `missing-tool`, `agent-failed` and those of the way there. */
export async function lookAtFiles(
  session: Pick<HostSession, 'name' | 'inspect'>,
  paths: readonly string[],
): Promise<readonly FileState[]> {
  const stdin = paths.map((path) => `${path}\n`).join('');
  const { stdout, stderr } = await session.inspect('look', [], { stdin, keep: 64 * 1024 * 1024 });
  const lines = stdout.split('\n').filter(Boolean);
  const missing = lines.filter((line) => line.startsWith('missing ')).map((line) => line.slice('missing '.length));
  if (missing.length > 0) throw missingTools(session.name, missing);
  if (lines.at(-1) !== 'end' || lines.length !== paths.length + 1) throw unreadableAnswer(session.name, stderr);
  return lines.slice(0, -1).map((line) => parseState(session.name, line));
}

/** At most this much of a file is read, in bytes: configs are smaller. */
const largest = 1024 * 1024;

/** The exact bytes of what is at a path now. Errors `file-too-large`, `file-refused`, and those of the way there. */
export async function readFile(session: Pick<HostSession, 'name' | 'inspect'>, path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const result = await session.inspect('read', [path, String(largest + 1)], {
    keep: 0,
    onOutput: (chunk, stream) => {
      if (stream === 'stdout') chunks.push(Buffer.from(chunk));
    },
  });
  const bytes = Buffer.concat(chunks);
  if (result.code !== 0) throw refusedFile(session.name, path, { state: 'refused', why: 'unreadable', real: path });
  if (bytes.length > largest) throw tooLarge(session.name, path);
  return bytes;
}

/** Throws where nothing can be put at a path. Errors `file-refused`, `folder-missing`, `cannot-write`. */
export function mayBePlaced(host: string, user: string, path: string, state: FileState): AbsentFile | PresentFile {
  if (state.state === 'refused') {
    throw state.why === 'no-folder' ? folderMissing(host, path, state.real) : refusedFile(host, path, state);
  }
  if (state.writable) return state;
  throw cannotWrite(host, user, state.real.replace(/\/[^/]*$/, '') || '/', path);
}

function parseState(host: string, line: string): FileState {
  const refused = /^refused (\S+) (.*)$/.exec(line);
  if (refused) return { state: 'refused', why: refused[1] as RefusedFile['why'], real: refused[2] ?? '' };
  const absent = /^absent (yes|no) (\d+) (.*)$/.exec(line);
  if (absent) return { state: 'absent', ...placed(absent.slice(1)) };
  const file = /^file ([0-9a-f]{64}) (\d+) ([0-7]+) (\S+:\S+) (yes|no) (\d+) (.*)$/.exec(line);
  if (!file) throw unreadableAnswer(host, line);
  const [, hash = '', size = '', mode = '', owner = '', ...rest] = file;
  return { state: 'file', hash, size: Number(size), mode: mode.padStart(4, '0'), owner, ...placed(rest) };
}

function placed([writable, space, real = '']: readonly (string | undefined)[]): Placed {
  return { writable: writable === 'yes', space: Number(space) * 1024, real };
}

function missingTools(host: string, tools: readonly string[]): OpsError {
  return new OpsError('missing-tool', {
    en: `${host}: ${tools.join(', ')} missing there. Install it (GNU coreutils, tar and util-linux, or busybox, have all that is needed).`,
    zh: `${host}：缺少 ${tools.join('、')}。请安装（GNU coreutils、tar 与 util-linux，或 busybox 均可）。`,
  });
}
