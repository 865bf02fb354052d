import { defineValidator } from '../define-validator.ts';
import { checkWith, type Said } from './program/check.ts';
import { without } from './program/copy.ts';

/** `bird -p` (BIRD 2). `include` is left out. Constants are computed while it reads, so that a file may keep it busy. */
export default defineValidator({
  title: { en: 'BIRD', zh: 'BIRD' },
  files: [/^bird6?\.conf$/],
  async validate({ text: source }, deps) {
    const copy = without(source, /(?<![\w.])include\s*"[^"\n]*"\s*;/g);
    return checkWith(deps, {
      program: 'bird',
      debian: 'bird2',
      args: ['-p', '-c', 'bird.conf'],
      files: { 'bird.conf': copy.text },
      source,
      read,
      before: copy.findings,
    });
  },
});

/** `bird: bird.conf:3:33 syntax error, …`. */
function read(line: string): Said | undefined {
  const [, at, column, words] = /^bird: bird\.conf:(\d+):(\d+) (.+)$/.exec(line) ?? [];
  return words === undefined ? undefined : { kind: 'error', words, line: Number(at), column: Number(column) };
}
