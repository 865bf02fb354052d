import fc from 'fast-check';

/** Expressions of all that Python's re has and templates may use, and lines they have a chance to match. */
const letters = 'abAB1 _-é中.';
const atom = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abAB1 _-é中'.split('')) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('.', '\\d', '\\w', '\\s', '\\S', '\\D', '\\W', '\\.', '\\-', '\\x61', '\\141'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('[ab]', '[^a]', '[]a]', '[^]b]', '[a-c1]', '[\\w.]', '[\\Wa]', '[A\\-b]', '[a-]'),
  },
  { weight: 1, arbitrary: fc.constantFrom('}', ']', '&', '\\t', '\\x{') },
);
const quantifiers = ['*', '+', '?', '*?', '+?', '??', '{2}', '{,2}', '{1,}', '{1,2}?'];
const quantifier = fc.constantFrom(...quantifiers);
/** Not for groups: Python 3.11.2 has bugs there (its issue 106052), and no template uses them. */
const possessive = fc.constantFrom(...quantifiers, '*+', '++', '?+');
/** What takes no room, and what Python does not let repeat. */
const place = fc.constantFrom('^', '$', '\\b', '\\A', '\\Z', '{', '{a}', '(?#x)', '(?<=a)', '(?<!b)', '(?<=[ab]1)');

const { expression } = fc.letrec<{ expression: string; piece: string; group: string }>((tie) => ({
  expression: fc
    .array(fc.array(tie('piece'), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 })
    .map((options) => options.map((pieces) => pieces.join('')).join('|')),
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    {
      weight: 6,
      arbitrary: fc.tuple(atom, fc.option(possessive, { nil: '', freq: 1 })).map((parts) => parts.join('')),
    },
    { weight: 1, arbitrary: place },
    {
      weight: 4,
      arbitrary: fc.tuple(tie('group'), fc.option(quantifier, { nil: '', freq: 2 })).map((parts) => parts.join('')),
    },
  ),
  group: fc
    .tuple(fc.constantFrom('(', '(', '(', '(?:', '(?=', '(?!', '(?>', '(?i:'), tie('expression'))
    .map(([start, body]) => `${start}${body})`),
}));

export const question = fc.record({
  re: fc.oneof(
    { weight: 8, arbitrary: expression },
    { weight: 1, arbitrary: expression.map((body) => `(${body})\\1`) },
    { weight: 1, arbitrary: expression.map((body) => `(a)?${body}(?(1)b|1)`) },
  ),
  line: fc.string({ unit: fc.constantFrom(...letters), maxLength: 10 }),
});
