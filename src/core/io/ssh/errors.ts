import { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import type { Target } from './types.ts';

/** How a host is named in every SSH error: inventory name and where it was looked for. */
export function place(target: Target): string {
  return `${target.name} (${target.address}:${target.port})`;
}

/** `host-down`: nothing that speaks SSH answered. */
export function hostDown(target: Target, why: Text, cause?: unknown): OpsError {
  return new OpsError(
    'host-down',
    {
      en: `Connecting to ${place(target)}: ${why.en}. Check that the host is up, and its address and port in hosts.yaml.`,
      zh: `连接 ${place(target)}：${why.zh}。请检查主机是否在运行，以及 hosts.yaml 中的地址和端口。`,
    },
    { cause },
  );
}

/** `handshake-failed`: something answered, but no encrypted connection came of it. */
export function handshakeFailed(target: Target, cause: Error): OpsError {
  const legacy: Text = target.legacy
    ? { en: 'Check what is listening there.', zh: '请检查该端口上运行的是什么服务。' }
    : {
        en: 'If it is an old device, allow old algorithms for it in hosts.yaml: ssh: { legacy: true }.',
        zh: '如果是老旧设备，请在 hosts.yaml 中为它启用旧算法：ssh: { legacy: true }。',
      };
  return new OpsError(
    'handshake-failed',
    {
      en: `Connecting to ${place(target)}: the SSH handshake failed (${cause.message}). ${legacy.en}`,
      zh: `连接 ${place(target)}：SSH 握手失败（${cause.message}）。${legacy.zh}`,
    },
    { cause },
  );
}

/** `host-key-unknown`: no key is pinned for this address. Quotes the command that pins the one shown. */
export function hostKeyUnknown(target: Target, fingerprint: string): OpsError {
  const trust = `/ops trust ${target.name} ${fingerprint}`;
  return new OpsError('host-key-unknown', {
    en: `Connecting to ${place(target)}: its host key is not known yet. It shows ${fingerprint}; no login was tried. Compare that with the key on the host itself; if it is the same, type: ${trust}`,
    zh: `连接 ${place(target)}：尚不认识它的主机密钥。它出示的是 ${fingerprint}；没有尝试登录。请在主机本机上核对该指纹，一致则输入：${trust}`,
  });
}

/** `host-key-changed`: an alarm. Another key than the pinned ones was shown. */
export function hostKeyChanged(target: Target, pinned: readonly string[], shown: string): OpsError {
  return new OpsError('host-key-changed', {
    en: `ALARM: ${place(target)} shows another host key than the one pinned. Pinned: ${pinned.join(', ')}; shown: ${shown}. Somebody may be in between, or the host was reinstalled. No login was tried and nothing was sent. Find out on the host's own console which key it has; only when the change is explained pin the new one with /ops trust.`,
    zh: `警报：${place(target)} 出示的主机密钥与已固定的不同。已固定：${pinned.join('、')}；现出示：${shown}。可能有人在中间截取，也可能主机被重装。没有尝试登录，也没有发送任何内容。请在主机控制台上核实其密钥；只有查明原因后，才用 /ops trust 固定新密钥。`,
  });
}

/** `host-key-changed` for a key that known_hosts marks @revoked. */
export function hostKeyRevoked(where: string, shown: string): OpsError {
  return new OpsError('host-key-changed', {
    en: `ALARM: the host key ${shown} of ${where} is marked as revoked in known_hosts. No login was tried and it is not trusted. Give the host a new key, or find out who is using the old one.`,
    zh: `警报：${where} 的主机密钥 ${shown} 在 known_hosts 中已标记为吊销。没有尝试登录，也不会信任它。请为主机更换密钥，或查明是谁在使用旧密钥。`,
  });
}

/** `login-refused`: said once; the same login is not tried again. */
export function loginRefused(target: Target, why: Text, cause?: unknown): OpsError {
  return new OpsError(
    'login-refused',
    {
      en: `Logging in to ${place(target)} as ${target.user}: ${why.en}. It was tried once and is not repeated, so that no account gets locked. Check the host's credential in credentials.yaml and the account on the host.`,
      zh: `以 ${target.user} 登录 ${place(target)}：${why.zh}。只尝试一次，不会重复，以免账户被锁定。请检查 credentials.yaml 中该主机的凭据，以及主机上的账户。`,
    },
    { cause },
  );
}

/** `become-refused`: the login works, becoming another user does not; the same password is not sent again. */
export function becomeRefused(target: Target, why: Text): OpsError {
  const { method = 'sudo', user = 'root' } = target.become ?? {};
  return new OpsError('become-refused', {
    en: `Becoming ${user} with ${method} on ${place(target)} as ${target.user}: ${why.en}. The command was not run, and ${method} is not asked again on this connection.`,
    zh: `在 ${place(target)} 上以 ${target.user} 用 ${method} 切换为 ${user}：${why.zh}。命令没有运行，本次连接中不会再次向 ${method} 请求。`,
  });
}

/** `connection-lost`: what was under way may or may not have happened on the host. */
export function connectionLost(target: Target, doing: Text, cause?: unknown): OpsError {
  return new OpsError(
    'connection-lost',
    {
      en: `${doing.en} on ${place(target)}: the connection was lost. What had been started there may still be running; look at the host before repeating it.`,
      zh: `在 ${place(target)} 上${doing.zh}：连接中断。已启动的操作可能仍在运行；重试前请先查看主机。`,
    },
    { cause },
  );
}

/** `deadline`: given up after `ms`. */
export function tooLate(target: Target, doing: Text, ms: number): OpsError {
  return new OpsError('deadline', {
    en: `${doing.en} on ${place(target)}: not done within ${seconds(ms)} s, so it was given up. Look at the host; if it is only slow, allow more time.`,
    zh: `在 ${place(target)} 上${doing.zh}：${seconds(ms)} 秒内未完成，已放弃。请查看主机；如果只是较慢，请允许更长时间。`,
  });
}

/** `channel-refused`: the host is connected but opens no session or stream. */
export function channelRefused(target: Target, doing: Text, cause: Error): OpsError {
  return new OpsError(
    'channel-refused',
    {
      en: `${doing.en} on ${place(target)}: its SSH server refused to open a channel (${cause.message}). Check MaxSessions and AllowTcpForwarding there, and whether something listens at the far end.`,
      zh: `在 ${place(target)} 上${doing.zh}：SSH 服务器拒绝打开通道（${cause.message}）。请检查其 MaxSessions 和 AllowTcpForwarding 设置，以及目标端口是否有服务监听。`,
    },
    { cause },
  );
}

/** The same failure, told as one of a jump host on the way to `target`. */
export function onTheWay(target: Target, error: unknown): unknown {
  if (!(error instanceof OpsError)) return error;
  const text = {
    en: `On the way to ${target.name}: ${error.text.en}`,
    zh: `前往 ${target.name} 途中：${error.text.zh}`,
  };
  return new OpsError(error.code, text, { cause: error });
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
