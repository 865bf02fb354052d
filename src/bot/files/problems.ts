import { OpsError } from '../../core/errors.ts';
import type { Text } from '../../core/text.ts';

/** Why a file cannot be had, by code; each text goes on from "Reading <name>:". */
const reasons = {
  'file-gone': {
    en: 'it is not there any more, or not shared with the bot. Drop it again, in a channel where the bot is.',
    zh: '文件已不存在，或未与机器人共享。请在机器人所在的频道中重新上传。',
  },
  'file-external': {
    en: 'it is kept outside Slack. Download it there and drop the file itself.',
    zh: '该文件存放在 Slack 之外。请先下载，再直接上传文件本身。',
  },
  'file-hidden': {
    en: "Slack hides it because of the workspace's plan. Drop it again.",
    zh: '由于工作区的套餐限制，Slack 已隐藏该文件。请重新上传。',
  },
  'file-web-page': {
    en: 'Slack sent a login page instead of the file. The app lacks the scope files:read: install it again with the manifest that `npm run manifest` prints.',
    zh: 'Slack 返回的是登录页面而不是文件。应用缺少 files:read 权限：请用 `npm run manifest` 输出的清单重新安装应用。',
  },
  'file-elsewhere': {
    en: 'its address is not one of Slack, so that the bot does not go there.',
    zh: '文件地址不属于 Slack，机器人不会访问。',
  },
  'file-unavailable': {
    en: 'Slack does not deliver it at the moment. Try again in a few minutes.',
    zh: 'Slack 暂时无法提供该文件，请几分钟后重试。',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type FileProblem = keyof typeof reasons;

/** The error that says why the file called `name` cannot be read. */
export function fileProblem(code: FileProblem, name: string, cause?: unknown): OpsError {
  const { en, zh } = reasons[code];
  return new OpsError(code, { en: `Reading ${shown(name)}: ${en}`, zh: `读取 ${shown(name)}：${zh}` }, { cause });
}

/** The error that says that a file of `size` bytes is longer than `most`. */
export function tooLarge(name: string, size: number, most: number): OpsError {
  const [is, may] = [size, most].map((bytes) => `${Math.ceil(bytes / 1e6)} MB`);
  return new OpsError('file-too-large', {
    en: `Reading ${shown(name)}: it has ${is}, and at most ${may} are read. Split it, or leave out the sheets that do not matter.`,
    zh: `读取 ${shown(name)}：文件大小为 ${is}，最多可读取 ${may}。请拆分文件，或删除无关的工作表。`,
  });
}

const shown = (name: string) => (name.length > 80 ? `${name.slice(0, 80)}…` : name);
