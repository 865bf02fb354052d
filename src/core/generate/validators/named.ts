import { defineValidator } from '../define-validator.ts';
import { checkWith, type Said } from './program/check.ts';
import { without } from './program/copy.ts';

/**
 * `named-checkconf` (BIND). `include` is left out, since it would read this machine's files, and so may `directory` be,
 * which it would change to. Zone files are not loaded.
 */
export default defineValidator({
  title: { en: 'BIND (named)', zh: 'BIND (named)' },
  files: [/^named\.conf/, /^db\.conf$/],
  async validate({ text: source }, deps) {
    const copy = without(source, /(?<![\w-])include\s*"[^"\n]*"\s*;/g);
    const here = copy.text.replace(/(?<![\w-])directory(\s+)"[^"\n]*"/g, 'directory$1"."');
    return checkWith(deps, {
      program: 'named-checkconf',
      debian: 'bind9-utils',
      args: ['named.conf'],
      files: { 'named.conf': here },
      source,
      read,
      before: copy.findings,
    });
  },
});

/** `named.conf:3: unknown option 'foo'`; a warning where it only says what is old, missing or not advised. */
function read(line: string): Said | undefined {
  const [, at, words] = /^named\.conf:(\d+): (.+)$/.exec(line) ?? [];
  if (words === undefined || words.startsWith('parsing failed')) return undefined;
  const kind = /change directory to|\bfile not found\b/.test(words)
    ? 'machine'
    : softly.test(words)
      ? 'warning'
      : 'error';
  return { kind, line: Number(at), words };
}

const softly = /\b(?:obsolete|deprecated|not configured|not recommended|ignored|experimental|should)\b|^warning/i;
