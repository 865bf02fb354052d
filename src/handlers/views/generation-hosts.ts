import type { Generation, HostResult } from '../../core/generate/index.ts';
import type { Language } from '../../core/text.ts';
import { fewHosts, type Group, groupsOf, type Remark, remarksOf, remarkText } from './generation-remarks.ts';
import { code, escapeText, fitLines, leftOff, sayer } from './kit.ts';

const shown = { hosts: 25, remarks: 3, remarksOfFew: 20, groups: 12, names: 8, characters: 9_000 };

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
  const most = results.length > fewHosts ? shown.remarks : shown.remarksOfFew;
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
