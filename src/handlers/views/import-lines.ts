import type { Language, Text } from '../../core/text.ts';
import { code, type Say, sayer, told } from './kit.ts';

/** Names in one line. */
const most = 15;

/** Hosts that are imported and that the inventory does not have: one line, or none. */
export function unknownLine(unknown: readonly string[], say: Say): readonly string[] {
  if (unknown.length === 0) return [];
  const names = unknown.slice(0, most).map((name) => code(name, 60));
  const more = unknown.length > most ? ' …' : '';
  return [
    say(
      `⚠️ The inventory does not have ${unknown.length === 1 ? 'this host' : `these ${unknown.length} hosts`}: ${names.join(', ')}${more}`,
      `⚠️ 清单中没有这 ${unknown.length} 台主机：${names.join('、')}${more}`,
    ),
  ];
}

/** A file that is not imported, and why. */
export function notTaken(path: string, why: Text, language: Language): string {
  return `${code(path, 120)} ${sayer(language)('is left out: ', '未导入：')}${told(why, language, 300)}`;
}
