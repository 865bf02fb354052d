import { OpsError } from '../../errors.ts';
import type { DeviceUndo } from '../../platforms/define.ts';
import { ShellError } from '../../shell/errors.ts';
import type { Text } from '../../text.ts';

/** A device that will go back by itself: how, after how many minutes, and when (ms since the epoch) it has done so at the latest. */
export interface Armed {
  readonly how: DeviceUndo['kind'];
  readonly minutes: number;
  readonly until: number;
}

/** What became of a device that was to be brought back. */
export interface TakenBack {
  /** It runs exactly what it ran before. */
  readonly exact: boolean;
  /** It will still go back by itself. */
  readonly armed?: Armed;
}

/** A change that was begun and did not come about; `back` tells what the device runs now. */
export class ChangeFailed extends OpsError {
  readonly back: TakenBack;

  constructor(error: OpsError, back: TakenBack) {
    const { en, zh } = outcome(back);
    super(error.code, { en: `${error.text.en} ${en}`, zh: `${error.text.zh}${zh}` }, { cause: error });
    this.name = 'ChangeFailed';
    this.back = back;
  }
}

/** Code `device-lost`. The way to the device is gone; without `armed`, nothing that was typed counts. */
export class DeviceLost extends OpsError {
  readonly armed: Armed | undefined;

  constructor(name: string, doing: Text, armed: Armed | undefined, cause: unknown) {
    super('device-lost', lost(name, doing, armed), { cause });
    this.name = 'DeviceLost';
    this.armed = armed;
  }
}

/** The session with the device is over. */
export function isGone(error: unknown): boolean {
  return error instanceof DeviceLost || (error instanceof ShellError && error.code === 'connection-lost');
}

/** A device that does not answer any more is as good as lost. */
export function isLoss(error: unknown): boolean {
  return isGone(error) || (error instanceof ShellError && ['no-prompt', 'output-cut'].includes(error.code));
}

/** What a device refuses ends one attempt only; all else is thrown on. */
export function unlessLost(error: unknown): undefined {
  if (!(error instanceof OpsError) || isLoss(error)) throw error;
}

function outcome({ exact, armed }: TakenBack): Text {
  if (exact && armed)
    return {
      en: `The device runs what it ran before, but what was to take the change back could not be called off: ${byItself(armed).en}.`,
      zh: `设备已恢复为变更前的配置，但未能取消自动回退：${byItself(armed).zh}。`,
    };
  if (exact) return { en: 'The device runs what it ran before.', zh: '设备已恢复为变更前的配置。' };
  if (!armed)
    return {
      en: 'The device could not be brought back to exactly what it ran before: compare it with its last collected configuration.',
      zh: '设备未能完全恢复为变更前的配置：请与最近采集的配置进行对比。',
    };
  return {
    en: `The device could not be brought back by typing; ${byItself(armed).en}.`,
    zh: `未能通过输入命令恢复设备；${byItself(armed).zh}。`,
  };
}

function byItself({ how, minutes }: Armed): Text {
  if (how === 'reload')
    return {
      en: `it starts again with its saved configuration within ${minutes} minutes`,
      zh: `设备将在 ${minutes} 分钟内以已保存的配置重新启动`,
    };
  return { en: `it goes back by itself within ${minutes} minutes`, zh: `设备将在 ${minutes} 分钟内自行回退` };
}

function lost(name: string, doing: Text, armed: Armed | undefined): Text {
  const [en, zh] = armed
    ? [
        `Unless told otherwise, ${byItself(armed).en}. Look at it again then`,
        `如无进一步操作，${byItself(armed).zh}，请届时再检查`,
      ]
    : ['Nothing that was typed counts. Try again when it is reachable', '已输入的内容均未生效。请在设备可达后重试'];
  return {
    en: `${doing.en} on ${name}: the way to the device is gone. ${en}.`,
    zh: `在 ${name} 上${doing.zh}：与设备的连接已中断。${zh}。`,
  };
}

/** A line that the device did not take. `line` and `answer` are without secrets; `number` is from 1. */
export function lineRefused(name: string, line: string, number: number, answer: string): OpsError {
  const said = answer
    .trim()
    .replace(/\s*\n\s*/g, ' / ')
    .slice(0, 300);
  return new OpsError('line-refused', {
    en: `${name} did not take line ${number}, "${line}": ${said}`,
    zh: `${name} 拒绝了第 ${number} 行“${line}”：${said}`,
  });
}

/** The device runs something else than when the plan was made. Nothing was typed. */
export function deviceChanged(name: string): OpsError {
  return new OpsError('device-changed', {
    en: `Configuring ${name}: somebody has changed its configuration since the plan was made. Nothing was typed. Plan the change again.`,
    zh: `配置 ${name}：制定计划后，设备配置已被他人修改。未输入任何内容。请重新制定计划。`,
  });
}

