import type { DeviceType } from '../../settings/device-types.ts';
import type { TypeWords } from '../knowledge/type-words.ts';

/** A word that names a type, as it stands in the table. */
export interface WordFound {
  readonly type: DeviceType;
  readonly word: string;
  /** Written in Chinese. */
  readonly han: boolean;
}

export interface Words {
  /** Every word that names a type in `text`, in order; of two that overlap the one that begins first, then the longer. */
  all(text: string): readonly WordFound[];
  /** The one that says what it is: the last of the first part that has one (`接入交换机`, `交换机/路由器`), brackets last, but that `服务器（虚拟机）` is a vm. */
  head(text: string): WordFound | undefined;
}

interface Entry {
  readonly type: DeviceType | null;
  readonly word: string;
  readonly han: boolean;
  /** Counts only as the whole text. */
  readonly whole: boolean;
}

const brackets = /[（(【[][^）)】\]]*[）)】\]]/gu;
const hanSign = /\p{Script=Han}/u;
const parts = /[/、,，;；|&]|\b(?:and|or|y|with)\b|及|和|与/u;

/** An index of type words. */
export function indexWords(words: TypeWords): Words {
  const byFirst = new Map<string, Entry[]>();
  for (const [type, text] of words) {
    for (const written of text.split(' | ')) {
      const whole = written.startsWith('=');
      const word = flat(whole ? written.slice(1) : written);
      const list = byFirst.get(word[0] ?? '') ?? [];
      list.push({ type, word, han: hanSign.test(word), whole });
      byFirst.set(word[0] ?? '', list);
    }
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.word.length - a.word.length);
  const all = (text: string) => scan(flat(text), byFirst);
  const head = (text: string) => {
    const inside = text.match(brackets)?.join(' ') ?? '';
    const outer = headOf(inside === '' ? text : text.replaceAll(brackets, ' '), all);
    if (inside === '' || (outer && outer.type !== 'server')) return outer;
    const inner = headOf(inside, all);
    return outer && inner?.type !== 'vm' ? outer : inner;
  };
  return { all, head };
}

/** Small letters; signs and blanks as one blank, none beside a Chinese sign. */
function flat(text: string): string {
  const small = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[-_.\s]+/gu, ' ')
    .trim();
  return hanSign.test(small) ? small.replaceAll(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '') : small;
}

function headOf(text: string, all: Words['all']): WordFound | undefined {
  for (const part of text.split(parts)) {
    const found = all(part).at(-1);
    if (found) return found;
  }
  return undefined;
}

function scan(text: string, byFirst: ReadonlyMap<string, readonly Entry[]>): readonly WordFound[] {
  const found: WordFound[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const entry = byFirst.get(text[at] ?? '')?.find((candidate) => stands(candidate, text, at));
    if (!entry) continue;
    if (entry.type !== null) found.push({ type: entry.type, word: entry.word, han: entry.han });
    at += entry.word.length - 1;
  }
  return found;
}

/** Whether the word stands at `at`; one that begins or ends with a letter only where no other letter is beside it. */
function stands({ word, whole }: Entry, text: string, at: number): boolean {
  if (whole) return text === word;
  if (!text.startsWith(word, at)) return false;
  if (isLetter(word[0]) && (isLetter(text[at - 1]) || isDigit(text[at - 1]))) return false;
  return !(isLetter(word.at(-1)) && isLetter(text[at + word.length]));
}

function isLetter(sign: string | undefined): boolean {
  return sign !== undefined && ((sign >= 'a' && sign <= 'z') || (sign >= 'à' && sign <= 'ÿ'));
}

function isDigit(sign: string | undefined): boolean {
  return sign !== undefined && sign >= '0' && sign <= '9';
}
