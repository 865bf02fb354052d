import { SaxesParser } from 'saxes';
import { verbatim } from '../../text.ts';
import { defineValidator } from '../define-validator.ts';
import type { Finding } from '../types.ts';

/**
 * Well-formed XML 1.0 with namespaces. Nothing external is read and no entity is expanded; entities that the document
 * type declares are known by name only. Reading ends at the first error.
 */
export default defineValidator({
  title: { en: 'XML', zh: 'XML' },
  files: [/\.xml$/],
  validate: async ({ text }) => ({ checked: true, findings: findingsOf(text) }),
});

function findingsOf(text: string): Finding[] {
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on('doctype', (doctype) => {
    for (const [, name = ''] of doctype.matchAll(/<!ENTITY\s+([^\s%]+)\s/g)) parser.ENTITIES[name] = '';
  });
  parser.on('error', (error) => {
    throw error;
  });
  try {
    parser.write(text.replace(/^\uFEFF/, '')).close();
    return [];
  } catch (error) {
    const [, , , words] =
      /^(?:(\d+):(\d+): )?(.*)$/s.exec(error instanceof Error ? error.message : String(error)) ?? [];
    const place = { line: parser.line, column: parser.column + 1 };
    return [{ severity: 'error', rule: 'xml-syntax', text: verbatim(words ?? ''), ...place }];
  }
}
