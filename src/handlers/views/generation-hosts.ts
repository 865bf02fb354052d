import type { Hiding } from '../../core/config/hiding.ts';
import type { Generation, HostResult } from '../../core/generate/index.ts';
import type { Language, Text } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Message, ReplyFile } from '../define.ts';
import { code, escapeText, fitLines, leftOff, type Say, sayer, sections, summaryText, told } from './kit.ts';

const shown = { hosts: 25, remarks: 3, remarksOfFew: 20, groups: 12, names: 8, characters: 9_000 };
/** Few hosts: they may have the same remark each below its own line. */
const alone = 3;

/** Something said of a config. */
interface Remark {
  readonly kind: 'error' | 'warning' | 'not-checked';
  readonly text: Text;
  /** The same for the same reason, whatever the host, its file, and the line in it. */
  readonly reason: string;
}

interface HostLines {
  readonly lines: readonly string[];
  /** Whether something is said of a host that stands in none of them. */
  readonly isCut: boolean;
}

/**
 * What a template came to, in lines: what holds for several hosts for the same reason once, with their names, then the
 * hosts with what is said of each alone.
 */
export function hostLines({ results }: Pick<Generation, 'results'>, language: Language): HostLines {
  const say = sayer(language);
  const all = results.map((result) => ({ result, remarks: remarksOf(result) }));
  const groups = groupsOf(all);
  const grouped = new Set(groups.map(({ remark }) => remark.reason));
  const own = all.map(({ result, remarks }) => ({
    result,
    remarks: remarks.filter(({ reason }) => !grouped.has(reason)),
  }));
  const listed = own
    .filter(({ result, remarks }) => result.state !== 'invalid' || remarks.length > 0)
    .sort((one, other) => Number(other.remarks.length > 0) - Number(one.remarks.length > 0));
  const left = listed.slice(shown.hosts);
  const most = results.length > alone ? shown.remarks : shown.remarksOfFew;
  const lines = [
    ...groups.slice(0, shown.groups).map((group) => groupLine(group, language)),
    ...listed.slice(0, shown.hosts).flatMap(({ result, remarks }) => linesOf(result, remarks, most, language)),
    ...(left.length > 0 ? [leftOff(left.length, say)] : []),
  ];
  const fitting = fitLines(lines, shown.characters, (more) => leftOff(more, say));
  const isCut =
    fitting.some((line, index) => line !== lines[index]) ||
    groups.length > shown.groups ||
    groups.some(({ hosts }) => hosts.length > shown.names) ||
    left.some(({ remarks }) => remarks.length > 0) ||
    listed.some(({ remarks }) => remarks.length > most);
  return { lines: fitting, isCut };
}

/** Everything said of every config, as a file; undefined where all of it stands in the message. */
export function allFindings(
  generation: Generation,
  { hide }: Pick<Hiding, 'hide'>,
  language: Language,
): ReplyFile | undefined {
  if (!hostLines(generation, language).isCut) return undefined;
  const say = sayer(language);
  const lines = generation.results.flatMap((result) => {
    const remarks = remarksOf(result).map(({ kind, text }) => `  ${kindWord(kind, say)}: ${wording(text, language)}`);
    const title = [result.host, result.file, stateWord(result.state, say)].filter((word) => word !== undefined);
    return remarks.length > 0 ? [title.join('  '), ...remarks] : [];
  });
  return { name: `findings-${generation.id}.txt`, content: `${hide(lines.join('\n'))}\n` };
}

/** What stands above that file. */
export function findingsFollow({ template, results }: Generation, language: Language): Message {
  const hosts = results.filter((result) => remarksOf(result).length > 0).length;
  const line = sayer(language)(
    `All that was found in ${code(template.name)}, host by host: ${hosts}`,
    `${code(template.name)} 的全部校验结果，按主机列出：${hosts} 台`,
  );
  return { text: summaryText(line), blocks: sections([line]) };
}

export function stateWord(state: HostResult['state'], say: Say): string {
  return {
    new: say('new', '新增'),
    changed: say('changed', '变化'),
    unchanged: say('unchanged', '不变'),
    invalid: say('invalid', '无效'),
  }[state];
}

function remarksOf({ host, file, findings, notChecked }: HostResult): readonly Remark[] {
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

interface Group {
  readonly remark: Remark;
  readonly hosts: string[];
}

/** Errors first, and what holds for most hosts. */
function groupsOf(
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
    .filter(({ hosts }) => hosts.length > alone)
    .sort((one, other) => isError(other) - isError(one) || other.hosts.length - one.hosts.length);
}

function groupLine({ remark, hosts }: Group, language: Language): string {
  const say = sayer(language);
  const names = hosts.slice(0, shown.names).map((host) => code(host, 60));
  const more = hosts.length - names.length;
  const all = more > 0 ? [...names, leftOff(more, say)] : names;
  return say(
    `${hosts.length} hosts: ${remarkText(remark, 600, language)}\n    ${all.join(', ')}`,
    `${hosts.length} 台主机：${remarkText(remark, 600, language)}\n    ${all.join('、')}`,
  );
}

function linesOf(
  { host, file, state, added, removed, checkedBy }: HostResult,
  remarks: readonly Remark[],
  most: number,
  language: Language,
): readonly string[] {
  const say = sayer(language);
  const words = {
    new: say('🆕 new', '🆕 新增'),
    changed: say(`✏️ changed +${added} −${removed}`, `✏️ 变化 +${added} −${removed}`),
    unchanged: say('unchanged', '不变'),
    invalid: say('⛔ invalid', '⛔ 无效'),
  }[state];
  const checks =
    checkedBy.length > 0
      ? say(` · checked by ${checkedBy.join(', ')}`, ` · 已由 ${checkedBy.join('、')} 校验`)
      : file === undefined
        ? ''
        : say(' · no validator', ' · 无校验器');
  const left = remarks.length - most;
  return [
    `${[words, code(host, 60), ...(file === undefined ? [] : [code(file, 80)])].join(' ')}${escapeText(checks)}`,
    ...remarks.slice(0, most).map((remark) => `    ${remarkText(remark, 400, language)}`),
    ...(left > 0 ? [`    ${leftOff(left, say)}`] : []),
  ];
}

function remarkText({ kind, text }: Remark, most: number, language: Language): string {
  const words = told(text, language, most);
  if (kind === 'not-checked') return `${kindWord(kind, sayer(language))}: ${words}`;
  return `${kind === 'error' ? '❌' : '⚠️'} ${words}`;
}

function kindWord(kind: Remark['kind'], say: Say): string {
  return { error: say('error', '错误'), warning: say('warning', '警告'), 'not-checked': say('not checked', '未校验') }[
    kind
  ];
}
