import type { HostResult } from '../../core/generate/index.ts';
import type { Language, Text } from '../../core/text.ts';
import { type Say, sayer, told } from './kit.ts';

/** Few hosts: they may have the same remark each below its own line. */
export const fewHosts = 3;

/** Something said of a config. */
export interface Remark {
  readonly kind: 'error' | 'warning' | 'not-checked';
  readonly text: Text;
  /** The same for the same reason, whatever the host, its file, and the line in it. */
  readonly reason: string;
}

/** All that is said of a config. */
export function remarksOf({ host, file, findings, notChecked }: HostResult): readonly Remark[] {
  const remark = (kind: Remark['kind'], text: Text): Remark => ({
    kind,
    text,
    reason: reasonOf(kind, text.en, host, file),
  });
  return [
    ...findings.map(({ severity, text }) => remark(severity, text)),
    ...notChecked.map((why) => remark('not-checked', why)),
  ];
}

function reasonOf(kind: Remark['kind'], text: string, host: string, file: string | undefined): string {
  const unnamed = file === undefined ? text : text.replaceAll(file, '\u0001');
  return `${kind}\0${unnamed.replaceAll(/\u0001:\d+/g, '\u0001').replaceAll(host, '\u0002')}`;
}

/** Hosts of which the same is said. */
export interface Group {
  readonly remark: Remark;
  readonly hosts: string[];
}

/** What is said of more than a few hosts: errors first, and what holds for most hosts. */
export function groupsOf(
  all: readonly { readonly result: HostResult; readonly remarks: readonly Remark[] }[],
): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { result, remarks } of all) {
    for (const remark of remarks) {
      const group = groups.get(remark.reason) ?? { remark, hosts: [] };
      if (group.hosts.at(-1) !== result.host) group.hosts.push(result.host);
      groups.set(remark.reason, group);
    }
  }
  const isError = ({ remark }: Group) => Number(remark.kind === 'error');
  return [...groups.values()]
    .filter(({ hosts }) => hosts.length > fewHosts)
    .sort((one, other) => isError(other) - isError(one) || other.hosts.length - one.hosts.length);
}

/** A remark in a message, with its sign. */
export function remarkText({ kind, text }: Remark, most: number, language: Language): string {
  const say = sayer(language);
  const words = told(text, language, most);
  if (kind === 'not-checked') return `${kindWord(kind, say)}${say(': ', '：')}${words}`;
  return `${kind === 'error' ? '❌' : '⚠️'} ${words}`;
}

export function kindWord(kind: Remark['kind'], say: Say): string {
  return { error: say('error', '错误'), warning: say('warning', '警告'), 'not-checked': say('not checked', '未校验') }[
    kind
  ];
}

export function stateWord(state: HostResult['state'], say: Say): string {
  return {
    new: say('new', '新增'),
    changed: say('changed', '变化'),
    unchanged: say('unchanged', '不变'),
    invalid: say('invalid', '无效'),
  }[state];
}
