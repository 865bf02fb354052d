import { join } from 'node:path';
import { listIfThere, readTextIfThere } from '../io/files.ts';
import type { Text } from '../text.ts';
import { validate } from './issues.ts';
import { nearest } from './nearest.ts';
import { checkReferences, type Report } from './references.ts';
import { type FileName, fileNames, settingsFiles } from './schema/index.ts';
import type { SettingsChange, SettingsProblem } from './types.ts';
import { usedSettings, type ValidSettings } from './used.ts';
import { readYaml, type SettingsDocument } from './yaml.ts';

/** What a folder came to. */
export interface LoadedSettings extends SettingsChange {
  /** The files that were there. */
  readonly files: readonly string[];
  /** Each file by itself, for the next load: one whose text is the same is not parsed again. */
  readonly read: ReadonlyMap<FileName, ReadFile>;
}

interface LoadOptions {
  readonly expected?: readonly string[];
  readonly before?: LoadedSettings;
  readonly instead?: Readonly<Partial<Record<FileName, string>>>;
}

/** A file read and validated by itself. The parsed document is not kept: it is many times larger. */
interface ReadFile {
  /** Undefined where it could not be read. */
  readonly source?: string;
  readonly data?: unknown;
  readonly problems: readonly SettingsProblem[];
}

/**
 * Reads all settings files of a folder: settings, or every problem there is with any of them. A file that is not there
 * counts as an empty one, unless it is in `expected` (it was there before) or none is there at all. Never rejects for
 * what is in the folder. `instead`: texts that are read in place of what the folder has, to try them.
 */
export async function loadSettings(
  folder: string,
  { expected = [], before, instead = {} }: LoadOptions = {},
): Promise<LoadedSettings> {
  const names = [...new Set([...(await namesIn(folder)), ...Object.keys(instead)])];
  const files = fileNames.filter((name) => names.includes(name));
  const gone = fileNames.filter((name) => expected.includes(name) && !files.includes(name));
  const pairs = fileNames.map(
    async (name) => [name, await read(folder, name, before?.read.get(name), instead[name])] as const,
  );
  const parts = new Map(await Promise.all(pairs));
  const raw = Object.fromEntries([...parts].flatMap(([name, { data }]) => (data === undefined ? [] : [[name, data]])));
  const problems = [
    ...strayFiles(names, files),
    ...gone.map((name) => wholeFile(name, goneText)),
    ...(files.length === 0 && gone.length === 0 ? [wholeFile('hosts.yaml', noneText)] : []),
    ...[...parts.values()].flatMap((file) => file.problems),
    ...checkReferences(raw, reporter(parts)),
  ];
  if (problems.length > 0) return { problems, files, read: parts };
  return { settings: usedSettings(raw as ValidSettings), problems, files, read: parts };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await listIfThere(folder);
  } catch {
    return [];
  }
}

async function read(
  folder: string,
  name: FileName,
  before: ReadFile | undefined,
  instead: string | undefined,
): Promise<ReadFile> {
  try {
    const source = instead ?? (await readTextIfThere(join(folder, name))) ?? '';
    if (before?.source === source) return before;
    return { source, ...validate<(typeof settingsFiles)[FileName]>(settingsFiles[name], readYaml(name, source)) };
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { problems: [wholeFile(name, { en: `cannot be read: ${why}`, zh: `无法读取：${why}` })] };
  }
}

/** Finds the places of problems by parsing a file once more, which is only done where there is one. */
function reporter(files: ReadonlyMap<FileName, ReadFile>): Report {
  const documents = new Map<FileName, SettingsDocument>();
  return (file, path, text, at) => {
    const document = documents.get(file) ?? readYaml(file, files.get(file)?.source ?? '');
    documents.set(file, document);
    return document.problem(path, text, at);
  };
}

/** A file that somebody surely meant to be read, such as `host.yaml` or `hosts.yml`. */
function strayFiles(names: readonly string[], present: readonly FileName[]): SettingsProblem[] {
  return names.flatMap((name) => {
    const stem = /^([^.]+)\.ya?ml$/i.exec(name)?.[1];
    const meant = stem && !fileNames.some((known) => known === name) ? nearest(`${stem}.yaml`, fileNames) : undefined;
    if (!meant || present.some((known) => known === meant)) return [];
    return [wholeFile(name, { en: `is not read. Rename it to ${meant}`, zh: `不会被读取，请改名为 ${meant}` })];
  });
}

function wholeFile(file: string, text: Text): SettingsProblem {
  return { file, key: '', text };
}

const goneText: Text = {
  en: 'was there before and is gone. Restore it, or put an empty file there if nothing of it is needed',
  zh: '原先存在，现已缺失。请恢复；若确实不再需要其内容，请放置一个空文件',
};

const noneText: Text = {
  en: 'is not there, and no other settings file is. See docs/settings.md for what goes into them',
  zh: '不存在，其他设置文件也都没有。文件内容见 docs/settings.zh-CN.md',
};
