import { isDeepStrictEqual } from 'node:util';
import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import { watchFolder } from '../io/watch.ts';
import { type LoadedSettings, loadSettings } from './load.ts';
import { problemText } from './problem-text.ts';
import type { Settings, SettingsChange, SettingsProblem, SettingsStore } from './types.ts';

interface SettingsStoreOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** Hears of listeners that threw. */
  readonly log?: { warn(details: object, message: string): void };
}

/**
 * The settings of a folder, read now and again whenever its files change. They come into force together or not at all:
 * while any file has a problem, the last good set stays.
 */
export async function createSettingsStore({ folder, clock, log }: SettingsStoreOptions): Promise<SettingsStore> {
  const listeners = new Set<(change: SettingsChange) => void>();
  let settings: Settings | undefined;
  let problems: readonly SettingsProblem[] = [];
  let files: readonly string[] = [];
  let before: LoadedSettings | undefined;
  let reading = Promise.resolve();

  const read = async () => {
    const loaded = await loadSettings(folder, { expected: files, before });
    before = loaded;
    const changed = loaded.settings !== undefined && !isDeepStrictEqual(loaded.settings, settings);
    const told = isDeepStrictEqual(loaded.problems, problems);
    if (loaded.settings) files = loaded.files;
    if (changed) settings = loaded.settings;
    problems = loaded.problems;
    if (changed || !told) for (const listener of listeners) tell(listener, { settings, problems }, log);
  };
  /** One at a time, each seeing at least what was there when it was asked for. */
  const reload = () => {
    reading = reading.then(read, read);
    return reading;
  };

  const watch = await watchFolder(folder, { clock, changed: reload });
  await reload();
  return {
    current: () => settings ?? missing(folder, problems),
    problems: () => problems,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reload,
    close: () => {
      listeners.clear();
      watch.close();
    },
  };
}

function tell(
  listener: (change: SettingsChange) => void,
  change: SettingsChange,
  log: SettingsStoreOptions['log'],
): void {
  try {
    listener(change);
  } catch (error) {
    log?.warn({ err: error }, 'A listener to settings failed');
  }
}

function missing(folder: string, problems: readonly SettingsProblem[]): never {
  const shown = problems.slice(0, 5).map(problemText);
  const more = problems.length - shown.length;
  throw new OpsError('settings-missing', {
    en: [
      `There are no settings to work with: the files in ${folder} have problems. Mend them; they are read again by themselves.`,
      ...shown.map((text) => text.en),
      ...(more > 0 ? [`… and ${more} more`] : []),
    ].join('\n'),
    zh: [
      `没有可用的设置：${folder} 中的文件存在问题。修正后会自动重新读取。`,
      ...shown.map((text) => text.zh),
      ...(more > 0 ? [`……另有 ${more} 处`] : []),
    ].join('\n'),
  });
}
