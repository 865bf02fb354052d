import { dialectOf } from '../../../config/blocks/dialect.ts';
import type { Dialect } from '../../../config/blocks/types.ts';
import type { Text } from '../../../text.ts';
import { defineValidator, type Validator } from '../../define-validator.ts';
import { lintConfig } from '../../lint/reading/config.ts';
import type { Words } from '../../lint/words/types.ts';
import { loadLintRules } from '../../load-lint-rules.ts';
import type { Finding, RenderedConfig } from '../../types.ts';

interface Lint {
  readonly title: Text;
  readonly platforms: readonly string[];
  readonly dialect: Dialect;
  readonly words: Words;
}

/** `together` of a validator cannot wait, so the rules are read with the validators. */
const rules = await loadLintRules();

/** A validator that goes over a device's configuration with all rules. */
export function lintValidator({ title, platforms, dialect, words }: Lint): Validator {
  const read = (config: RenderedConfig) => lintConfig(config, dialectOf(config.platform) ?? dialect, words);
  return defineValidator({
    title,
    files: [/\.(?:cfg|conf|txt)$/],
    platforms,
    validate: async (config) => ({ checked: true, findings: remarks(read(config)) }),
    together: (configs) => {
      const all = configs.map(read);
      return [...rules].flatMap(([rule, { together }]) => (together?.(all) ?? []).map((found) => ({ ...found, rule })));
    },
  });
}

function remarks(config: ReturnType<typeof lintConfig>): readonly Finding[] {
  const found = [...rules].flatMap(([rule, { check }]) => check(config).map((remark) => ({ ...remark, rule })));
  return found.toSorted((a, b) => a.line - b.line);
}
