import { parseArgs } from 'node:util';
import { OpsError } from '../../core/errors.ts';
import type { Language } from '../../core/text.ts';
import type { Choice } from '../slack/values.ts';

export interface Said {
  readonly as: string;
  readonly in?: string;
  readonly thread?: string;
  /** Fields of a modal where `submit` is set. */
  readonly values: Readonly<Record<string, Choice>>;
  readonly text?: string;
  readonly click?: string;
  readonly modal: boolean;
  readonly select?: { readonly action: string; readonly choice: string };
  readonly submit: boolean;
  readonly cancel: boolean;
  /** Paths. */
  readonly upload: readonly string[];
  /** The callback id of a message shortcut, started on `on`. */
  readonly shortcut?: string;
  /** A message's timestamp; the newest where it is not said. */
  readonly on?: string;
  /** The folder that files of the bot's are saved into. */
  readonly saveFiles?: string;
  readonly fault?: string;
  readonly show: boolean;
  readonly wait: boolean;
  /** Milliseconds without a change after which what came of it is shown. */
  readonly pause: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly language?: Language;
  readonly data: string;
  readonly help: boolean;
}

const known = {
  as: { type: 'string', default: 'engineer' },
  in: { type: 'string' },
  thread: { type: 'string' },
  click: { type: 'string' },
  modal: { type: 'boolean', default: false },
  select: { type: 'string' },
  submit: { type: 'boolean', default: false },
  cancel: { type: 'boolean', default: false },
  upload: { type: 'string', multiple: true, default: [] as string[] },
  shortcut: { type: 'string' },
  on: { type: 'string' },
  'save-files': { type: 'string' },
  fault: { type: 'string' },
  show: { type: 'boolean', default: false },
  wait: { type: 'boolean', default: false },
  pause: { type: 'string', default: '1.2' },
  timeout: { type: 'string', default: '600' },
  lang: { type: 'string' },
  data: { type: 'string', default: 'data/sandbox' },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the arguments of `npm run say`; errors `usage`. */
export function readOptions(argv: readonly string[]): Said {
  const { values, positionals } = parsed(argv);
  const { lang, timeout, pause, select, 'save-files': saveFiles, ...rest } = values;
  const language = lang === undefined ? undefined : languageOf(lang);
  const text = values.submit ? undefined : positionals.join(' ') || undefined;
  return {
    ...rest,
    text,
    values: values.submit ? filled(positionals.map(pair)) : {},
    ...(saveFiles !== undefined && { saveFiles }),
    ...(select !== undefined && { select: choice(select) }),
    pause: milliseconds('--pause', pause),
    timeout: milliseconds('--timeout', timeout),
    language,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: known, allowPositionals: true });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function milliseconds(name: string, seconds: string): number {
  if (!(Number(seconds) > 0)) throw usage(`${name} ${seconds}`);
  return Number(seconds) * 1000;
}

function languageOf(lang: string): Language {
  if (lang === 'en') return 'en';
  if (lang === 'zh' || lang === 'zh-CN') return 'zh-CN';
  throw usage(`--lang ${lang}`);
}

function choice(given: string): { action: string; choice: string } {
  const [action, chosen] = pair(given);
  return { action, choice: chosen };
}

/** A name that is said more than once has several values. */
function filled(pairs: readonly (readonly [string, string])[]): Record<string, Choice> {
  const all = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...all].map(([name, same]) => [name, same.length === 1 ? (same[0]?.[1] ?? '') : same.map(([, value]) => value)]),
  );
}

function pair(given: string): [string, string] {
  const at = given.indexOf('=');
  if (at < 1) throw usage(given);
  return [given.slice(0, at), given.slice(at + 1)];
}

function usage(what: string): OpsError {
  return new OpsError('usage', {
    en: `Cannot understand ${what}. See npm run say -- --help`,
    zh: `无法理解 ${what}。用法见 npm run say -- --help`,
  });
}

/** How `npm run say` is used. */
export const help = {
  en: `npm run say -- [options] ["text"]   types into the sandbox's workspace and shows what comes of it

  "/deploy hello@1.1.0 staging"   types it; "@bot deploy …" works in threads too
  --as NAME          who does it: engineer (default), engineer2, approver, approver2, oncall, outsider
  --in CHANNEL       where (default #changes); @bot is the conversation with the bot
  --thread TS        in the thread of that message
  --click N          clicks a button of the newest message that has it, by number, label or id; --modal: in the modal
  --select ID=VALUE  chooses in a menu, checkboxes or radio buttons (several: VALUE,VALUE); --modal: in the modal
  --submit [NAME=VALUE]…   fills in the open modal and sends it; a NAME can be repeated; --cancel closes it
  --upload FILE      drops a file into the channel, with "text" if there is one; can be repeated
  --shortcut NAME    takes it from the menu of the newest message, or with --on TS of another
  --save-files DIR   saves the files that the bot posted into that folder
  --wait             waits until the newest run is over; exit code 0 only when it succeeded; --timeout SECONDS
  --show             only shows; --pause SECONDS  how long to wait for more (1.2)
  --fault WHAT       makes a host misbehave ("web-02 down", full, slow, changed-key, unhealthy, cut, reboot; well), or Slack: "429 [calls] [seconds]", "500 [calls]", "lost [calls]" (done, answer lost),
                     "slow MS [calls]", drop, refresh, "double [n]", "ignore-acks [n]", "invalid_auth [n]",
                     "refuse-upgrades [n]", clear; downloads of files: "download slow MS", "download 500 [calls]",
                     "download cut [calls]", "download page [n]" (a login page instead)
  --lang en|zh-CN    the language of this program    --data DIR   the sandbox's folder (default data/sandbox)`,
  zh: `npm run say -- [选项] ["文字"]   在沙箱工作区中输入内容，并显示结果

  "/deploy hello@1.1.0 staging"   直接输入；在消息列（thread）中可用 "@bot deploy …"
  --as 姓名          以谁的身份：engineer（默认）、engineer2、approver、approver2、oncall、outsider
  --in 频道          在哪里（默认 #changes）；@bot 为与机器人的私信
  --thread TS        在该消息的消息列中
  --click N          点击最新一条含该按钮的消息上的按钮，可用编号、文字或 ID；加 --modal 表示在弹窗中
  --select ID=值     在菜单、复选框或单选按钮中选择（多个：值,值）；加 --modal 表示在弹窗中
  --submit [名称=值]…   填写并提交打开的弹窗，名称可重复；--cancel 关闭弹窗
  --upload 文件      把文件放入频道，可附带 "文字"；可重复
  --shortcut 名称    使用最新消息菜单中的快捷方式；加 --on TS 表示其他消息
  --save-files 目录  把机器人发布的文件保存到该目录
  --wait             等到最新的变更执行结束；仅在成功时退出码为 0；--timeout 秒数
  --show             只显示；--pause 秒数  为后续变化等待多久（1.2）
  --fault 故障       让主机出错（"web-02 down"，full、slow、changed-key、unhealthy、cut、reboot；well 恢复），或让 Slack 出错："429 [次数] [秒]"、"500 [次数]"、"lost [次数]"（已执行但应答丢失）、
                     "slow 毫秒 [次数]"、drop、refresh、"double [n]"、"ignore-acks [n]"、"invalid_auth [n]"、
                     "refuse-upgrades [n]"、clear；文件下载："download slow 毫秒"、"download 500 [次数]"、
                     "download cut [次数]"、"download page [n]"（返回登录页面）
  --lang en|zh-CN    本程序的语言    --data 目录   沙箱的目录（默认 data/sandbox）`,
};
