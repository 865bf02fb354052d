import { type Arg, type Args, flagName, type Parsed } from './args.ts';
import { extra, malformed, missing, noValue, twice, type UsageContext, unknownFlag } from './problems.ts';
import type { Word } from './words.ts';

/**
 * Reads a form's arguments from the words after its title. Errors, all with usage and an example: `argument-missing`,
 * `argument-extra`, `argument-malformed`, `flag-unknown`, `flag-twice`.
 */
export function readArgs<S extends Args>(
  args: S,
  words: readonly Word[],
  context: Omit<UsageContext, 'args'>,
): Parsed<S> {
  const about = { ...context, args };
  const given = sortOut(args, words, about);
  const values: Record<string, unknown> = {};
  for (const [key, arg] of Object.entries(args)) values[key] = settled(key, arg, given.get(key), about);
  return values as Parsed<S>;
}

/** The words of a form's values, which `readArgs` reads back as those values. */
export function writeArgs<S extends Args>(args: S, values: Parsed<S>): string {
  const written = Object.entries(args).map(([key, arg]) => {
    const value = values[key];
    if (value === undefined || value === false) return '';
    const words = arg.write(value);
    if (arg.kind === 'flags') return words.replaceAll(/^/gm, `${flagName(key)} `).replaceAll('\n', ' ');
    return ['word', 'rest', 'on'].includes(arg.kind) ? words : `${flagName(key)} ${words}`.trimEnd();
  });
  return written.filter(Boolean).join(' ');
}

/** True for what was meant as a flag: `--batch`, and `-batch` by a slip. */
export function looksLikeFlag(word: Word): boolean {
  return !word.quoted && /^--?[\p{L}]/u.test(word.text);
}

function sortOut(args: Args, words: readonly Word[], about: UsageContext): Map<string, readonly Word[]> {
  const given = new Map<string, readonly Word[]>();
  let left = words;
  for (let [first] = left; first; [first] = left) {
    const taken = looksLikeFlag(first) ? takeFlag(args, left, about) : takePlain(args, left, given, about);
    const before = given.get(taken.key);
    if (before && args[taken.key]?.kind !== 'flags') throw twice(first, about);
    given.set(taken.key, [...(before ?? []), ...taken.words]);
    left = left.slice(taken.length);
  }
  return given;
}

interface Taken {
  readonly key: string;
  readonly words: readonly Word[];
  /** How many words it used up, its name included. */
  readonly length: number;
}

function takeFlag(args: Args, words: readonly Word[], about: UsageContext): Taken {
  const [first] = words as [Word];
  const [name = '', inline] = splitOnce(first.text);
  const found = Object.entries(args).find(([key, arg]) => isFlag(arg) && flagName(key) === name);
  if (!found) throw unknownFlag(name, about);
  const [key, arg] = found;
  if (arg.kind === 'toggle') {
    if (inline !== undefined) throw noValue(name, about);
    return { key, words: [], length: 1 };
  }
  const head = inline ? [{ ...first, text: inline, typed: afterEquals(first.typed), quoted: quotedInline(first) }] : [];
  const isOne = arg.kind === 'flag' || arg.kind === 'flags';
  const room = isOne ? 1 : words.length;
  const more = head.length > 0 && (isOne || head[0]?.quoted) ? [] : valueWords(words.slice(1), room, arg.kind);
  if (head.length + more.length === 0) throw malformed(key, arg, '', about);
  return { key, words: [...head, ...more], length: 1 + more.length };
}

/** The words of a flag's value: none beyond the next flag, and only one where the first is in quotes. */
function valueWords(words: readonly Word[], room: number, kind: Arg<unknown>['kind']): readonly Word[] {
  const [first] = words;
  if (!first || looksLikeFlag(first)) return [];
  if (kind === 'flag' || kind === 'flags' || first.quoted) return [first];
  const end = words.findIndex(looksLikeFlag);
  return words.slice(0, Math.min(room, end < 0 ? words.length : end));
}

function takePlain(args: Args, words: readonly Word[], given: Map<string, unknown>, about: UsageContext): Taken {
  const [first] = words as [Word];
  const places = Object.entries(args).filter(([key, arg]) => arg.kind === 'word' && !given.has(key));
  const selector = Object.entries(args).find(([, arg]) => arg.kind === 'on');
  const all = words.findIndex(looksLikeFlag);
  const until = all < 0 ? words.length : all;
  const pastRequired = !places.some(([, arg]) => arg.required);
  if (selector && pastRequired && !first.quoted && first.text.toLowerCase() === 'on') {
    return { key: selector[0], words: words.slice(1, until), length: until };
  }
  const place = places[0];
  if (place) return { key: place[0], words: [first], length: 1 };
  const others = Object.entries(args).find(([, arg]) => arg.kind === 'rest');
  if (others && !given.has(others[0])) return { key: others[0], words: words.slice(0, until), length: until };
  throw extra(first, about);
}

function settled(key: string, arg: Arg<unknown>, words: readonly Word[] | undefined, about: UsageContext): unknown {
  if (words === undefined) {
    if (arg.required) throw missing(key, arg, about);
    return arg.kind === 'toggle' ? false : arg.kind === 'rest' ? [] : undefined;
  }
  const read = arg.read(words);
  if (!read) throw malformed(key, arg, words.map(({ typed }) => typed).join(' '), about);
  return read.value;
}

const isFlag = (arg: Arg<unknown>) => ['flag', 'flags', 'text', 'toggle'].includes(arg.kind);

function splitOnce(flag: string): [string, string?] {
  const at = flag.indexOf('=');
  return at < 0 ? [flag] : [flag.slice(0, at), flag.slice(at + 1)];
}

const afterEquals = (typed: string) => typed.replace(/^[^=＝]*[=＝]/, '');
const quotedInline = (word: Word) => /^["'“”‘’„‟‚‛＂＇]/.test(afterEquals(word.typed));
