import type { Text } from '../../text.ts';
import { defineValidator } from '../define-validator.ts';
import type { Finding } from '../types.ts';

/**
 * INI as Python's configparser reads it with `allow_no_value`: `[section]`, `key = value` or `key: value` or a key alone,
 * comments by `#` and `;`, and indented lines that go on with a value. A section or key that is there twice, or a key
 * before the first section (which many programs take), is a warning.
 */
export default defineValidator({
  title: { en: 'INI', zh: 'INI' },
  files: [/\.ini$/],
  validate: async ({ text }) => ({ checked: true, findings: findingsOf(text) }),
});

function findingsOf(text: string): Finding[] {
  const findings: Finding[] = [];
  const sections = new Map<string, Set<string>>();
  let keys: Set<string> | undefined;
  let value = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const tell = (severity: Finding['severity'], rule: string, words: Text) =>
      findings.push({ severity, rule, text: words, line: index + 1, column: raw.length - raw.trimStart().length + 1 });
    const line = raw.trim();
    if (line === '' || /^[#;]/.test(line)) continue;
    if (/^\s/.test(raw) && value) continue;
    if (line.startsWith('[')) {
      const name = /^\[([^\]]+)\]\s*(?:[#;].*)?$/.exec(line)?.[1];
      if (name === undefined) tell('error', 'ini-section', words.section);
      else if (sections.has(name)) tell('warning', 'ini-duplicate-section', words.twice(name));
      keys = sections.get(name ?? '') ?? new Set();
      sections.set(name ?? '', keys);
      value = false;
      continue;
    }
    const key = /^[^=:]*/.exec(line)?.[0].trim() ?? '';
    value = /[=:]/.test(line);
    if (key === '') tell('error', 'ini-no-key', words.noKey);
    else if (!keys) tell('warning', 'ini-no-section', words.noSection);
    else if (keys.has(key)) tell('warning', 'ini-duplicate-key', words.twice(key));
    keys?.add(key);
  }
  return findings;
}

const words = {
  section: { en: 'A section must be written [name].', zh: '节必须写作 [名称]。' },
  noKey: { en: 'There is a value without a key.', zh: '有值而没有键。' },
  noSection: { en: 'This stands before the first section.', zh: '此行位于第一个节之前。' },
  twice: (name: string): Text => ({ en: `${name} is there twice.`, zh: `${name} 重复。` }),
};
