import { defineHelper } from '../define-helper.ts';
import { entryAt } from '../entry.ts';

/** The first entry of a list, which must have one. */
export default defineHelper({
  title: { en: 'First entry', zh: '首个元素' },
  usage: 'first list',
  examples: [{ template: '{{first servers}}', data: { servers: ['10.0.0.1', '10.0.0.2'] }, result: '10.0.0.1' }],
  run: (args) => entryAt(args, 0),
});
