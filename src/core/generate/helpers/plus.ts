import { numbersOf } from '../compare.ts';
import { defineHelper } from '../define-helper.ts';

/** The sum of two numbers; the second may be negative. */
export default defineHelper({
  title: { en: 'Sum', zh: '加' },
  usage: 'plus a b',
  examples: [
    { template: '{{plus index 5}}', data: { index: 3 }, result: '8' },
    { template: '{{plus "10" 2}}', result: '12' },
  ],
  run: (args) => {
    const [one, other] = numbersOf(args);
    return one + other;
  },
});
