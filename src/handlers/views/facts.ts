import { changeText } from '../../core/collect/changes.ts';
import type { Difference } from '../../core/collect/index.ts';
import type { Snapshot, Version } from '../../core/collect/snapshots.ts';
import type { Facts, Json } from '../../core/collect/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message, ReplyFile } from '../define.ts';
import { linesText } from './figures.ts';
import {
  clip,
  code,
  fitLines,
  header,
  leftOff,
  lineMessage,
  listMessage,
  moment,
  type Say,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';

/** All that is known of a host, or of a thing in a cloud. */
export function factsMessage(snapshot: Snapshot, language: Language): Message {
  const say = sayer(language);
  const { key, kind, data, seen, failed, gone } = snapshot;
  const title = say(`${key}, as collected last`, `${key} 最近一次采集结果`);
  const state = gone
    ? say(
        `⚪ no longer listed since ${moment(gone)}; seen last ${moment(seen)}`,
        `⚪ 自 ${moment(gone)} 起不在列表中；最近采集于 ${moment(seen)}`,
      )
    : failed
      ? say(
          `🔴 not reached since ${moment(failed.since)}: ${told(failed.why, language, 300)}`,
          `🔴 自 ${moment(failed.since)} 起无法采集：${told(failed.why, language, 300)}`,
        )
      : say(`seen ${moment(seen)}`, `采集于 ${moment(seen)}`);
  const known = kind === 'host' ? hostLines(data as Facts, say) : plainLines(data);
  const lines = known.length > 0 ? known : [say('Nothing else is known of it.', '没有其他信息。')];
  return {
    text: summaryText(title),
    blocks: [header(title), ...sections(fitLines([state, ...lines], 9_000, (left) => leftOff(left, say)))],
  };
}

function hostLines(facts: Facts, say: Say): readonly string[] {
  const { memory, cpu } = facts;
  const row = (name: string, value: string | number | undefined) =>
    value === undefined || value === '' ? [] : [`*${name}*  ${code(String(value), 300)}`];
  const list = (name: string, values: readonly string[] | undefined, most = 12) => {
    if (!values || values.length === 0) return [];
    const left = values.length - most;
    const more = left > 0 ? [leftOff(left, say)] : [];
    return [`*${name}* (${values.length})`, ...values.slice(0, most).map((value) => `• ${code(value, 200)}`), ...more];
  };
  return [
    ...row(say('Name', '名称'), facts.hostname),
    ...row(say('Model', '型号'), [facts.vendor, facts.model].filter(Boolean).join(' ')),
    ...row(say('Serial', '序列号'), facts.serials?.join(', ')),
    ...row(say('System', '系统'), [facts.os, facts.version].filter(Boolean).join(' ')),
    ...row('CPU', [cpu?.count && `${cpu.count} ×`, cpu?.model].filter(Boolean).join(' ')),
    ...row(say('Memory', '内存'), memory?.total && gigabytes(memory.total)),
    ...list(
      say('Interfaces', '接口'),
      facts.interfaces?.map(({ name, state, addresses, mac }) =>
        [name, state, ...(addresses ?? []), mac].filter(Boolean).join(' '),
      ),
    ),
    ...list(
      say('Neighbours', '邻居'),
      facts.neighbours?.map((one) => `${one.interface} → ${one.host} ${one.port ?? ''}`),
    ),
    ...list(
      say('File systems', '文件系统'),
      facts.filesystems?.map(
        ({ mount, size, used }) =>
          `${mount} ${size ? gigabytes(size) : ''} ${size && used !== undefined ? `${Math.round((100 * used) / size)} %` : ''}`,
      ),
    ),
    ...list(
      say('Disks', '磁盘'),
      facts.disks?.map(({ name, size, model }) => [name, size && gigabytes(size), model].filter(Boolean).join(' ')),
    ),
    ...list(
      say('Hardware', '硬件'),
      facts.hardware?.map(({ slot, name, serial }) => [slot, name, serial].filter(Boolean).join(' ')),
    ),
    ...list(
      say('Listening', '监听端口'),
      facts.ports?.map(({ protocol, address, port, process }) => `${protocol} ${address}:${port} ${process ?? ''}`),
    ),
    ...list(
      say('Services', '服务'),
      facts.services?.map(({ name, state }) => `${name} ${state}`),
    ),
    ...list(
      'VLAN',
      facts.vlans?.map(({ id, name }) => `${id} ${name ?? ''}`),
    ),
    ...list(
      say('Routes', '路由'),
      facts.routes?.map(({ prefix, via, interface: out }) => [prefix, via, out].filter(Boolean).join(' ')),
    ),
    ...list(
      say('Licences', '许可'),
      facts.licences?.map(({ name, state, expires }) => [name, state, expires].filter(Boolean).join(' ')),
    ),
    ...row(say('Packages', '软件包'), facts.packages?.length),
    ...list(
      say('Config files', '配置文件'),
      facts.files?.map(({ name, path, state }) => `${name} ${path}${state === 'file' ? '' : ` (${state})`}`),
    ),
    ...row(
      say('Configuration', '配置'),
      facts.config === undefined ? undefined : linesText(facts.config.split('\n').length, say),
    ),
  ];
}

function plainLines(data: { readonly [key: string]: Json }): readonly string[] {
  return Object.entries(data).map(
    ([name, value]) => `*${code(name, 60)}*  ${code(typeof value === 'string' ? value : JSON.stringify(value), 300)}`,
  );
}

function gigabytes(bytes: number): string {
  const gigabyte = bytes / 2 ** 30;
  return gigabyte >= 10 ? `${Math.round(gigabyte)} GiB` : `${gigabyte.toFixed(1)} GiB`;
}

/** All of one kind of what is known, a line for each entry; as a file where that is long. */
export function memberMessage(
  { key, data, memberSeen }: Snapshot,
  member: string,
  language: Language,
): { readonly message: Message; readonly file?: ReplyFile } {
  const say = sayer(language);
  const lines = linesOf(data[member] ?? null);
  const count = linesText(lines.length, say);
  const title = `${clip(key, 80)} · ${member} · ${count}`;
  const seen = say(`seen ${moment(memberSeen[member] ?? 0)}`, `采集于 ${moment(memberSeen[member] ?? 0)}`);
  const isShort = lines.length <= 40 && lines.join('').length <= 2_500;
  const below = say('All of it is in the file below.', '完整内容见下方文件。');
  const shown = sections(isShort ? lines.map((line) => code(line, 200)) : [below]);
  const message = { text: summaryText(title), blocks: [header(title), ...sections([seen]), ...shown] };
  if (isShort) return { message };
  const name = `${key.replace(/[^\p{L}\p{Nd}.-]+/gu, '_')}-${member}.txt`;
  return { message, file: { name, content: `${lines.join('\n')}\n` } };
}

function linesOf(value: Json): readonly string[] {
  if (typeof value === 'string') return value.trimEnd().split('\n');
  if (!Array.isArray(value)) return Object.entries(value ?? {}).map(([name, one]) => `${name} ${plainText(one)}`);
  return value.map((one) =>
    isPlain(one)
      ? plainText(one)
      : Object.values(one as { readonly [name: string]: Json })
          .map(plainText)
          .filter(Boolean)
          .join(' '),
  );
}

function isPlain(value: Json): value is string | number | boolean | null {
  return typeof value !== 'object' || value === null;
}

function plainText(value: Json): string {
  if (Array.isArray(value)) return value.map(plainText).join(',');
  return isPlain(value) ? String(value ?? '') : JSON.stringify(value);
}

/** When something changed, newest first. */
export function historyMessage(key: string, versions: readonly Version[], language: Language): Message {
  const say = sayer(language);
  const lines = versions.map(({ at, set, dropped }) => {
    const members = Object.keys(set).map((name) => code(name, 40));
    const gone = dropped.map((name) => `${code(name, 40)} ${say('gone', '消失')}`);
    return `• ${moment(at)}  ${[...members, ...gone].join(say(', ', '、'))}`;
  });
  const title = say(
    `${clip(key, 80)}: ${versions.length === 1 ? '1 version' : `${versions.length} versions`} kept`,
    `${clip(key, 80)}：保留 ${versions.length} 个版本`,
  );
  const hint = say(
    `${code(`/collect diff ${key} --from 7d`)} shows what changed.`,
    `${code(`/collect diff ${key} --from 7d`)} 查看变化。`,
  );
  return listMessage(title, lines, hint, say);
}

/** What changed of one thing between two times, field by field; `from` is what was asked for. */
export function changesMessage(
  key: string,
  { before, after, changes }: Difference,
  from: number | undefined,
  language: Language,
): Message {
  const say = sayer(language);
  const isEarlier = from !== undefined && from < before.at;
  const first = say(
    `Nothing is known from before ${moment(before.at)}: compared since then.`,
    `${moment(before.at)} 之前没有记录，从该时间起比较。`,
  );
  const lines = changes.map((change) => `• ${told(changeText(change), language, 400)}`);
  const none = say('Nothing changed.', '没有变化。');
  const title = say(
    `${clip(key, 80)}: ${changes.length === 1 ? '1 change' : `${changes.length} changes`}`,
    `${clip(key, 80)}：${changes.length} 处变化`,
  );
  const span = `${moment(before.at)} → ${moment(after.at)}`;
  return listMessage(
    title,
    [span, ...(isEarlier ? [first] : []), ...(lines.length > 0 ? lines : [none])],
    say('Uptime, load and fill levels are not compared.', '不比较运行时间、负载和使用量。'),
    say,
  );
}

/** What stands above the answers to a command in a file. */
export function answersFollow(command: string, language: Language): Message {
  const line = sayer(language)(`All that was answered to ${code(command)}`, `${code(command)} 的完整输出`);
  return lineMessage(line);
}

/** What stands above exported files. */
export function exportedMessage(
  selector: string,
  count: number,
  formats: readonly string[],
  language: Language,
): Message {
  const say = sayer(language);
  const line = say(
    `${count === 1 ? '1 host' : `${count} hosts`} of ${code(selector)} as ${formats.join(', ')}`,
    `${code(selector)} 的 ${count} 台主机，格式：${formats.join('、')}`,
  );
  return lineMessage(line);
}
