import { createHash } from 'node:crypto';
import type { HostSession } from '../../agent/session.ts';
import { type TextDiff, textDiff, unified } from '../../config/text-diff.ts';
import { OpsError } from '../../errors.ts';
import type { Clock } from '../../io/clock.ts';
import type { Platform } from '../../platforms/define.ts';
import { expandFile } from '../../settings/expand.ts';
import type { Host, Settings } from '../../settings/types.ts';
import type { FilePush } from '../types.ts';
import { type AbsentFile, lookAtFiles, mayBePlaced, type PresentFile, readFile } from './look.ts';
import { type Placement, placing } from './place.ts';
import { cannotWrite } from './refusals.ts';
import { checkRoom } from './room.ts';

/** A config of the store for a host: `intended/<host>/<name>` of a commit. */
export interface PushedConfig {
  readonly name: string;
  readonly text: string;
  /** The full commit id. */
  readonly revision: string;
}

interface FilePushesOptions {
  /** Connected to the host, its root that of files.yaml (`filesRoot`). */
  readonly session: Pick<HostSession, 'name' | 'inspect' | 'probe'>;
  readonly settings: Pick<Settings, 'files' | 'hosts'>;
  readonly host: Host;
  readonly configs: readonly PushedConfig[];
  /** What is a secret in what is shown of the differences. */
  readonly secrets?: Platform['secrets'];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** Those that are there as wanted are put in place as well. */
  readonly all?: boolean;
}

/** A file to be put in place, with what it changes there. */
export interface PlannedFile {
  readonly push: FilePush;
  readonly difference: TextDiff;
}

/** What a push would put in place on a host. */
export interface PlannedFiles {
  /** Where the bot keeps what it needs there, absolute: the plan's root. */
  readonly root: string;
  readonly files: readonly PlannedFile[];
}

/**
 * What putting a host's configs in place would do, having looked at what is there; those that are there as wanted are
 * left out. Changes nothing. Errors: `file-unplaced`, `file-path-refused`, `file-path-taken`, `config-stripped`,
 * `file-refused`, `folder-missing`, `cannot-write`, `disk-full`, `file-too-large`, `missing-tool`, and those of the way there.
 */
export async function filePushes(options: FilePushesOptions): Promise<PlannedFiles> {
  const { session, settings, host, configs } = options;
  for (const config of configs) checkWhole(host, config);
  const placementOf = placing(settings);
  const wanted = configs.map((config) => ({ config, placement: placementOf(host, config.name) }));
  const { root, user, unwritable } = await session.probe();
  if (unwritable !== undefined) throw cannotWrite(host.name, user, unwritable, root);
  const states = await lookAtFiles(
    session,
    wanted.map(({ placement }) => placement.path),
  );
  const all = wanted.flatMap((one, index) => {
    const state = states[index];
    return state ? [{ ...one, state: mayBePlaced(host.name, user, one.placement.path, state) }] : [];
  });
  checkApart(host, all);
  const needed = all.filter((one) => options.all || !isThere(one));
  checkRoom(
    host.name,
    needed.map(({ config, state }) => ({ text: config.text, state })),
  );
  const files: PlannedFile[] = [];
  const lines = Math.min(mostShown.file, Math.max(mostShown.least, Math.floor(mostShown.host / needed.length)));
  for (const one of needed) files.push(await plan(options, one, lines));
  return { root, files };
}

interface Wanted {
  readonly config: PushedConfig;
  readonly placement: Placement;
  readonly state: AbsentFile | PresentFile;
}

/** Lines of differences in a plan: of a file, of a host, and of each of many files at least. */
const mostShown = { file: 200, host: 2_000, least: 5 };
const longest = 300;

async function plan(
  options: FilePushesOptions,
  { config, placement, state }: Wanted,
  lines: number,
): Promise<PlannedFile> {
  const { session, host } = options;
  if (placement.check) expandFile(placement.check.run, besideOf(state.real, 'x'));
  const now = state.state === 'absent' ? undefined : await readFile(session, state.real);
  if (state.state === 'file' && now && sha256(now) !== state.hash) throw changing(host, placement.path);
  const difference = await textDiff(now?.toString('utf8') ?? '', config.text, options);
  const push: FilePush = {
    name: config.name,
    revision: config.revision,
    added: difference.added,
    removed: difference.removed,
    before: state.state === 'file' ? state.hash : null,
    after: sha256(config.text),
    shown: shownOf(difference, lines),
    ...(state.real !== placement.path && { real: state.real }),
    ...placement,
  };
  return { push, difference };
}

function shownOf(difference: TextDiff, most: number): readonly string[] {
  const all = unified(difference).split('\n').slice(0, -1);
  return all.slice(0, most).map((line) => (line.length > longest ? `${line.slice(0, longest)}…` : line));
}

/** Where a file lies before it is put in place, as the host script names it. */
export function besideOf(real: string, run: string): string {
  const at = real.lastIndexOf('/') + 1;
  return `${real.slice(0, at)}.changeops-${run}.${real.slice(at)}`;
}

/** SHA-256, hex. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function isThere({ config, placement, state }: Wanted): boolean {
  if (state.state === 'absent' || state.hash !== sha256(config.text)) return false;
  return (placement.mode ?? state.mode) === state.mode && (placement.owner ?? state.owner) === state.owner;
}

/** A config from which secrets were taken out would take them out of the server as well. */
function checkWhole(host: Host, { name, text }: PushedConfig): void {
  const line = text.split('\n').findIndex((one) => one.includes('[redacted]')) + 1;
  if (line === 0) return;
  throw new OpsError('config-stripped', {
    en: `${host.name}/${name}: line ${line} holds [redacted] in place of a secret, so it is never pushed. Save the config with its real value, or without that line.`,
    zh: `${host.name}/${name}：第 ${line} 行的敏感内容已被替换为 [redacted]，不会下发。请保存含真实值的配置，或去掉该行。`,
  });
}

/** Two configs that would end in the same file. */
function checkApart(host: Host, all: readonly Wanted[]): void {
  const taken = new Map<string, string>();
  for (const { config, state } of all) {
    const other = taken.get(state.real);
    if (other !== undefined) throw pathTaken(host, config.name, other, state.real);
    taken.set(state.real, config.name);
  }
}

function pathTaken(host: Host, name: string, other: string, path: string): OpsError {
  return new OpsError('file-path-taken', {
    en: `${host.name}: ${other} and ${name} would both be ${path}. Give them paths of their own in files.yaml, or push one of them.`,
    zh: `${host.name}：${other} 与 ${name} 对应同一文件 ${path}。请在 files.yaml 中区分路径，或只下发其中一个。`,
  });
}

function changing(host: Host, path: string): OpsError {
  return new OpsError('file-changed', {
    en: `${host.name}: ${path} was changed while it was being read. Find out who writes it, then ask again.`,
    zh: `${host.name}：读取 ${path} 时其内容发生了变化。请查明是谁在写入，然后重试。`,
  });
}
