import { defineHelper } from '../define-helper.ts';
import { entryAt } from '../entry.ts';

/** The last entry of a list, which must have one. */
export default defineHelper({
  title: { en: 'Last entry', zh: '末尾元素' },
  usage: 'last list',
  examples: [{ template: '{{last servers}}', data: { servers: ['10.0.0.1', '10.0.0.2'] }, result: '10.0.0.2' }],
  run: (args) => entryAt(args, -1),
});
