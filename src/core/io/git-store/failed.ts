import { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';

/** How a git command ended: after these milliseconds, or with these words. */
type How = { readonly late: number } | { readonly words: string };

/** What each command of git's is for, to people who know none of them. */
const doings: Readonly<Record<string, Text>> = {
  init: { en: 'Making the repository of configs', zh: '创建配置仓库' },
  'fast-import': { en: 'Saving configs', zh: '保存配置' },
  log: { en: 'Reading the history of configs', zh: '读取配置历史' },
  blame: { en: 'Looking up who changed which line', zh: '逐行追溯配置' },
  grep: { en: 'Searching the configs', zh: '搜索配置' },
  push: { en: 'Sending the configs to the remote repository', zh: '将配置推送到远程仓库' },
  gc: { en: 'Keeping the configs’ history fast', zh: '维护配置历史' },
  'commit-graph': { en: 'Keeping the configs’ history fast', zh: '维护配置历史' },
  'ls-remote': { en: 'Reading the repository that is to be imported', zh: '读取要导入的仓库' },
  fetch: { en: 'Reading the repository that is to be imported', zh: '读取要导入的仓库' },
};
const reading: Text = { en: 'Reading the configs', zh: '读取配置' };

interface Reason {
  readonly says: RegExp;
  readonly why: Text;
  readonly next: Text;
}

/** What git (2.3x to 2.5x, in English) says, why that is, and what helps. */
const reasons: readonly Reason[] = [
  {
    says: /No space left on device|Disk quota exceeded/i,
    why: { en: 'the disk is full', zh: '磁盘已满' },
    next: { en: 'Make room where DATA_DIR lies, then try again.', zh: '请在 DATA_DIR 所在磁盘腾出空间后重试。' },
  },
  {
    says: /dubious ownership/i,
    why: {
      en: 'the folder belongs to another user than the one that runs the bot',
      zh: '目录属主不是运行机器人的用户',
    },
    next: { en: 'Give it to that user (chown -R), then try again.', zh: '请将目录属主改为该用户（chown -R）后重试。' },
  },
  {
    says: /Host key verification failed/i,
    why: { en: 'the remote’s SSH host key is not known', zh: '远端的 SSH 主机密钥未知' },
    next: {
      en: 'As the user that runs the bot, connect once with ssh and check the key.',
      zh: '请以运行机器人的用户身份用 ssh 连接一次并核对密钥。',
    },
  },
  {
    says: /Permission denied \(|Authentication failed|could not read (?:Username|Password)|\b40[13]\b/i,
    why: { en: 'the remote does not let the bot in', zh: '远端拒绝了机器人的登录' },
    next: {
      en: 'Give the SSH key of the user that runs the bot the right to write there.',
      zh: '请为运行机器人的用户的 SSH 密钥授予写权限。',
    },
  },
  {
    says: /\[rejected\]|non-fast-forward|fetch first|\[remote rejected\]/i,
    why: { en: 'the remote has commits that are not here, or refuses these', zh: '远端有本地没有的提交，或拒绝了推送' },
    next: {
      en: 'Give an empty repository that only the bot writes to.',
      zh: '请使用仅由机器人写入的空仓库。',
    },
  },
  {
    says: /does not appear to be a git repository|repository .*not found|does not exist|not found/i,
    why: { en: 'there is no repository at that address', zh: '该地址没有仓库' },
    next: {
      en: 'Make one (git init --bare), or correct the address.',
      zh: '请创建仓库（git init --bare）或更正地址。',
    },
  },
  {
    says: /lacks these prerequisite commits/i,
    why: { en: 'the bundle holds only a part of the history', zh: 'bundle 只包含部分历史' },
    next: {
      en: 'Make one of all of it: git bundle create x.bundle master.',
      zh: '请打包完整历史：git bundle create x.bundle master。',
    },
  },
  {
    says: /unable to access|Could not resolve host|Connection (?:refused|timed out|reset)|Network is unreachable|unable to connect/i,
    why: { en: 'the remote does not answer', zh: '远端没有应答' },
    next: { en: 'Check the address and the network.', zh: '请检查地址和网络。' },
  },
  {
    says: /Permission denied|insufficient permission|Read-only file system/i,
    why: { en: 'the bot may not read or write there', zh: '机器人没有读写权限' },
    next: {
      en: 'Give the files to the user that runs the bot, then try again.',
      zh: '请将文件交给运行机器人的用户后重试。',
    },
  },
  {
    says: /corrupt|bad object|missing (?:blob|tree|commit)|unable to read|invalid object|not a git repository|early EOF|index-pack failed/i,
    why: { en: 'the repository is damaged', zh: '仓库已损坏' },
    next: { en: 'Bring it back from a backup or its remote.', zh: '请从备份或远端恢复。' },
  },
];
const other: Omit<Reason, 'says'> = {
  why: { en: 'git could not do it', zh: 'git 未能完成' },
  next: { en: 'Nothing was changed; try again.', zh: '未做任何更改；请重试。' },
};

/**
 * The OpsError for what a git command in `folder` ended with: `git-failed`, `repository-locked`, or `tool-missing`
 * where there is no git. It says what was being done, why it failed and what helps; git's own words come last.
 */
export function failed(folder: string, args: readonly string[], how: How): OpsError {
  const doing = doings[args[0] ?? ''] ?? reading;
  if ('late' in how) return late(doing, how.late);
  const words = harmless(how.words);
  if (/\bspawn git ENOENT\b/.test(words)) return missing(folder);
  const locked = /(?:Unable to create|cannot lock ref|File exists)/i.test(words);
  const { why, next } = locked ? held : (reasons.find(({ says }) => says.test(words)) ?? other);
  return new OpsError(locked ? 'repository-locked' : 'git-failed', {
    en: `${doing.en} failed: ${why.en}. ${next.en} (${folder}; git says: ${words})`,
    zh: `${doing.zh}失败：${why.zh}。${next.zh}（${folder}；git 输出：${words}）`,
  });
}

const held: Omit<Reason, 'says'> = {
  why: { en: 'another process holds the repository', zh: '另一个进程正占用该仓库' },
  next: { en: 'Try again when it is done.', zh: '请待其结束后重试。' },
};

function late(doing: Text, ms: number): OpsError {
  return new OpsError('git-failed', {
    en: `${doing.en} took longer than ${ms / 1000} s and was ended. Nothing was changed; try again.`,
    zh: `${doing.zh}超过 ${ms / 1000} 秒，已被终止。未做任何更改；请重试。`,
  });
}

/** The end of what git said, on one line, without names and passwords in addresses. */
function harmless(words: string): string {
  const line = words.trim().slice(-1_000).replaceAll(/\s+/g, ' ');
  return line.replaceAll(/([a-z][a-z0-9+.-]*:\/\/)[^/@\s]*@/gi, '$1');
}

function missing(folder: string): OpsError {
  return new OpsError('tool-missing', {
    en: `Opening the configs (${folder}): git is not installed, or not in PATH. Install git 2.36 or newer.`,
    zh: `打开配置库（${folder}）：未安装 git，或不在 PATH 中。请安装 git 2.36 或更新版本。`,
  });
}
