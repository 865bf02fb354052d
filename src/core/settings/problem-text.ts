import type { Text } from '../text.ts';
import type { SettingsProblem } from './types.ts';

/** One line that names a problem's place and says what it is: `hosts.yaml:3:5 hosts.web-01.prot: …`. */
export function problemText({ file, line, column, key, text }: SettingsProblem): Text {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  const where = key === '' ? place : `${place} ${key}`;
  return { en: `${where}: ${text.en}`, zh: `${where}：${text.zh}` };
}
