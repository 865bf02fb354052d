import { type Arguments, listAt, refuse } from './arguments.ts';
import type { Json } from './types.ts';

/** The entry of the list that is the first argument at `at`, from the end where negative. Errors: HelperError. */
export function entryAt(args: Arguments, at: number): Json {
  return listAt(args, 0).at(at) ?? refuse({ en: 'the list is empty.', zh: '列表为空。' });
}
