import type { Text } from '../../text.ts';
import { fieldNames } from '../field-names.ts';
import type { Field } from '../fields.ts';
import type { HeaderGuess } from './header-index.ts';

/** What speaks for a field: a header, values, or both. */
export interface Hint {
  readonly header?: string;
  readonly how?: HeaderGuess['how'];
  readonly like?: string;
  /** Of the values that were looked at, 0 to 1. */
  readonly share?: number;
  readonly count?: number;
  readonly called?: Text;
}

/** The hint of a header's guess and of how its values fit. */
export function hintOf(guess: HeaderGuess, share?: number, count?: number, called?: Text): Hint {
  const values = share === undefined || count === undefined || !called ? {} : { share, count, called };
  return { how: guess.how, ...(guess.like === undefined ? {} : { like: guess.like }), ...values };
}

/** `header "管理地址" is known for management address; values look like IP addresses (18 of 18)`. */
export function reasonText(header: string, field: Field, hint: Hint): Text {
  const { en, zh } = fieldNames[field];
  const parts = [headerText(header, fieldNames[field], hint), valuesText(hint)].filter((part) => part !== undefined);
  if (parts.length === 0) return { en: `taken for ${en}`, zh: `识别为“${zh}”` };
  return { en: parts.map((part) => part.en).join('; '), zh: parts.map((part) => part.zh).join('；') };
}

function headerText(header: string, field: Text, hint: Hint): Text | undefined {
  if (hint.header !== undefined) return { en: `header "${header}" names a secret`, zh: `表头“${header}”是敏感信息` };
  if (hint.how === 'known')
    return { en: `header "${header}" is known for ${field.en}`, zh: `表头“${header}”是“${field.zh}”的常用名称` };
  if (hint.how === 'parts')
    return { en: `the words of header "${header}" mean ${field.en}`, zh: `表头“${header}”的词义对应“${field.zh}”` };
  if (hint.how !== 'similar') return undefined;
  return { en: `header "${header}" is written nearly as "${hint.like}"`, zh: `表头“${header}”与“${hint.like}”相近` };
}

function valuesText({ share, count, called }: Hint): Text | undefined {
  if (share === undefined || count === undefined || !called) return undefined;
  const fit = Math.round(share * count);
  if (fit === 0) return { en: `but no value looks like ${called.en}`, zh: `但没有值像${called.zh}` };
  return {
    en: `values look like ${called.en} (${fit} of ${count})`,
    zh: `值像${called.zh}（${count} 个中有 ${fit} 个）`,
  };
}
