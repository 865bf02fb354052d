import { join } from 'node:path';
import { listIfThere, readTextIfThere } from '../io/files.ts';
import type { Text } from '../text.ts';
import { validate } from './issues.ts';
import { nearest } from './nearest.ts';
import { checkReferences } from './references.ts';
import { type FileName, fileNames, type RawSettings, settingsFiles } from './schema/index.ts';
import type { SettingsChange, SettingsProblem } from './types.ts';
import { usedSettings, type ValidSettings } from './used.ts';
import { readYaml, type SettingsDocument } from './yaml.ts';

/** What a folder came to, and which of the files were there. */
export interface LoadedSettings extends SettingsChange {
  readonly files: readonly string[];
}

/**
 * Reads all settings files of a folder: settings, or every problem there is with any of them. A file that is not there
 * counts as an empty one, unless it is in `expected` (it was there before) or none is there at all. Never rejects for
 * what is in the folder.
 */
export async function loadSettings(folder: string, expected: readonly string[] = []): Promise<LoadedSettings> {
  const names = await namesIn(folder);
  const present = fileNames.filter((name) => names.includes(name));
  const gone = fileNames.filter((name) => expected.includes(name) && !present.includes(name));
  const documents = await Promise.all(fileNames.map(async (name) => [name, await read(folder, name)] as const));
  const raw: Record<string, unknown> = {};
  const problems = [...strayFiles(names, present), ...gone.map((name) => wholeFile(name, goneText))];
  if (present.length === 0 && gone.length === 0) problems.push(wholeFile('hosts.yaml', noneText));
  for (const [name, document] of documents) {
    const result = validate<(typeof settingsFiles)[FileName]>(settingsFiles[name], document);
    problems.push(...result.problems);
    if (result.data !== undefined) raw[name] = result.data;
  }
  const where = new Map<FileName, SettingsDocument>(documents);
  problems.push(
    ...checkReferences(raw as RawSettings, (file, path, text, at) => {
      return where.get(file)?.problem(path, text, at) ?? { file, key: path.map(String).join('.'), text };
    }),
  );
  if (problems.length > 0) return { problems, files: present };
  return { settings: usedSettings(raw as ValidSettings), problems, files: present };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await listIfThere(folder);
  } catch {
    return [];
  }
}

async function read(folder: string, name: FileName): Promise<SettingsDocument> {
  try {
    return readYaml(name, (await readTextIfThere(join(folder, name))) ?? '');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const problem = wholeFile(name, { en: `cannot be read: ${why}`, zh: `无法读取：${why}` });
    return { data: undefined, problems: [problem], problem: () => problem };
  }
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
