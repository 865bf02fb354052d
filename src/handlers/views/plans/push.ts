import type { DevicePush, FilePush, PushHost, PushPlan } from '../../../core/push/types.ts';
import type { Hook } from '../../../core/settings/types.ts';
import type { Text } from '../../../core/text.ts';
import { duration, hosts, verification } from '../figures.ts';
import { code, escapeText, type Say } from '../kit.ts';
import type { PlanWords } from './types.ts';

/** What the plan of a push says. */
export function pushWords(plan: PushPlan, say: Say): PlanWords {
  const all = Object.values(plan.hosts);
  const linesOf = (name: string, most: number, whole: string | undefined) => {
    const host = plan.hosts[name];
    if (plan.undoes !== undefined) return [undoneLine(host, say)];
    if (host?.how === 'device') return deviceLines(host, { most, whole }, say);
    return filesOf(host).flatMap((file) => fileLines(file, { most, whole }, say));
  };
  return {
    what: whatLine(plan, say),
    checks: checksLine(all, say),
    back: plan.undoes === undefined ? backLine(all, say) : say('it stops', '停止执行'),
    change: (name) => {
      const host = plan.hosts[name];
      return host ? changeOf(host, plan.undoes !== undefined) : '';
    },
    more: (name, whole) => linesOf(name, Number.POSITIVE_INFINITY, whole),
    before: (name, whole) => linesOf(name, shownLines, whole),
    whole: (name) => (plan.undoes === undefined ? wholeOf(plan.hosts[name]) : [undoneLine(plan.hosts[name], say)]),
    commands: commandLines(all, say),
    bound: '',
  };
}

function filesOf(host: PushHost | undefined): readonly FilePush[] {
  return host?.how === 'files' ? host.files : [];
}

function wholeOf(host: PushHost | undefined): readonly string[] {
  if (host?.how === 'device') return [...host.shown, ...(host.count > host.shown.length ? ['…'] : [])];
  return filesOf(host).flatMap(({ path, real, mode, owner, shown = [] }) => [
    [path, real === undefined ? '' : `-> ${real}`, mode ?? '', owner ?? ''].filter(Boolean).join(' '),
    ...shown,
  ]);
}

function pushesOf(host: PushHost): readonly (DevicePush | FilePush)[] {
  return host.how === 'device' ? [host] : host.files;
}

function whatLine({ hosts: all, version, undoes }: PushPlan, say: Say): string {
  const count = hosts(Object.keys(all).length, say);
  if (undoes !== undefined) {
    const run = code(undoes);
    return say(
      `what run ${run} did to ${count} is taken back, and what was changed on devices since`,
      `撤销任务 ${run} 对 ${count}的改动；网络设备上此后的其他改动也会被撤销`,
    );
  }
  const pushes = Object.values(all).flatMap(pushesOf);
  const configs = pushes.length;
  const sum = (side: 'added' | 'removed') => pushes.reduce((total, one) => total + one[side], 0);
  const what = say(
    `${configs === 1 ? '1 config' : `${configs} configs`} of revision ${code(version)} on ${count}`,
    `版本 ${code(version)} 的 ${configs} 个配置，${count}`,
  );
  const sums = `+${sum('added')} −${sum('removed')}`;
  return [say(`${what}: ${sums}`, `${what}：${sums}`), ...dangers(Object.values(all), say)].join(' · ');
}

/** What nobody may overlook, however many hosts there are. */
function dangers(all: readonly PushHost[], say: Say): readonly string[] {
  const devices = all.flatMap((host) => (host.how === 'device' ? [host] : []));
  const exact = devices.filter((host) => host.exact).length;
  const guessed = devices.reduce((sum, host) => sum + host.guessed, 0);
  return [
    ...(exact > 0
      ? [
          `⚠️ ${say(`exact on ${hosts(exact, say)}: all else goes`, `精确模式（${hosts(exact, say)}）：其余配置将被删除`)}`,
        ]
      : []),
    ...(guessed > 0
      ? [
          `⚠️ ${say(guessed === 1 ? '1 guessed undo command' : `${guessed} guessed undo commands`, `${guessed} 条推测的撤销命令`)}`,
        ]
      : []),
  ];
}

/** A host's change: `nginx/shop.conf +3 −1`; turned round where it is taken back. */
function changeOf(host: PushHost, isUndone: boolean): string {
  return pushesOf(host)
    .map(({ name, added, removed }) => {
      const [plus, minus] = isUndone ? [removed, added] : [added, removed];
      return `${isUndone ? '↩️ ' : ''}${code(name, 80)} +${plus} −${minus}`;
    })
    .join(' · ');
}

function undoneLine(host: PushHost | undefined, say: Say): string {
  const what =
    host?.how === 'device'
      ? say(
          'to exactly what it ran before, whatever it runs now; what it was is kept, with its secrets, by the bot',
          '恢复为该任务之前的配置，不论当前运行什么；原配置（含密文）由机器人保存',
        )
      : say('the former files, where nobody changed the new ones', '恢复原文件；已被他人修改的文件保持不变');
  return `      ${what}`;
}

