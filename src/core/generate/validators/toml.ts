import { parse, TomlError } from 'smol-toml';
import { verbatim } from '../../text.ts';
import { defineValidator } from '../define-validator.ts';
import type { Finding } from '../types.ts';

/** TOML 1.0. Reading ends at the first error. */
export default defineValidator({
  title: { en: 'TOML', zh: 'TOML' },
  files: [/\.toml$/],
  validate: async ({ text }) => ({ checked: true, findings: findingsOf(text) }),
});

function findingsOf(text: string): Finding[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const words = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? error.message;
    return [{ severity: 'error', rule: 'toml-syntax', text: verbatim(words), line: error.line, column: error.column }];
  }
}
