import type { z } from 'zod';
import type { Text } from '../../core/text.ts';
import { inQuotes, quoteWord, type Word } from './words.ts';

/** One argument of a form. What it is called follows from its key: `dryRun` is `--dry-run`. */
export interface Arg<T> {
  /**
   * `rest` takes every word that is left; `on` the selector after that word; `text` words up to the next flag; `flags` a
   * word each time that the flag is given.
   */
  readonly kind: 'word' | 'rest' | 'on' | 'flag' | 'flags' | 'text' | 'toggle';
  readonly required: boolean;
  /** How usage shows its value, such as `<app>[@version]` or `n|n%`. */
  readonly shown: string;
  /** What it must be, as the end of a sentence: "a version such as 1.4.2". */
  readonly expects: Text;
  /** Its value, or undefined where the words cannot be read so. */
  read(words: readonly Word[]): { readonly value: T } | undefined;
  /** The words that `read` makes this value of; of `flags` a line each. */
  write(value: T): string;
}

export type Args = Readonly<Record<string, Arg<unknown>>>;

/** The values of a form's arguments. */
export type Parsed<S extends Args> = { readonly [K in keyof S]: S[K] extends Arg<infer T> ? T : never };

interface Wording<T> {
  readonly shown: string;
  readonly expects: Text;
  readonly schema: z.ZodType<T, string>;
  readonly write?: (value: T) => string;
}

/** A word that must be there, at its place. */
export function word<T>(about: Wording<T>): Arg<T> {
  return { ...base(about), kind: 'word', required: true };
}

/** A word that may be there, at its place. */
export function optionalWord<T>(about: Wording<T>): Arg<T | undefined> {
  return optional({ ...base(about), kind: 'word', required: false });
}

/** A flag with a value: `--batch 25%`. */
export function flag<T>(about: Wording<T>): Arg<T | undefined> {
  return optional({ ...base(about), kind: 'flag', required: false });
}

/** A flag that is there or not. */
export function toggle(expects: Text): Arg<boolean> {
  return {
    kind: 'toggle',
    required: false,
    shown: '',
    expects,
    read: () => ({ value: true }),
    write: () => '',
  };
}

/** A flag `--set key=value` that may be given again and again: values by key, the last one of a key counts. */
export function pairs(shown: string, expects: Text): Arg<Readonly<Record<string, string>> | undefined> {
  return optional({
    kind: 'flags',
    required: false,
    shown,
    expects,
    read: (words) => {
      const found = words.map(({ text }) =>
        /^([\p{L}_][\p{L}\p{M}\p{N}_.-]{0,99})=(.{0,2000})$/u.exec(straightQuotes(text)),
      );
      if (found.some((one) => !one)) return undefined;
      return { value: Object.fromEntries(found.map((one) => [one?.[1] ?? '', one?.[2] ?? ''])) };
    },
    write: (values) =>
      Object.entries(values)
        .map(([key, value]) => quoteWord(`${key}=${value}`))
        .join('\n'),
  });
}

/** A flag with free text, in quotes or up to the next flag; at most 500 characters. */
export function text(shown: string, expects: Text): Arg<string | undefined> {
  return optional({ ...freeText(shown, expects), required: false });
}

/** Free text that must be given. */
export function requiredText(shown: string, expects: Text): Arg<string> {
  return { ...freeText(shown, expects), required: true };
}

/** `on <selector>`: the terms as they were typed, for core/inventory to read. */
export function on(): Arg<string | undefined> {
  return optional({
    kind: 'on',
    required: false,
    shown: 'on <selector>',
    expects: { en: 'hosts, such as on web-* site=beijing', zh: '主机选择条件，例如 on web-* site=北京' },
    read: (words) => {
      const terms = words.map(({ typed }) => straightQuotes(typed)).join(' ');
      return terms ? { value: terms } : undefined;
    },
    write: (value) => `on ${value}`,
  });
}

/** Every word that is left, one value each. */
export function rest(shown: string, expects: Text): Arg<readonly Word[]> {
  return {
    kind: 'rest',
    required: false,
    shown,
    expects,
    read: (words) => ({ value: words }),
    write: (words) => words.map((each) => quoteWord(each.text)).join(' '),
  };
}

/** A flag's name as typed, for its key: `dryRun` is `--dry-run`. */
export function flagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function base<T>({ shown, expects, schema, write }: Wording<T>): Omit<Arg<T>, 'kind' | 'required'> {
  return {
    shown,
    expects,
    read: ([first]) => {
      const parsed = schema.safeParse(first?.text ?? '');
      return parsed.success ? { value: parsed.data } : undefined;
    },
    write: write ?? ((value) => quoteWord(String(value))),
  };
}

function freeText(shown: string, expects: Text): Omit<Arg<string>, 'required'> {
  return {
    kind: 'text',
    shown,
    expects,
    read: (words) => {
      const [first] = words;
      const value = words.length === 1 && first?.quoted ? first.text : words.map(({ typed }) => typed).join(' ');
      const short = value.replace(/\s+/g, ' ').trim();
      return short && short.length <= 500 ? { value: short } : undefined;
    },
    write: inQuotes,
  };
}

function optional<T>(arg: Arg<T>): Arg<T | undefined> {
  return { ...arg, write: (value) => (value === undefined ? '' : arg.write(value)) };
}

/** Straight quotes in place of those that Slack or a keyboard made of them. */
export function straightQuotes(typed: string): string {
  return typed.replace(/[“”„‟＂]/g, '"').replace(/[‘’‚‛＇]/g, "'");
}
