import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Part of ntc-templates' test suite, beside the checkout; read where it lies (Apache-2.0). */
const ntcFolder = new URL('../../../../../../shared/data/ntc/', import.meta.url).pathname;

export const hasNtc = existsSync(ntcFolder);
if (!hasNtc) console.warn('../shared/data/ntc is missing: its tests are skipped');

export interface Sample {
  readonly platform: string;
  readonly command: string;
  readonly file: string;
  readonly template: string;
  readonly text: string;
  /** Field names are in lower case. */
  readonly expected: readonly Readonly<Record<string, unknown>>[];
}

/** All samples: `<platform>/<command>/template.textfsm` with `.raw` and `.yml` beside it. */
export function ntcSamples(): readonly Sample[] {
  if (!hasNtc) return [];
  return folders(ntcFolder).flatMap((platform) =>
    folders(join(ntcFolder, platform)).flatMap((command) => {
      const folder = join(ntcFolder, platform, command);
      const template = readFileSync(join(folder, 'template.textfsm'), 'utf8');
      const files = readdirSync(folder).filter((name) => name.endsWith('.raw'));
      return files.map((file) => ({
        ...{ platform, command, file, template },
        text: readFileSync(join(folder, file), 'utf8'),
        expected: parse(readFileSync(join(folder, file.replace(/raw$/, 'yml')), 'utf8')).parsed_sample,
      }));
    }),
  );
}

function folders(path: string): readonly string[] {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
