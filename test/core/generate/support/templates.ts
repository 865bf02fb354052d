import type { TemplateFinding } from '../../../../src/core/generate/finding.ts';
import { placedText } from '../../../../src/core/generate/finding.ts';
import { loadHelpers } from '../../../../src/core/generate/helpers.ts';
import { libraryOf } from '../../../../src/core/generate/library/build.ts';
import type { Template } from '../../../../src/core/generate/template.ts';

export const helpers = await loadHelpers();

/** A template `main.hbs` whose body begins on line 5, with partials by name. */
export function templateOf(
  body: string,
  partials: Readonly<Record<string, string>> = {},
  file = '"{{name}}.cfg"',
): Template {
  const { templates, problems } = libraryOf([
    { path: 'main.hbs', origin: 'shipped', text: `---\ntitle: Main\nfile: ${file}\n---\n${body}` },
    ...Object.entries(partials).map(
      ([name, text]) => ({ path: `partials/${name}.hbs`, origin: 'shipped', text }) as const,
    ),
  ]);
  const template = templates.get('main');
  if (!template) throw new Error(JSON.stringify(problems));
  return template;
}

/** Findings as people read them. */
export function said(findings: readonly TemplateFinding[]): readonly string[] {
  return findings.map((finding) => placedText(finding).en);
}
