import { isList, textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** How many entries a list or an object has, or characters a text. */
export default defineHelper({
  title: { en: 'Length', zh: '长度' },
  usage: 'length list',
  examples: [
    { template: '{{length list}} {{length object}}', data: { list: [1, 2, 3], object: { a: 1 } }, result: '3 1' },
    { template: '{{length "核心-1"}}', result: '4' },
  ],
  run: (args) => {
    const [value] = args;
    if (isList(value)) return value.length;
    return typeof value === 'object' && value !== null ? Object.keys(value).length : [...textAt(args, 0)].length;
  },
});
