import { type Arguments, numberOf, refuse, shown } from './arguments.ts';

/** Below, above or exactly 0, as the first of two numbers is less, greater or the same. Errors: HelperError. */
export function compared(args: Arguments): number {
  const [one, other] = [numberOf(args[0]), numberOf(args[1])];
  if (one !== undefined && other !== undefined && args.length === 2) return one - other;
  return refuse({
    en: `only two numbers can be compared, not ${args.map(shown).join(' and ')}.`,
    zh: `只能比较两个数字，不能比较 ${args.map(shown).join(' 和 ')}。`,
  });
}
