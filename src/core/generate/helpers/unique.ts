import { keyOf, listAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** A list with each value once, where it came first. */
export default defineHelper({
  title: { en: 'Each value once', zh: '去重' },
  usage: 'unique list',
  examples: [{ template: '{{join (unique list) " "}}', data: { list: [10, '10', 20, 10] }, result: '10 20' }],
  run: (args) => {
    const seen = new Set<string>();
    return listAt(args, 0).filter((value) => seen.size < seen.add(keyOf(value)).size);
  },
});
