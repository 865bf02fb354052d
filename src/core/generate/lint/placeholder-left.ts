import { defineLintRule } from '../define-lint-rule.ts';

/** What stands for a value that was to be filled in: a secret that was taken out, notes to oneself, numbers that are none. */
const placeholders =
  /\[redacted\]|<(?:[a-z ]*(?:removed|hidden|stripped)|[A-Z][A-Z_ -]{2,30}|your[ -][a-z -]{2,30})>|\b(?:CHANGE_?ME|TODO|FIXME|XXX+)\b|(?<![\w.-])NaN(?![\w.-])/;

/** Placeholders; those of templates (`{{`, `undefined`, `[object Object]`) are found in rendered texts of every format. */
export default defineLintRule({
  title: { en: 'Left-over placeholder', zh: '残留占位符' },
  check: ({ blocks, lines }) => {
    const more = blocks.flatMap((block) => block.more.map((text, at) => ({ text, line: block.line + at + 1 })));
    return [...lines, ...more].flatMap(({ text, line }) => {
      const found = placeholders.exec(text)?.[0];
      if (found === undefined) return [];
      const words = { en: `A placeholder was left: ${found}`, zh: `残留占位符：${found}` };
      return [{ severity: 'error', line, text: words }];
    });
  },
});
