import { OpsError } from '../errors.ts';
import { place } from '../io/ssh/errors.ts';
import type { Target } from '../io/ssh/types.ts';
import type { Text } from '../text.ts';

/**
 * A failure of a session on a terminal; `output` is what had come by then. Codes: `no-prompt`, `output-cut`,
 * `connection-lost`, `enable-refused`, `command-refused` (it was not typed), `question-unknown`.
 */
export class ShellError extends OpsError {
  readonly output: string;

  constructor(code: string, text: Text, output = '', options?: { cause?: unknown }) {
    super(code, text, options);
    this.name = 'ShellError';
    this.output = output;
  }
}

/** The device let in, but shows no prompt. `last` is the last line that it said. */
export function noPrompt(target: Target, doing: Text, ms: number, last: string): ShellError {
  const said: Text = last
    ? { en: `its last line is: ${last}`, zh: `最后一行是：${last}` }
    : { en: 'it said nothing', zh: '设备没有任何输出' };
  return new ShellError('no-prompt', {
    en: `${doing.en} on ${place(target)}: no prompt within ${seconds(ms)} s; ${said.en}. Log in by hand and see what it shows; check the host's platform in hosts.yaml.`,
    zh: `在 ${place(target)} 上${doing.zh}：${seconds(ms)} 秒内没有出现提示符；${said.zh}。请手动登录查看其输出，并检查 hosts.yaml 中该主机的 platform。`,
  });
}

/** The answer to a command did not come to its end: the device stopped, never stopped, or sent more than is kept. */
export function outputCut(target: Target, doing: Text, why: Text, output: string): ShellError {
  return new ShellError(
    'output-cut',
    {
      en: `${doing.en} on ${place(target)}: ${why.en}. The ${output.length} characters that came are kept, and are not the whole answer. Run the command there by hand; if the device is only slow, allow more time.`,
      zh: `在 ${place(target)} 上${doing.zh}：${why.zh}。已收到的 ${output.length} 个字符会保留，但不是完整输出。请在设备上手动执行该命令；如果只是较慢，请允许更长时间。`,
    },
    output,
  );
}

/** The session ended under a command. */
export function sessionLost(target: Target, doing: Text, output: string, cause: unknown): ShellError {
  return new ShellError(
    'connection-lost',
    {
      en: `${doing.en} on ${place(target)}: the device ended the session (it restarts, closed an idle line, or the network failed). ${output.length} characters of the answer had come. Try again when it is reachable.`,
      zh: `在 ${place(target)} 上${doing.zh}：设备结束了会话（重启、空闲线路被关闭或网络故障）。此前已收到 ${output.length} 个字符的输出。请在设备可达后重试。`,
    },
    output,
    { cause },
  );
}

/** More rights were asked for and not given. The password was sent once. */
export function enableRefused(target: Target, command: string): ShellError {
  return new ShellError('enable-refused', {
    en: `Typing ${command} on ${place(target)} as ${target.user}: the password was not accepted. It was sent once and is not repeated. Check enable of the host's credential in credentials.yaml.`,
    zh: `在 ${place(target)} 上以 ${target.user} 输入 ${command}：密码未被接受。只发送了一次，不会重复。请检查 credentials.yaml 中该主机凭据的 enable。`,
  });
}

/** The device asks something that the platform has no answer to. It was not answered. */
export function unknownQuestion(target: Target, doing: Text, asked: string): ShellError {
  const question = asked.trim().replace(/\s+/g, ' ').slice(-300);
  return new ShellError(
    'question-unknown',
    {
      en: `${doing.en} on ${place(target)}: the device asks "${question}", and nobody has said what to answer. It was not answered. Type the command there by hand to see what it is about.`,
      zh: `在 ${place(target)} 上${doing.zh}：设备询问“${question}”，没有预设的回答，因此未作回答。请在设备上手动输入该命令查看原因。`,
    },
    question,
  );
}

/** What was to be typed is more than one line, or holds control characters. */
export function notOneLine(target: Target): ShellError {
  return new ShellError('command-refused', {
    en: `Typing a command on ${place(target)}: it is empty, longer than one line, or holds control characters. Nothing was typed. Give one command in one line.`,
    zh: `在 ${place(target)} 上输入命令：命令为空、超过一行或含有控制字符。未输入任何内容。请给出单行的一条命令。`,
  });
}

export function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
