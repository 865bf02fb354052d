import type { Finding } from '../../types.ts';

/** A copy for checking: the same lines, some of them emptied. */
interface Copy {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/**
 * Empties what would make a program read other files or run something, keeping every line's number. The pattern is
 * global; each match is found again as a warning that this part was not checked.
 */
export function without(text: string, pattern: RegExp): Copy {
  const findings: Finding[] = [];
  const kept = text.replace(pattern, (match, ...rest) => {
    const offset = rest.find((one): one is number => typeof one === 'number') ?? 0;
    const lead = match.length - match.trimStart().length;
    findings.push(notPart(match.trim(), lineAt(text, offset + lead)));
    return emptied(match);
  });
  return { text: kept, findings };
}

/** The same number of lines, and nothing on them. */
export function emptied(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** The line, from 1, that a place in a text is on. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** The warning for what was left out of the check. */
export function notPart(what: string, line: number): Finding {
  const shown = what.length > 80 ? `${what.slice(0, 80)}…` : what;
  return {
    severity: 'warning',
    rule: 'not-part-of-the-check',
    line,
    text: {
      en: `Left out of the check, which reads this file alone and runs nothing: ${shown}`,
      zh: `检查只读取此文件且不执行任何内容，已略过：${shown}`,
    },
  };
}
