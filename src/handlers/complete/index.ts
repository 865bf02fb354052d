import type { Language } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Command, Form } from '../define.ts';
import type { Deps } from '../deps.ts';
import { type Arg, flagName } from '../parse/args.ts';
import { hasRight } from '../rights.ts';
import { type Suggestion, vocabularyOf } from './vocabulary.ts';

export type { Suggestion } from './vocabulary.ts';

export interface Asked {
  /** What stands before the cursor: `/deploy hello@1` or `@changeops deploy`. */
  readonly typed: string;
  readonly user: string;
  readonly language: Language;
}

export interface Completion {
  /** Where in `typed` the word begins that a suggestion takes the place of. */
  readonly from: number;
  readonly items: readonly Suggestion[];
}

const most = 40;

/**
 * What can follow in a command: commands, their subcommands, flags and values, from the definitions by which commands are
 * read and from what the bot knows; only what the person may use. Empty where nothing is a command. Never rejects.
 */
export async function complete({ typed, user, language }: Asked, deps: Deps): Promise<Completion> {
  const started = /^(?:\/|@\S+\s+\/?)/.exec(typed);
  const word = /\S*$/.exec(typed)?.[0] ?? '';
  if (!started) return { from: typed.length, items: [] };
  const words = typed.slice(started[0].length).split(/\s+/);
  const before = words.slice(0, -1);
  const from = before.length === 0 ? started[0].length : typed.length - word.length;
  const all = await suggest(before, typed.slice(from), { user, language, deps }).catch(() => []);
  return { from, items: all.filter(({ text }) => fits(text, typed.slice(from))).slice(0, most) };
}

interface Asker {
  readonly user: string;
  readonly language: Language;
  readonly deps: Deps;
}

async function suggest(before: readonly string[], word: string, asker: Asker): Promise<readonly Suggestion[]> {
  const { deps, language } = asker;
  const [name, ...words] = before;
  const usable = [...deps.registry.commands].filter(([, { forms }]) => allowed(forms, asker).length > 0);
  if (name === undefined)
    return usable.map(([each, { summary }]) => ({ text: deps.prefix + each, hint: wording(summary, language) }));
  const command = usable.find(([each]) => deps.prefix + each === name || each === name)?.[1];
  if (!command) return [];
  const form = formOf(command, words[0], asker);
  const own = form ? await following(form, form.word === undefined ? words : words.slice(1), word, asker) : [];
  return words.length > 0 ? own : [...subcommands(command, asker), ...own];
}

function subcommands({ forms }: Command, asker: Asker): Suggestion[] {
  return allowed(forms, asker).flatMap(({ word, summary }) =>
    word === undefined ? [] : [{ text: word, hint: wording(summary, asker.language) }],
  );
}

function formOf({ forms }: Command, first: string | undefined, asker: Asker): Form | undefined {
  const mine = allowed(forms, asker);
  return mine.find(({ word }) => word !== undefined && word === first) ?? mine.find(({ word }) => word === undefined);
}

function allowed(forms: readonly Form[], { user, deps }: Asker): readonly Form[] {
  const { access } = deps.settings.current();
  return forms.filter(({ right }) => hasRight(access, user, right));
}

/** What can stand at the word after `words` of a form. */
async function following(form: Form, words: readonly string[], word: string, asker: Asker): Promise<Suggestion[]> {
  const { open, given, places, answered } = walk(form, words);
  const values = async (arg: Arg<unknown>) => [...(await vocabularyOf(arg.shown, { word, words, ...asker }))];
  if (open && (!answered || (open.kind === 'text' && !word.startsWith('-')))) return values(open);
  const flags = Object.entries(form.args).flatMap(([key, arg]) => flagLike(key, arg, given, asker.language));
  if (open || word.startsWith('-')) return [...(open ? await values(open) : []), ...flags];
  const plain = Object.values(form.args).filter(({ kind }) => kind === 'word' || kind === 'rest');
  const next = plain[places] ?? plain.findLast(({ kind }) => kind === 'rest');
  return [...(next ? await values(next) : []), ...(next?.required ? [] : flags)];
}

function flagLike(key: string, arg: Arg<unknown>, given: ReadonlySet<string>, language: Language): Suggestion[] {
  const name = arg.kind === 'on' ? 'on' : flagName(key);
  const again = given.has(key) && arg.kind !== 'flags';
  if (arg.kind === 'word' || arg.kind === 'rest' || again) return [];
  return [{ text: name, hint: wording(arg.expects, language) }];
}

/** Reads words as far as they go: the argument that is open for words, and whether it has some; the flags given; how many plain words. */
function walk(form: Form, words: readonly string[]) {
  const given = new Set<string>();
  let open: Arg<unknown> | undefined;
  let answered = false;
  let places = 0;
  for (const word of words) {
    const flag = Object.entries(form.args).find(([key, arg]) => nameOf(key, arg) === plainDashes(word));
    if (flag) {
      given.add(flag[0]);
      open = flag[1].kind === 'toggle' ? undefined : flag[1];
      answered = false;
    } else if (!open) places += 1;
    else if (open.kind === 'on' || open.kind === 'text') answered = true;
    else open = undefined;
  }
  return { open, given, places, answered };
}

function nameOf(key: string, { kind }: Arg<unknown>): string | undefined {
  if (kind === 'on') return 'on';
  return kind === 'word' || kind === 'rest' ? undefined : flagName(key);
}

const plainDashes = (word: string) => word.replace(/^[—–]+/, '--');

/** What begins as typed, or for longer words holds it; a word that is there already needs no suggestion. */
function fits(text: string, word: string): boolean {
  const [a, b] = [text.toLowerCase(), plainDashes(word).toLowerCase()];
  return a !== b && (a.startsWith(b) || (b.length > 1 && a.includes(b)));
}
