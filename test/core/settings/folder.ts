import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadSettings } from '../../../src/core/settings/load.ts';
import { problemText } from '../../../src/core/settings/problem-text.ts';
import type { Settings } from '../../../src/core/settings/types.ts';

type Files = Readonly<Record<string, string | Buffer>>;

/** Small settings without a problem. */
export const good: Files = {
  'hosts.yaml': `hosts:
  web-01: { address: 10.0.0.11, groups: [web], credential: ops, labels: { env: prod, site: 北京 } }
  web-02: { address: 10.0.0.12, groups: [web], credential: ops, labels: { env: staging, cpu: 8 } }
`,
  'credentials.yaml': 'credentials:\n  ops: { user: deploy, agent: true }\n',
  'apps.yaml':
    'apps:\n  web: { source: { path: apps/web }, root: /opt/web }\n  db: { source: { path: apps/db }, root: /opt/db }\n',
  'environments.yaml': `environments:
  prod: { hosts: env=prod, approval: { required: 2, from: [approvers] } }
  staging: { hosts: env=staging, approval: { required: 0 } }
`,
  'access.yaml': `groups: { engineers: [U0001], approvers: [U0002, U0003] }
allow:
  - { group: engineers, commands: [deploy], environments: [staging, prod] }
`,
  'general.yaml': 'language: zh-CN\n',
};

/** A settings folder with these files, removed after the test. */
export async function settingsFolder(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'changeops-settings-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** The problems of the good settings with some files replaced, one line each. */
export async function problemsWith(files: Files): Promise<{ en: string[]; zh: string[] }> {
  const { problems } = await loadSettings(await settingsFolder({ ...good, ...files }));
  const texts = problems.map(problemText);
  return { en: texts.map((text) => text.en), zh: texts.map((text) => text.zh) };
}

/** The settings of the good files with some replaced; fails the test when they have problems. */
export async function settingsWith(files: Files = {}): Promise<Settings> {
  const { settings, problems } = await loadSettings(await settingsFolder({ ...good, ...files }));
  if (!settings) throw new Error(problems.map((problem) => problemText(problem).en).join('\n'));
  return settings;
}
