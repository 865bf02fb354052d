import { z } from 'zod';
import type { Text } from '../../text.ts';
import { placeholderFault, urlFault } from './app-faults.ts';
import { doc, guarded, isMapping, kind, rule } from './rule.ts';
import { duration, line, script, whole } from './scalars.ts';

const hour = 3_600_000;

/** A command line with these placeholders. */
function commandIn(there: readonly string[]) {
  return kind(
    rule(script(), (value) => placeholderFault(value, there)),
    'shell command',
    'shell 命令',
  );
}

/** A command line, or { run, timeout }, that is run on hosts: `where` says in which folder. */
export function hookIn(there: readonly string[], where: Text) {
  const command = commandIn(there);
  return z
    .union([
      command,
      z.strictObject({
        run: doc(command, `The command line, run ${where.en}.`, `${where.zh}执行的命令。`),
        timeout: doc(duration({ most: 24 * hour }).prefault('5m'), 'When it is given up and ended.', '超时后终止。'),
      }),
    ])
    .transform((value) => (typeof value === 'string' ? { run: value, timeout: 300_000 } : value));
}

const within = () =>
  doc(
    duration({ most: hour }).prefault('30s'),
    'How long it is tried again until it passes.',
    '在此时长内反复尝试直至通过。',
  );

/** What must hold on a host; command lines and URLs may have these placeholders. */
export function verificationIn(there: readonly string[]) {
  return guarded(
    {
      en: 'must be a mapping with one of http, tcp, command and unit',
      zh: '必须是含 http、tcp、command、unit 之一的映射',
    },
    isMapping,
    z.union([
      z.strictObject({
        http: doc(
          kind(
            line(2000, (value) => urlFault(value, there)),
            'URL',
            'URL',
          ),
          'A URL that must answer.',
          '必须应答的 URL。',
        ),
        status: doc(whole(100, 599).prefault(200), 'The status it must answer with.', '期望的状态码。'),
        from: doc(
          z.enum(['host', 'bot']).prefault('host'),
          'Who asks: the host itself, or the bot through the SSH tunnel.',
          '由谁发起：主机自身，或机器人经 SSH 隧道。',
        ),
        within: within(),
        contains: doc(line(1000).optional(), 'Text that the answer must contain.', '应答中必须包含的文本。'),
      }),
      z.strictObject({
        tcp: doc(whole(1, 65535), 'A port of the host that must accept a connection.', '主机上必须可连接的端口。'),
        within: within(),
      }),
      z.strictObject({
        command: doc(commandIn(there), 'A command line that must exit with 0.', '必须以 0 退出的命令。'),
        within: within(),
      }),
      z.strictObject({
        unit: doc(
          kind(line(250, unitFault), 'unit', '单元名'),
          'A systemd unit that must be active.',
          '必须处于 active 的 systemd 单元。',
        ),
        within: within(),
      }),
    ]),
  );
}

function unitFault(value: string) {
  if (/^[A-Za-z0-9:_.@][A-Za-z0-9:_.@\\-]*$/.test(value)) return undefined;
  return { en: 'must be the name of a systemd unit, such as web.service', zh: '必须是 systemd 单元名，如 web.service' };
}
