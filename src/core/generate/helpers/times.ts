import { numbersOf } from '../compare.ts';
import { defineHelper } from '../define-helper.ts';

/** The product of two numbers: rule numbers in steps of five are (times (plus @index 1) 5). */
export default defineHelper({
  title: { en: 'Product', zh: '乘' },
  usage: 'times a b',
  examples: [
    { template: '{{times index 5}}', data: { index: 3 }, result: '15' },
    { template: '{{times "10" 2}}', result: '20' },
  ],
  run: (args) => {
    const [one, other] = numbersOf(args);
    return one * other;
  },
});
