import { listAt, refuse, shown, textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import type { Json } from '../types.ts';

/** One field of every entry of a list, which must all have it. */
export default defineHelper({
  title: { en: 'One field of each entry', zh: '提取各元素的字段' },
  usage: 'pluck list "field"',
  examples: [
    {
      template: '{{vlan-range (pluck vlans "id")}}',
      data: {
        vlans: [
          { id: 10, name: 'office' },
          { id: 11, name: 'voice' },
        ],
      },
      result: '10 to 11',
    },
  ],
  run: (args) => {
    const field = textAt(args, 1);
    return listAt(args, 0).map((entry) => fieldOf(entry, field));
  },
});

function fieldOf(entry: Json, field: string): Json {
  const has = typeof entry === 'object' && entry !== null && Object.hasOwn(entry, field);
  const value = has ? (entry as { readonly [name: string]: Json })[field] : null;
  return (
    value ??
    refuse({
      en: `the entry ${shown(entry)} has no ${field}.`,
      zh: `元素 ${shown(entry)} 没有 ${field}。`,
    })
  );
}
