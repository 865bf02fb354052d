import { defineValidator } from '../define-validator.ts';
import { checkWith, type Said } from './program/check.ts';
import { without } from './program/copy.ts';

/** `visudo -c` (sudo). `@include`, `#include` and their folders are left out: it would quote lines of what they name. */
export default defineValidator({
  title: { en: 'sudoers', zh: 'sudoers' },
  files: [/^sudoers$/, /\.sudoers$/],
  async validate({ text: source }, deps) {
    const copy = without(source, /^[ \t]*[@#]include(?:dir)?[ \t].*$/gm);
    return checkWith(deps, {
      program: 'visudo',
      debian: 'sudo',
      args: ['-c', '-f', 'sudoers'],
      files: { sudoers: copy.text },
      source,
      read,
      before: copy.findings,
    });
  },
});

/** `sudoers:2:13: syntax error` (since 1.9.3), `>>> sudoers: syntax error near line 2 <<<` before. */
function read(line: string): Said | undefined {
  const [, warning, at, column, words] = /^(Warning: )?sudoers:(\d+)(?::(\d+))?: (.+)$/i.exec(line) ?? [];
  if (words !== undefined) {
    const place = { line: Number(at), ...(column ? { column: Number(column) } : {}) };
    return { kind: warning ? 'warning' : 'error', words, ...place };
  }
  const old = /^>>> sudoers: (.+) near line (\d+) <<<$/.exec(line);
  return old ? { kind: 'error', words: old[1] ?? '', line: Number(old[2]) } : undefined;
}