/** Where a link leads is what is replaced, wherever that is. */
function fileLines({ path, real, before, mode, owner, shown = [], added, removed }: FilePush, limit: Limit, say: Say) {
  const what = before === null ? say('a new file', '新文件') : say('in place of the one there', '替换现有文件');
  const link = real === undefined ? '' : ` ⚠️ ${say('a link to', '链接到')} ${code(real, 150)}`;
  const rights = [mode, owner].flatMap((one) => (one === undefined ? [] : [code(one)]));
  const about = [`      ${code(path, 150)}${link} ${what}`, ...rights].join(' · ');
  return [about, ...listed(shown, added + removed, limit, words.lines, say)];
}

const shownLines = 12;

const words = { lines: { en: 'line', zh: '行' }, commands: { en: 'command', zh: '条命令' } };

/** How many lines are shown, and what is typed to have the whole, where the plan is kept. */
interface Limit {
  readonly most: number;
  readonly whole: string | undefined;
}

/** The first lines of many, and how the others are seen. */
function listed(
  shown: readonly string[],
  count: number,
  { most, whole }: Limit,
  what: Text,
  say: Say,
): readonly string[] {
  const lines = shown.slice(0, most).map((line) => `      ${code(line, 100)}`);
  const left = Math.max(count, shown.length) - lines.length;
  if (left <= 0) return lines;
  const all = whole === undefined ? ['', ''] : [`: ${code(whole)}`, `：${code(whole)}`];
  return [
    ...lines,
    `      ${say(`… and ${left} more ${what.en}${left === 1 ? '' : 's'}${all[0]}`, `…… 另有 ${left} ${what.zh}${all[1]}`)}`,
  ];
}

function deviceLines({ shown, count, guessed, exact, resumes }: DevicePush, limit: Limit, say: Say): readonly string[] {
  return [
    ...(resumes === undefined
      ? []
      : [
          `      ⚠️ ${say(`what run ${code(resumes)} typed in part is taken back first`, `先撤回任务 ${code(resumes)} 已输入的部分`)}`,
        ]),
    ...listed(shown, count, limit, words.commands, say),
    ...(exact
      ? [`      ⚠️ ${say('exact: what the config does not have is removed', '精确模式：配置中没有的内容将被删除')}`]
      : []),
    ...(guessed > 0
      ? [
          `      ⚠️ ${say(`${guessed === 1 ? '1 of the undo commands follows the general rule only: look at it' : `${guessed} of the undo commands follow the general rule only: look at them`}`, `${guessed} 条撤销命令仅按通用规则生成，请核对`)}`,
        ]
      : []),
  ];
}

function checksLine(all: readonly PushHost[], say: Say): string {
  const checks = [...new Set(all.flatMap((host) => checksOf(host, say)))];
  const files = all.filter(({ how }) => how === 'files').length;
  if (checks.length === 0 && files > 0)
    return say(
      '⚠️ only that the files are in place: the settings name no checks (files.yaml)',
      '⚠️ 仅确认文件已就位：设置（files.yaml）中没有检查',
    );
  const shown = checks.slice(0, 6).join(say('; ', '；'));
  return checks.length > 6 ? `${shown} … (${checks.length})` : shown;
}

function checksOf(host: PushHost, say: Say): readonly string[] {
  if (host.how === 'device')
    return [
      say(
        'a new login, and the configuration read back and compared, before it is made permanent',
        '重新登录并读回配置比对，通过后才保存生效',
      ),
    ];
  return host.files.flatMap(({ path, check, verify }) => [
    ...(check ? [escapeText(check.run.replaceAll('{file}', path))] : []),
    ...verify.map((one) => escapeText(verification(one, say))),
  ]);
}

function backLine(all: readonly PushHost[], say: Say): string {
  const devices = all.flatMap((host) => (host.how === 'device' ? [host] : []));
  const files = all.some(({ how }) => how === 'files')
    ? [
        say(
          'the former files are put back, the service reads them and is verified again',
          '恢复原文件，重新加载服务并再次验证',
        ),
      ]
    : [];
  const ways = new Set(devices.map(({ undo, minutes }) => undoWords(undo, minutes, say)));
  return [...files, ...ways].join(say('; ', '；'));
}

function undoWords(undo: DevicePush['undo'], minutes: number, say: Say): string {
  if (undo === 'commit')
    return say(
      `the device drops what is not confirmed, also by itself within ${minutes} minutes where the way to it is cut`,
      `设备丢弃未确认的配置；若失去连接，设备 ${minutes} 分钟内自行回退`,
    );
  if (undo === 'timer')
    return say(
      `the commands are taken back; where the way to it is cut, the device goes back by itself within ${minutes} minutes`,
      `撤销已执行的命令；若失去连接，设备 ${minutes} 分钟内自行回退`,
    );
  return say(
    `the commands are taken back; ⚠️ where the way to it is cut, the device restarts after ${minutes} minutes with its saved configuration, and is down meanwhile`,
    `撤销已执行的命令；⚠️ 若失去连接，设备将在 ${minutes} 分钟后重启并恢复已保存的配置，期间业务中断`,
  );
}

function commandLines(all: readonly PushHost[], say: Say): readonly string[] {
  const files = all.flatMap(filesOf);
  const line = (title: string, path: string, hook: Hook | undefined) =>
    hook ? [`*${title}*  ${code(hook.run.replaceAll('{file}', path), 200)} (${duration(hook.timeout, say)})`] : [];
  const lines = files.flatMap(({ path, check, reload }) => [
    ...line(say('Check', '检查'), path, check),
    ...line(say('Reload', '重新加载'), path, reload),
  ]);
  return [...new Set(lines)];
}
