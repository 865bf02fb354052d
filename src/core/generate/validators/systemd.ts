import { basename } from 'node:path';
import { defineValidator } from '../define-validator.ts';
import { checkWith, type Said } from './program/check.ts';

/**
 * `systemd-analyze verify`. That a program, or another unit, is not on this machine is not the unit's fault and is not
 * told. What systemd would ignore is an error, since it is then not done; only keys and sections that it does not know,
 * which a newer one may, are warnings. Without manual pages and generators, so that it runs nothing.
 */
export default defineValidator({
  title: { en: 'systemd unit', zh: 'systemd 单元' },
  files: [/^[\w@:.\\-]+\.(?:service|socket|timer|path|mount|automount|swap|target|slice)$/],
  async validate({ text: source, file }, deps) {
    const unit = basename(file);
    return checkWith(deps, {
      program: 'systemd-analyze',
      debian: 'systemd',
      args: ['verify', '--man=no', '--generators=no', `./${unit}`],
      files: { [unit]: source },
      source: `${source}\n${unit}`,
      read: (line) => read(line, unit),
    });
  },
});

const elsewhere = /is not executable: |^Failed to create \S+: Unit \S+ not found|\bnot loaded, \w+ cannot be started/;
const softly = /^Unknown (?:key|lvalue|section)|legacy directory|deprecated|obsolete/i;

/** `a.service:3: Failed to parse …`, `a.service: Service has no ExecStart= …`; a template's own name has an instance. */
function read(line: string, unit: string): Said | undefined {
  const [, name, at, words = ''] = /^([\w@:.\\-]+?\.[a-z]+):(?:(\d+):)? (.+)$/.exec(line) ?? [];
  if (/^Failed to initialize manager/.test(line)) return { kind: 'machine', words: line };
  if (name === undefined || name.replace(/@[^.]*/, '@') !== unit.replace(/@[^.]*/, '@')) return undefined;
  if (at === undefined) return { kind: elsewhere.test(words) ? 'passed' : 'error', words };
  return { kind: softly.test(words) ? 'warning' : 'error', words, line: Number(at) };
}
