import { defineValidator } from '../define-validator.ts';
import { checkWith, type Said } from './program/check.ts';
import { without } from './program/copy.ts';

/**
 * `chronyd -p` (chrony 4), which reads the file and prints it. `include`, `confdir` and `sourcedir` are left out: it would
 * print what they name. It stops at the first error.
 */
export default defineValidator({
  title: { en: 'chrony', zh: 'chrony' },
  files: [/^chrony\.conf$/],
  async validate({ text: source }, deps) {
    const copy = without(source, /^[ \t]*(?:include|confdir|sourcedir)\b.*$/gim);
    return checkWith(deps, {
      program: 'chronyd',
      debian: 'chrony',
      args: ['-p', '-f', '{folder}/chrony.conf'],
      files: { 'chrony.conf': copy.text },
      source,
      read,
      before: copy.findings,
    });
  },
});

/** `2026-01-01T00:00:00Z Fatal error : Invalid directive at line 2 in file chrony.conf`. */
function read(line: string): Said | undefined {
  const [, words, at] = /^[\dTZ:-]+ (?:Fatal error : )?(.+) at line (\d+) in file chrony\.conf$/.exec(line) ?? [];
  return words === undefined ? undefined : { kind: 'error', words, line: Number(at) };
}
