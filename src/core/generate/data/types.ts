import type { Text } from '../../text.ts';
import type { Json, Variable } from '../types.ts';

export type VariableType = Variable['type'];

/** Why a value is not of a declared type, or nothing; an absent one is of any. */
export function typeFault(type: VariableType, value: Json | undefined): Text | undefined {
  if (value === undefined || typeOf(value) === type) return undefined;
  const [wanted, is] = [typeWords[type], typeWords[typeOf(value)]];
  return { en: `must be ${wanted.en} and is ${is.en}`, zh: `应为${wanted.zh}，实为${is.zh}` };
}

export function typeOf(value: Json): VariableType | 'null' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value as 'string' | 'number' | 'boolean' | 'object';
}

/** Types as people read them. */
export const typeWords: Readonly<Record<VariableType | 'null', Text>> = {
  string: { en: 'text', zh: '文本' },
  number: { en: 'a number', zh: '数字' },
  boolean: { en: 'true or false', zh: 'true/false' },
  list: { en: 'a list', zh: '列表' },
  object: { en: 'an object (key: value)', zh: '对象（键: 值）' },
  null: { en: 'null', zh: 'null' },
};
