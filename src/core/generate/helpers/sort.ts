import { isTrue, listAt, numberOf, refuse } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import type { Json } from '../types.ts';

/** A list in order, numbers within names by their value; of objects by the field that by= names; reverse=true from the end. */
export default defineHelper({
  title: { en: 'Sort a list', zh: '排序' },
  usage: 'sort list by="name" reverse=true',
  examples: [
    { template: '{{join (sort list) " "}}', data: { list: ['ge10', 'ge9', 'ge1'] }, result: 'ge1 ge9 ge10' },
    { template: '{{join (sort list reverse=true) " "}}', data: { list: [2, 10, 1] }, result: '10 2 1' },
    {
      template: '{{#each (sort list by="id")}}{{name}}{{/each}}',
      data: {
        list: [
          { id: 20, name: 'b' },
          { id: 3, name: 'a' },
        ],
      },
      result: 'ab',
    },
  ],
  run: (args, hash) => {
    const by = typeof hash.by === 'string' ? hash.by : undefined;
    const keyed = listAt(args, 0).map((entry) => ({ entry, key: keyOf(entry, by) }));
    const sorted = keyed.toSorted((one, other) => byWords(one.key, other.key)).map(({ entry }) => entry);
    return isTrue(hash.reverse) ? sorted.toReversed() : sorted;
  },
});

function keyOf(entry: Json, by: string | undefined): string {
  const value = by !== undefined && isObject(entry) ? (Object.hasOwn(entry, by) ? entry[by] : undefined) : entry;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return refuse({
    en: 'lists of texts and numbers can be sorted; of objects by="the name of a field" that all have.',
    zh: '只能对文本或数字的列表排序；对象列表须用 by="字段名" 指定各元素都有的字段。',
  });
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Not by the rules of a language, which differ between machines: runs of digits by value, the rest by code. */
function byWords(one: string, other: string): number {
  const [number, next] = [numberOf(one), numberOf(other)];
  if (number !== undefined && next !== undefined) return number - next;
  const [left, right] = [words(one), words(other)];
  const at = left.findIndex((part, index) => part !== right[index]);
  if (at < 0) return left.length - right.length;
  const [a = '', b = ''] = [left[at], right[at]];
  const difference = /^\d/.test(a) && /^\d/.test(b) ? Number(a) - Number(b) : 0;
  return difference || (a < b ? -1 : 1);
}

function words(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}
