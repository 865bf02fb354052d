import { execFileSync } from 'node:child_process';
import { hasTool } from '../../../../support/tools.ts';

type Question = { readonly re: string; readonly line: string } | { readonly template: string; readonly text: string };

/** Debian's python3, which has python3-textfsm; another python3 may come first on the path. */
const python = '/usr/bin/python3';

/** Whether google/textfsm is here to ask. */
export const hasJudge = hasTool(python, '-c', 'import textfsm');

/** What Python says to each question; see judge.py. */
export function judge(questions: readonly Question[]): readonly unknown[] {
  const script = new URL('judge.py', import.meta.url).pathname;
  const input = JSON.stringify(questions);
  return JSON.parse(execFileSync(python, [script], { input, maxBuffer: 1 << 28, encoding: 'utf8' }));
}
