import { randomBytes } from 'node:crypto';
import type { Text } from '../../text.ts';
import { asksForPassword } from './auth.ts';
import { becomeRefused } from './errors.ts';
import { quote } from './quote.ts';
import type { Doorman } from './run.ts';
import type { Target } from './types.ts';

/** A command line that becomes another user first, and who watches over that. */
interface BecomingCommand {
  readonly line: string;
  readonly doorman: Doorman;
}

/**
 * Wraps `argv` in sudo or su as the target says. The command announces its start on stderr with a mark made for this
 * one command; until then nothing of the caller's stdin is sent, so that a sudo that needs no password (or has one
 * cached) never passes the password on to the command, and data is never taken for a second password. `sudo -k` ignores
 * cached credentials; with no password at hand `-n` makes it fail rather than wait.
 */
export function becoming(target: Target, argv: readonly string[]): BecomingCommand {
  const { method = 'sudo', user = 'root' } = target.become ?? {};
  const id = randomBytes(12).toString('hex');
  const mark = `changeops-start-${id}`;
  const prompt = `changeops-password-${id}:`;
  const ask = target.become?.password ? ['-k', '-S', '-p', prompt] : ['-n'];
  const line =
    method === 'sudo'
      ? quote(['sudo', '-H', ...ask, '-u', user, '--', 'sh', '-c', `echo ${mark} >&2; exec "$@"`, 'sh', ...argv])
      : quote(['su', user, '-c', `echo ${mark} >&2; exec ${quote(argv)}`]);
  const prompts = method === 'sudo' ? (text: string) => text.split(prompt).length - 1 : countSuPrompts;
  return { line, doorman: createDoorman(target, mark, prompts) };
}

const longestPreface = 65_536;

function createDoorman(target: Target, mark: string, prompts: (text: string) => number): Doorman {
  const before = { stdout: '', stderr: '' };
  const state = { started: false, sent: false };

  const answer = (asked: number, send: (text: string) => void) => {
    const password = target.become?.password;
    if (asked === 0) return;
    if (!password) throw becomeRefused(target, needsPassword);
    if (asked > 1) throw becomeRefused(target, wrongPassword);
    if (!state.sent) send(`${password.reveal()}\n`);
    state.sent = true;
  };

  return {
    get started() {
      return state.started;
    },
    filter: (chunk, stream, send) => {
      if (state.started) return chunk;
      if (stream === 'stdout') return filterStdout(chunk);
      before.stderr = (before.stderr + chunk.toString('latin1')).slice(-longestPreface);
      const at = before.stderr.indexOf(`${mark}\n`);
      if (at >= 0) {
        state.started = true;
        return Buffer.from(before.stderr.slice(at + mark.length + 1), 'latin1');
      }
      answer(prompts(Buffer.from(before.stderr, 'latin1').toString('utf8')), send);
      return undefined;

      // Output of the command may overtake its mark, which comes by stderr: only a prompt is held back.
      function filterStdout(output: Buffer): Buffer | undefined {
        const isPrompt = !state.sent && target.become?.method === 'su' && countSuPrompts(output.toString('utf8')) > 0;
        if (!isPrompt) return output;
        answer(1, send);
        return undefined;
      }
    },
    refusal: (code) => becomeRefused(target, reason(target, before.stderr, state.sent, code)),
  };
}

/** su has no prompt of our choosing: what it writes last, without a line end, is its question. */
function countSuPrompts(text: string): number {
  const last = text.split(/\r?\n/).at(-1) ?? '';
  return /[:：]\s*$/.test(last) && asksForPassword(last) ? 1 : 0;
}

/** Why it was refused, as far as the program's words tell; they only explain, nothing else hangs on them. */
function reason(target: Target, latin1: string, sent: boolean, code: number | null): Text {
  const words = Buffer.from(latin1, 'latin1').toString('utf8');
  if (/not in the sudoers|not allowed to|may not run|sudoers 文件/.test(words)) return notInSudoers;
  if (/\btty\b|terminal(?! is required to read the password)/.test(words)) return needsTerminal;
  if (code === 127) return notInstalled;
  if (sent) return wrongPassword;
  if (/password/i.test(words) || words.includes('密码')) return needsPassword;
  const last = words.trim().split(/\r?\n/).at(-1) ?? '';
  const shown = last.replaceAll(target.become?.password?.reveal() || '\0', '[redacted]').slice(0, 200);
  return {
    en: `it ended with code ${code ?? '-'} before the command could start${shown && ` (${shown})`}`,
    zh: `命令启动之前它已以代码 ${code ?? '-'} 结束${shown && `（${shown}）`}`,
  };
}

const wrongPassword: Text = {
  en: 'the password was not accepted; it was sent once. Check becomePassword in credentials.yaml',
  zh: '密码未被接受，只发送了一次。请检查 credentials.yaml 中的 becomePassword',
};
const needsPassword: Text = {
  en: 'a password is required and none is given. Set becomePassword in credentials.yaml, or allow it without password on the host',
  zh: '需要密码而未提供。请在 credentials.yaml 中设置 becomePassword，或在主机上配置免密码',
};
const notInSudoers: Text = {
  en: 'the account is not allowed to do so (sudoers). Have it allowed on the host',
  zh: '该账户没有权限（sudoers）。请在主机上授权',
};
const needsTerminal: Text = {
  en: 'it insists on a terminal, and data cannot go through one unchanged. For sudo take requiretty out of sudoers; in place of such a su use sudo',
  zh: '它要求终端，而数据无法原样通过终端。若为 sudo，请在 sudoers 中去掉 requiretty；若为这样的 su，请改用 sudo',
};
const notInstalled: Text = { en: 'that program is not installed there', zh: '主机上没有安装该程序' };
