import type { AnyAuthMethod, AuthenticationType, AuthHandlerMiddleware, ParsedKey, Prompt } from 'ssh2';
import type { Text } from '../../text.ts';
import type { Target } from './types.ts';

/** What a login may use, secrets read. */
export interface Means {
  readonly key?: ParsedKey;
  /** The agent's socket; undefined when the target does not use one. */
  readonly agent?: string;
}

/**
 * An ssh2 authHandler that tries each means once, in OpenSSH's order: none (which tells what the server takes), key,
 * agent, then the password, by `password` where the server takes that and else by `keyboard-interactive`, never by both:
 * one wrong password is one failed login. When nothing is left it calls `refused` with what was tried.
 */
export function createAuth(target: Target, means: Means, refused: (why: Text) => void): AuthHandlerMiddleware {
  const tried: AuthenticationType[] = [];
  const giveUp = (accepted: readonly string[] | null) => refused(nothingLeft(tried, accepted));

  return (accepted, _partial, next) => {
    const left: readonly AuthenticationType[] | null = accepted;
    if (left === null) return next({ type: 'none', username: target.user });
    const method = candidates(target, means, refused).find(
      ({ type }) => !tried.includes(type) && left.includes(type === 'agent' ? 'publickey' : type),
    );
    if (!method) return giveUp(left);
    tried.push(method.type);
    if (method.type === 'password') tried.push('keyboard-interactive');
    if (method.type === 'keyboard-interactive') tried.push('password');
    next(method);
  };
}

function candidates({ user, auth }: Target, means: Means, refused: (why: Text) => void): AnyAuthMethod[] {
  const username = user;
  const methods: AnyAuthMethod[] = [];
  if (means.key) methods.push({ type: 'publickey', username, key: means.key });
  if (means.agent) methods.push({ type: 'agent', username, agent: means.agent });
  const password = auth.password?.reveal();
  if (password !== undefined) {
    methods.push({ type: 'password', username, password });
    methods.push({ type: 'keyboard-interactive', username, prompt: answerOnce(password, refused) });
  }
  return methods;
}

type Ask = (
  name: string,
  how: string,
  language: string,
  prompts: Prompt[],
  finish: (answers: string[]) => void,
) => void;

/** Answers one password prompt; anything else a server asks for ends the login rather than getting the password. */
function answerOnce(password: string, refused: (why: Text) => void): Ask {
  let answered = false;
  return (_name, _how, _language, prompts, finish) => {
    const [only, more] = prompts;
    if (answered || !only || more || !asksForPassword(only.prompt)) return refused(asksForMore(answered));
    answered = true;
    finish([password]);
  };
}

/** Whether a prompt asks for a password, and not for a one-time code, in the languages hosts are set up in. */
export function asksForPassword(prompt: string): boolean {
  const password =
    /passw(or)?d|passphrase|密码|密碼|口令|パスワード|비밀번호|암호|mot de passe|passwort|contraseña|пароль/i;
  const code = /one[- ]?time|otp|token|\bcode\b|\bpin\b|new password|retype|验证码|驗證碼|动态|動態|新密码|新的密码/i;
  return password.test(prompt) && !code.test(prompt);
}

function asksForMore(answered: boolean): Text {
  return answered
    ? { en: 'the password was not accepted', zh: '密码未被接受' }
    : {
        en: 'the server asks for something other than a password, which the bot cannot give',
        zh: '服务器要求提供密码以外的内容，机器人无法提供',
      };
}

function nothingLeft(tried: readonly AuthenticationType[], accepted: readonly string[] | null): Text {
  const used = new Set(tried);
  const names: Text[] = [];
  if (used.has('publickey')) names.push({ en: 'the key', zh: '密钥' });
  if (used.has('agent')) names.push({ en: "the agent's keys", zh: 'SSH 代理中的密钥' });
  if (used.has('password')) names.push({ en: 'the password', zh: '密码' });
  const takes = accepted?.join(', ') || '-';
  if (names.length === 0) {
    return {
      en: `the server takes (${takes}), and the credential has nothing of that kind`,
      zh: `服务器接受的方式是（${takes}），而凭据中没有对应的内容`,
    };
  }
  const list = { en: names.map((name) => name.en).join(' nor '), zh: names.map((name) => name.zh).join('、') };
  return {
    en: `the server did not accept ${list.en} (it takes: ${takes})`,
    zh: `服务器未接受${list.zh}（它接受的方式：${takes}）`,
  };
}
