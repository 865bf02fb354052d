import { type Arguments, numberOf, refuse, shown } from './arguments.ts';

/** Below, above or exactly 0, as the first of two numbers is less, greater or the same. Errors: HelperError. */
export function compared(args: Arguments): number {
  const [one, other] = numbersOf(args);
  return one - other;
}

/** The two numbers that are the arguments; texts that are numbers count as such. Errors: HelperError. */
export function numbersOf(args: Arguments): readonly [number, number] {
  const [one, other] = [numberOf(args[0]), numberOf(args[1])];
  if (one !== undefined && other !== undefined && args.length === 2) return [one, other];
  return refuse({
    en: `two numbers are needed, not ${args.map(shown).join(' and ')}.`,
    zh: `需要两个数字，不能是 ${args.map(shown).join(' 和 ')}。`,
  });
}
