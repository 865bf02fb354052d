import { cp, mkdtemp, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Document, parseDocument } from 'yaml';
import { OpsError } from '../core/errors.ts';
import { listIfThere, makeFolder, readTextIfThere, removeIfThere, writeFileAtomic } from '../core/io/files.ts';
import type { Language } from '../core/text.ts';

const sample = fileURLToPath(new URL('../../data/sample', import.meta.url));

/** Where the sandbox keeps its own things in its DATA_DIR: the hosts, their key, and whether it is seeded. */
export const ownFolder = (dataDir: string) => join(dataDir, 'sandbox');

const seededMark = (dataDir: string) => join(ownFolder(dataDir), 'seeded');

/** What only the running sandbox knows: where its hosts listen and which key opens them. */
interface Seeds {
  readonly ports: Readonly<Record<string, number>>;
  /** A port that one app may listen on. */
  appPort(): Promise<number>;
  /** The folder with a folder for each host. */
  readonly hostsFolder: string;
  readonly keyFile: string;
  /** What the bot speaks in channels. */
  readonly language: Language;
}

/** The sample's hosts, servers and network devices. */
export async function sampleHosts(): Promise<readonly { readonly name: string; readonly platform: string }[]> {
  const hosts: Record<string, { platform?: unknown }> = Object((await sampleSettings('hosts.yaml')).toJS().hosts);
  return Object.entries(hosts).map(([name, { platform }]) => ({ name, platform: String(platform) }));
}

/** What a device of the sample has saved when it is started for the first time. */
export async function sampleConfig(device: string): Promise<string> {
  return readFile(join(sample, 'devices', `${device}.cfg`), 'utf8');
}

/**
 * Refuses a folder that holds somebody's own settings, code `not-a-sandbox`: a sandbox is started in an empty folder or
 * in one of its own. With `reset` what an earlier sandbox and its bot left is deleted.
 */
export async function claim(dataDir: string, reset: boolean): Promise<void> {
  const seeded = (await readTextIfThere(seededMark(dataDir))) !== undefined;
  const foreign =
    !seeded && (await listIfThere(join(dataDir, 'settings'))).length > 0 && !(await isHalfSeeded(dataDir));
  if (foreign) {
    throw new OpsError('not-a-sandbox', {
      en: `Starting the sandbox: ${dataDir} holds settings that no sandbox made. Give it an empty folder.`,
      zh: `启动沙箱：${dataDir} 中的设置不是沙箱生成的。请指定一个空目录。`,
    });
  }
  if (!reset) return;
  for (const name of botFolders) await removeIfThere(join(dataDir, name));
  for (const name of await listIfThere(ownFolder(dataDir))) {
    if (name !== 'lock') await removeIfThere(join(ownFolder(dataDir), name));
  }
}

/** What the bot and the seeding make in a DATA_DIR (DESIGN 7); anything else there is somebody's own. */
const botFolders = [
  'apps',
  'settings',
  'state',
  'runs',
  'journal',
  'artifacts',
  'snapshots',
  'proposals',
  'configs',
  'generated',
  'uploads',
  'imported',
  'pushes',
] as const;

/** Whether an earlier seeding was cut short: the hosts are there, the mark is not. */
async function isHalfSeeded(dataDir: string): Promise<boolean> {
  return (await listIfThere(join(ownFolder(dataDir), 'hosts'))).length > 0;
}

/** Copies the sample into a DATA_DIR at its first start, with ports and key written in. What is there stays as it is. */
export async function seed(dataDir: string, seeds: Seeds): Promise<void> {
  if ((await readTextIfThere(seededMark(dataDir))) !== undefined) return;
  for (const name of await listIfThere(join(sample, 'apps'))) await copyApp(dataDir, name);
  for (const name of await listIfThere(join(sample, 'settings'))) {
    const target = join(dataDir, 'settings', name);
    if ((await readTextIfThere(target)) === undefined) await writeFileAtomic(target, await settingsText(name, seeds));
  }
  await writeFileAtomic(seededMark(dataDir), '');
}

async function copyApp(dataDir: string, name: string): Promise<void> {
  const apps = join(dataDir, 'apps');
  await makeFolder(apps);
  if ((await listIfThere(apps)).includes(name)) return;
  const draft = await mkdtemp(join(apps, '.new-'));
  await cp(join(sample, 'apps', name), join(draft, name), { recursive: true });
  await rename(join(draft, name), join(apps, name));
  await removeIfThere(draft);
}

async function settingsText(name: string, { ports, appPort, keyFile, hostsFolder, language }: Seeds): Promise<string> {
  const document = await sampleSettings(name);
  if (name === 'general.yaml') document.setIn(['language'], language);
  if (name === 'credentials.yaml') document.setIn(['credentials', 'sandbox', 'privateKey', 'file'], keyFile);
  if (name === 'hosts.yaml') {
    for (const [host, port] of Object.entries(ports)) {
      document.setIn(['hosts', host, 'port'], port);
      if (document.hasIn(['hosts', host, 'labels', 'port']))
        document.setIn(['hosts', host, 'labels', 'port'], await appPort());
    }
  }
  if (name === 'files.yaml') document.setIn(['files', 0, 'path'], join(hostsFolder, '{host}', 'home/conf.d/{base}'));
  return document.toString({ lineWidth: 0 });
}

async function sampleSettings(name: string): Promise<Document> {
  return parseDocument(await readFile(join(sample, 'settings', name), 'utf8'));
}