/** What runs is not what is saved, so that starting again would take back more than the change. */
export function notSaved(name: string): OpsError {
  return new OpsError('device-not-saved', {
    en: `Configuring ${name}: what it runs is not what it has saved, and it can only be brought back by starting it again with what it has saved, which would lose the rest too. Nothing was typed. Have a look at what is not saved, save it on the device, and plan the change again.`,
    zh: `配置 ${name}：设备当前运行的配置与已保存的配置不一致，而此设备只能通过以已保存配置重启来回退，会一并丢失未保存的内容。未输入任何内容。请检查并在设备上保存配置后重新制定计划。`,
  });
}

/** The device does not set what would take the change back. Nothing was changed. */
export function notArmed(name: string, command: string, answer: string): OpsError {
  const said = answer
    .trim()
    .replace(/\s*\n\s*/g, ' / ')
    .slice(0, 300);
  return new OpsError('undo-refused', {
    en: `Configuring ${name}: "${command}", which would take the change back by itself, was not accepted${said ? `: ${said}` : '.'} Nothing was changed.`,
    zh: `配置 ${name}：用于自动回退变更的“${command}”未被接受${said ? `：${said}` : '。'}未做任何更改。`,
  });
}

/** None of the ways of its platform is there on this device. */
export function noUndo(name: string): OpsError {
  return new OpsError('undo-none', {
    en: `Configuring ${name}: this device has none of the ways to take a change back by itself that are known for its platform. Nothing was typed. Type the commands by hand.`,
    zh: `配置 ${name}：此设备不具备其平台已知的任何自动回退方式。未输入任何内容。请手动输入命令。`,
  });
}

/** A line that cannot be typed: devices act on such keys at once. `line` is without secrets, which may be what has them. */
export function notTypeable(line: string): OpsError {
  const shown = line.replaceAll(/\p{Cc}/gu, ' ');
  return new OpsError('line-untypeable', {
    en: `Making commands for the device: "${shown}" has a question mark or a control character such as a tab, perhaps in its secret; a device takes it as a call for help or acts on it. Take it out of the configuration, or type the line by hand.`,
    zh: `生成设备命令：“${shown}”（可能在其密文中）含有问号或制表符等控制字符，设备会将其视为帮助请求或按键操作。请从配置中去掉，或手动输入该行。`,
  });
}

/** The device would go back by itself while lines are still being typed. */
export function tooSlow(name: string, number: number, all: number): OpsError {
  return new OpsError('change-too-slow', {
    en: `Configuring ${name}: only ${number} of ${all} lines were typed before the time was up in which the change has to be confirmed. Make the change in several parts.`,
    zh: `配置 ${name}：在须确认变更的时限之前只输入了 ${all} 行中的 ${number} 行。请将变更分多次执行。`,
  });
}

/** Configuration mode was not entered, or was left in the middle. */
export function notConfiguring(name: string, command: string, answer: string): OpsError {
  const said = answer
    .trim()
    .replace(/\s*\n\s*/g, ' / ')
    .slice(0, 300);
  return new OpsError('configure-refused', {
    en: `Configuring ${name}: after "${command}" the device is not in configuration mode${said ? `: ${said}` : ' as expected.'} Somebody else may be configuring it, or the login has too few rights.`,
    zh: `配置 ${name}：输入“${command}”后设备未处于预期的配置模式${said ? `：${said}` : '。'}可能他人正在配置，或登录权限不足。`,
  });
}

/** What was to be read back was not told. */
export function notRead(name: string, command: string, answer: string): OpsError {
  const said = answer.trim().split('\n')[0]?.slice(0, 200) ?? '';
  return new OpsError('config-unread', {
    en: `Reading the configuration of ${name}: it does not answer "${command}": ${said}`,
    zh: `读取 ${name} 的配置：设备未响应“${command}”：${said}`,
  });
}

/** It runs as wanted, and is not saved: it would be lost when the device starts again. */
export function saveFailed(name: string, command: string, answer: string): OpsError {
  const said = answer
    .trim()
    .replace(/\s*\n\s*/g, ' / ')
    .slice(-300);
  return new OpsError('save-failed', {
    en: `Saving the configuration of ${name} with "${command}": ${said || 'what it has saved is not what it runs'}. What it runs is lost when it starts again; save it by hand.`,
    zh: `在 ${name} 上用“${command}”保存配置：${said || '已保存的配置与当前运行的配置不一致'}。设备重启后当前配置将丢失，请手动保存。`,
  });
}

/** The device did not take what ends the waiting for a confirmation. */
export function confirmRefused(name: string, command: string, answer: string): OpsError {
  return new OpsError('confirm-refused', {
    en: `Confirming the change on ${name}: "${command}" was not accepted: ${answer}`,
    zh: `在 ${name} 上确认变更：“${command}”未被接受：${answer}`,
  });
}
