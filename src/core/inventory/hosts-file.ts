import { join } from 'node:path';
import { OpsError } from '../errors.ts';
import { readTextIfThere } from '../io/files.ts';
import { replaceIfSame, textDigest } from '../io/replace.ts';
import { type LoadedSettings, loadSettings } from '../settings/load.ts';
import { problemText } from '../settings/problem-text.ts';
import type { Settings, SettingsProblem } from '../settings/types.ts';

/** hosts.yaml as it is now, with the settings that it and the other files make. */
export interface HostsFile {
  readonly text: string;
  /** SHA-256 of the text, hex. */
  readonly digest: string;
  readonly settings: Settings;
}

/** Reading and replacing hosts.yaml. */
export interface HostsFiles {
  /** The file as it is on disk. Error `settings-invalid` while a settings file has a problem. */
  read(): Promise<HostsFile>;
  /** The settings that this text would make. Error `inventory-invalid`, naming every problem. */
  trial(text: string): Promise<Settings>;
  /** The digest of the file as it is on disk. */
  digest(): Promise<string>;
  /**
   * Replaces the file if it is still the one with the digest `before`, and resolves with true once the settings in force
   * have it; false where it is another one. Errors as `trial`; nothing is replaced then.
   */
  replace(before: string, text: string): Promise<boolean>;
}

/** hosts.yaml in a settings folder; `reload` makes the settings in force read it. */
export function createHostsFiles(folder: string, reload: () => Promise<void>): HostsFiles {
  const path = join(folder, 'hosts.yaml');
  const textNow = async () => (await readTextIfThere(path)) ?? '';
  const load = createLoad(folder);
  const trial = async (text: string) => {
    const { settings, problems } = await load(text);
    return settings ?? invalid(problems);
  };
  return {
    trial,
    digest: async () => textDigest(await textNow()),
    read: async () => {
      const text = await textNow();
      const { settings, problems } = await load(text);
      return { text, digest: textDigest(text), settings: settings ?? broken(problems) };
    },
    replace: async (before, text) => {
      await trial(text);
      const replaced = await replaceIfSame(path, before, text);
      if (replaced) await reload();
      return replaced;
    },
  };
}

/** Loads the settings with this text as hosts.yaml. Parsing is slow, so the last two texts are not parsed again. */
function createLoad(folder: string): (text: string) => Promise<LoadedSettings> {
  let known: readonly LoadedSettings[] = [];
  const sourceOf = (loaded: LoadedSettings) => loaded.read.get('hosts.yaml')?.source;
  return async (text) => {
    const before = known.find((loaded) => sourceOf(loaded) === text) ?? known[0];
    const loaded = await loadSettings(folder, { instead: { 'hosts.yaml': text }, before });
    known = [loaded, ...known.filter((one) => sourceOf(one) !== text)].slice(0, 2);
    return loaded;
  };
}

function invalid(problems: readonly SettingsProblem[]): never {
  const list = listed(problems);
  throw new OpsError('inventory-invalid', {
    en: `Saving to the inventory: the settings would not be valid with it, so nothing was saved.\n${list.en}`,
    zh: `保存到清单：保存后设置将无效，因此未保存。\n${list.zh}`,
  });
}

function broken(problems: readonly SettingsProblem[]): never {
  const list = listed(problems);
  throw new OpsError('settings-invalid', {
    en: `Reading the inventory: the settings files have problems. Mend them first, then ask again.\n${list.en}`,
    zh: `读取清单：设置文件存在问题，请先修正后再试。\n${list.zh}`,
  });
}

const shown = 8;

function listed(problems: readonly SettingsProblem[]) {
  const texts = problems.slice(0, shown).map(problemText);
  const more = problems.length - texts.length;
  return {
    en: [...texts.map(({ en }) => en), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'),
    zh: [...texts.map(({ zh }) => zh), ...(more > 0 ? [`……另有 ${more} 处`] : [])].join('\n'),
  };
}
