import type { DevicePush, FilePush, PushHost, PushPlan } from '../../../core/push/types.ts';
import type { Hook } from '../../../core/settings/types.ts';
import { duration, hosts, verification } from '../figures.ts';
import { code, escapeText, type Say } from '../kit.ts';
import type { PlanWords } from './types.ts';

/** What the plan of a push says. */
export function pushWords(plan: PushPlan, say: Say): PlanWords {
  const all = Object.values(plan.hosts);
  const more = (name: string) => {
    const host = plan.hosts[name];
    return host?.how === 'device' ? deviceLines(host, say) : filesOf(host).map((file) => fileLine(file, say));
  };
  return {
    what: whatLine(plan, say),
    checks: checksLine(all, say),
    back: backLine(all, say),
    change: (name) => {
      const host = plan.hosts[name];
      return host ? changeOf(host) : '';
    },
    more,
    before: more,
    commands: commandLines(all, say),
    bound: '',
  };
}

function filesOf(host: PushHost | undefined): readonly FilePush[] {
  return host?.how === 'files' ? host.files : [];
}

function pushesOf(host: PushHost): readonly (DevicePush | FilePush)[] {
  return host.how === 'device' ? [host] : host.files;
}

function whatLine({ hosts: all, version }: PushPlan, say: Say): string {
  const pushes = Object.values(all).flatMap(pushesOf);
  const count = hosts(Object.keys(all).length, say);
  const configs = pushes.length;
  return say(
    `${configs === 1 ? '1 config' : `${configs} configs`} of revision ${code(version)} on ${count}`,
    `版本 ${code(version)} 的 ${configs} 个配置，${count}`,
  );
}

/** A host's change: `nginx/shop.conf +3 −1`. */
function changeOf(host: PushHost): string {
  return pushesOf(host)
    .map(({ name, added, removed }) => `${code(name, 80)} +${added} −${removed}`)
    .join(' · ');
}

function fileLine({ path, before }: FilePush, say: Say): string {
  const what = before === null ? say('a new file', '新文件') : say('in place of the one there', '替换现有文件');
  return `      ${code(path, 150)} ${what}`;
}

const shownCommands = 12;

function deviceLines({ shown, count, guessed, exact }: DevicePush, say: Say): readonly string[] {
  const lines = shown.slice(0, shownCommands).map((line) => `      ${code(line, 100)}`);
  const left = count - lines.length;
  return [
    ...lines,
    ...(left > 0
      ? [`      ${say(`… and ${left} more ${left === 1 ? 'command' : 'commands'}`, `…… 另有 ${left} 条命令`)}`]
      : []),
    ...(exact
      ? [`      ⚠️ ${say('exact: what the config does not have is removed', '精确模式：配置中没有的内容将被删除')}`]
      : []),
    ...(guessed > 0
      ? [
          `      ⚠️ ${say(`${guessed} of the undo commands ${guessed === 1 ? 'follows' : 'follow'} the general rule only: look at ${guessed === 1 ? 'it' : 'them'}`, `${guessed} 条撤销命令仅按通用规则生成，请核对`)}`,
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
  return host.files.flatMap(({ check, verify }) => [
    ...(check ? [escapeText(check.run)] : []),
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
  const ways = new Set(devices.map(({ undo }) => undoWords(undo, say)));
  return [...files, ...ways].join(say('; ', '；'));
}

function undoWords(undo: DevicePush['undo'], say: Say): string {
  if (undo === 'commit')
    return say(
      'the device drops what is not confirmed, also by itself where the way to it is cut',
      '设备丢弃未确认的配置；若失去连接，设备自行回退',
    );
  if (undo === 'timer')
    return say(
      'the commands are taken back; where the way to it is cut, the device goes back by itself in some minutes',
      '撤销已执行的命令；若失去连接，设备数分钟后自行回退',
    );
  return say(
    'the commands are taken back; where the way to it is cut, the device reloads its saved configuration in some minutes',
    '撤销已执行的命令；若失去连接，设备数分钟后重启并恢复已保存的配置',
  );
}

function commandLines(all: readonly PushHost[], say: Say): readonly string[] {
  const files = all.flatMap(filesOf);
  const line = (title: string, hook: Hook | undefined) =>
    hook ? [`*${title}*  ${code(hook.run, 200)} (${duration(hook.timeout, say)})`] : [];
  const lines = files.flatMap(({ check, reload }) => [
    ...line(say('Check', '检查'), check),
    ...line(say('Reload', '重新加载'), reload),
  ]);
  return [...new Set(lines)];
}
