import { type Document, LineCounter, parseAllDocuments, visit } from 'yaml';
import { verbatim } from '../../text.ts';
import { defineValidator } from '../define-validator.ts';
import type { Finding } from '../types.ts';

/** Findings of one config. */
const most = 100;

/** YAML 1.2, one or more documents; a key that is there twice is an error, an unknown tag a warning. */
export default defineValidator({
  title: { en: 'YAML', zh: 'YAML' },
  files: [/\.ya?ml$/],
  validate: async ({ text }) => ({ checked: true, findings: findingsOf(text) }),
});

function findingsOf(text: string): Finding[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter, prettyErrors: false });
  if (!Array.isArray(documents)) return [];
  const findings = documents.flatMap((document) => [
    ...document.errors.map((error) => finding('error', error, lineCounter)),
    ...document.warnings.map((error) => finding('warning', error, lineCounter)),
    ...unknownAliases(document).map((error) => finding('error', error, lineCounter)),
  ]);
  return findings.slice(0, most);
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** An alias must come after its anchor, which the library looks at only where values are wanted. */
function unknownAliases(document: Document): readonly Problem[] {
  const anchors = new Set<string>();
  const found: Problem[] = [];
  visit(document, {
    Node: (_, node) => {
      if ('anchor' in node && node.anchor) anchors.add(node.anchor);
    },
    Alias: (_, { source, range }) => {
      const pos = [range?.[0] ?? 0, range?.[1] ?? 0] as const;
      if (!anchors.has(source))
        found.push({ code: 'UNKNOWN_ALIAS', message: `There is no anchor &${source} before`, pos });
    },
  });
  return found;
}

function finding(severity: Finding['severity'], { code, message, pos }: Problem, lines: LineCounter): Finding {
  const { line, col } = lines.linePos(pos[0]);
  const place = line > 0 ? { line, column: col } : {};
  return { severity, rule: `yaml-${code.toLowerCase().replaceAll('_', '-')}`, text: verbatim(message), ...place };
}
