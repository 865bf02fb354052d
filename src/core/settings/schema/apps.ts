import { z } from 'zod';
import { rootFault, sourceFault } from './app-faults.ts';
import { hookIn, verificationIn } from './hooks.ts';
import { doc, guarded, isMapping, kind } from './rule.ts';
import { duration, line, name, relativePath, script, whole } from './scalars.ts';

const hour = 3_600_000;
const onHosts = ['host', 'address', 'labels.…', 'version'];
const glob = kind(line(500), 'gitignore pattern', 'gitignore 模式');
const hook = hookIn(onHosts, { en: 'in the release’s folder', zh: '在发布目录中' });

const source = guarded(
  {
    en: 'must be { path: … } or { git: URL, ref: … }',
    zh: '必须是 { path: … } 或 { git: URL, ref: … }',
  },
  isMapping,
  z.union([
    z.strictObject({
      path: doc(
        line(1000, sourceFault),
        'A folder; a relative one starts at DATA_DIR.',
        '目录；相对路径从 DATA_DIR 开始。',
      ),
    }),
    z.strictObject({
      git: doc(line(1000, sourceFault), 'A git repository: URL or path.', 'git 仓库的 URL 或路径。'),
      ref: doc(
        line(250, sourceFault),
        'The branch, tag or commit, such as "v{version}".',
        '分支、标签或提交，如 "v{version}"。',
      ),
    }),
  ]),
);

const build = z.strictObject({
  run: doc(script(), 'The command line, run in a copy of the source.', '在源码副本中执行的命令。'),
  timeout: doc(duration({ most: 24 * hour }).prefault('10m'), 'When it is given up.', '超时时间。'),
  env: doc(
    z.array(kind(line(200), 'variable', '变量名')).prefault([]),
    'Variables of the bot’s environment that it may see.',
    '允许其看到的机器人环境变量。',
  ),
});

const app = z.strictObject({
  source: doc(
    source,
    'Where its files come from: path, or git and ref. {version} may stand in it.',
    '文件来源：path，或 git 加 ref。可含 {version}。',
  ),
  build: doc(build.optional(), 'What makes the files, once, before the plan.', '计划之前执行一次的构建。'),
  include: doc(
    z.array(glob).optional(),
    'The files that are packed; all where it is absent.',
    '要打包的文件；缺省为全部。',
  ),
  exclude: doc(z.array(glob).prefault([]), 'Files that are left out.', '不打包的文件。'),
  root: doc(
    kind(line(500, rootFault), 'path', '路径'),
    'Where releases/, shared/ and current lie on a host; a relative one starts at the login folder. {host}, {address} and {labels.x} may stand in it.',
    '主机上存放 releases/、shared/ 和 current 的目录；相对路径从登录目录开始。可含 {host}、{address}、{labels.x}。',
  ),
  shared: doc(
    z.array(relativePath()).prefault([]),
    'Folders that all releases share: kept in shared/, linked into each.',
    '各版本共享的目录：保存在 shared/ 中，链接到每个版本。',
  ),
  keep: doc(whole(1, 1000).prefault(5), 'Good releases kept on a host.', '主机上保留的可用版本数。'),
  reversible: doc(
    z.boolean().prefault(true),
    'false: never undone or rolled back by the bot; its cards say so.',
    'false 表示机器人不会撤销或回滚它，卡片上会注明。',
  ),
  hooks: doc(
    z
      .strictObject({
        install: doc(
          hook.optional(),
          'Prepares the new release, before the old one stops.',
          '旧版本停止前，准备新版本。',
        ),
        stop: doc(hook.optional(), 'Stops what runs: the old release’s own.', '停止旧版本（用旧版本自己的命令）。'),
        start: doc(hook.optional(), 'Starts the release that current points at.', '启动 current 指向的版本。'),
      })
      .prefault({}),
    'Command lines, or { run, timeout }. {host} {address} {labels.x} {version} may stand in them, before any quotes.',
    '命令，或 { run, timeout }。可含 {host} {address} {labels.x} {version}，须位于引号之前。',
  ),
  verify: doc(
    z.array(verificationIn(onHosts)).prefault([]),
    'What must hold on a host before its release counts as good; tried in this order. Each has one of http, tcp, command and unit. Placeholders as in hooks.',
    '版本视为可用前在主机上必须通过的检查，按顺序执行。每项为 http、tcp、command、unit 之一。占位符同 hooks。',
  ),
});

/** apps.yaml */
export const appsFile = z.strictObject({
  apps: doc(
    z.record(name(), app).nullable().prefault({}),
    'What can be deployed, by name.',
    '可发布的应用，以名称为键。',
  ),
});
