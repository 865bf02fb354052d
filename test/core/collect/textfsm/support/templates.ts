import fc from 'fast-check';

/** Templates of every option and operation, some of them wrong, and texts for them. */
const options = ['Required', 'Filldown', 'Fillup', 'Key', 'List'];
const expressions = ['(\\w+)', '(\\d+)', '(\\d*)', '([ab]+)', '((?P<first>\\w)(?P<rest>\\d*))', '(a|b\\d)'];
const names = ['A', 'B', 'C'];

const value = (name: string) =>
  fc.tuple(fc.subarray(options), fc.boolean(), fc.constantFrom(...expressions)).map(([chosen, turned, expression]) => {
    const words = turned ? chosen.toReversed() : chosen;
    return ['Value', ...(words.length > 0 ? [words.join(',')] : []), name, expression].join(' ');
  });

/** Each piece once: a value that is twice in a rule is refused. */
const match = fc
  .shuffledSubarray(['${A}', '${B}', '(?:${C})?', ' ', '\\s+', 'a', '.', '\\d', '.*'], { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.join(''));
const record = fc.constantFrom('', 'Record', 'Record', 'Record', 'NoRecord', 'Clear', 'Clearall');
const action = fc.oneof(
  { weight: 8, arbitrary: record },
  { weight: 6, arbitrary: record.map((operation) => (operation === '' ? 'Continue' : `Continue.${operation}`)) },
  {
    weight: 6,
    arbitrary: fc.tuple(record, fc.constantFrom('Start', 'Two', 'Two', 'EOF', 'End')).map((words) => words.join(' ')),
  },
  { weight: 1, arbitrary: fc.constantFrom('Error', 'Error "said"', 'Error.Record said', 'Next', 'Next.Clear Two') },
  { weight: 1, arbitrary: fc.constantFrom('Continue Two', 'None', '"said"', 'Next.Two', 'Record.Next') },
);

const rule = fc
  .tuple(match, action, fc.constantFrom('', '$$', '.*$$'))
  .map(([body, words, end]) => `  ^${body}${end}${words === '' ? '' : ` -> ${words.trim()}`}`);

const state = (name: string) =>
  fc.array(rule, { minLength: 1, maxLength: 4 }).map((rules) => [name, ...rules, ''].join('\n'));

const template = fc
  .tuple(fc.tuple(...names.map(value)), state('Start'), state('Two'), fc.constantFrom('', '', '', 'EOF', 'End'))
  .map(([values, start, two, last]) => [...values, '', start, two, last].join('\n'));

const text = fc
  .array(fc.string({ unit: fc.constantFrom(...'aab1 2x'), minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 })
  .map((lines) => lines.join('\n'));

export const parse = fc.record({ template, text });
