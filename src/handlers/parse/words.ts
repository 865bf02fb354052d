import { OpsError } from '../../core/errors.ts';
import { type Piece, unlinked } from './unlinked.ts';

/** One word of a command, with what Slack and keyboards did to it undone. */
export interface Word {
  /** As meant: quotes taken off, full-width characters and dashes as on an English keyboard. */
  readonly text: string;
  /** As typed, quotes and punctuation included; only Slack's links and escapes are undone. */
  readonly typed: string;
  /** It began with a quote, so it is no flag and no keyword. */
  readonly quoted: boolean;
  /** The user id, where it is a mention of a person. */
  readonly person?: string;
  /** It begins a line, and not the first. */
  readonly newLine?: true;
}

const double = /["“”„‟＂]/;
const single = /['‘’‚‛＇]/;
const blank = /\s/;
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064]/;
/** A quote opens only here, so that the apostrophe of `it's` opens none. */
const opensAfter = /[=~,<>:]$/;

/**
 * The words of what a person typed, as Slack delivered it. A word in quotes may hold spaces, and `\"` and `\\` within
 * double quotes. Errors: `quote-open`.
 */
export function splitWords(delivered: string): readonly Word[] {
  const words: Word[] = [];
  const pieces = unlinked(delivered);
  let at = 0;
  let newLine = false;
  while (at < pieces.length) {
    const piece = pieces[at];
    if (piece === undefined || skipped(piece)) {
      newLine ||= piece?.text === '\n' && words.length > 0;
      at += 1;
    } else {
      const read = readWord(pieces, at);
      words.push(newLine ? { ...read.word, newLine } : read.word);
      newLine = false;
      at = read.end;
    }
  }
  return words;
}

/** A value as a word that `splitWords` reads back as that value. */
export function quoteWord(value: string): string {
  const plain = /^[\p{L}\p{N}_.@/:%+,=-]+$/u.test(value) && value === asMeant(value);
  return plain ? value : inQuotes(value);
}

/** A value in double quotes, which `splitWords` reads back as that value. */
export function inQuotes(value: string): string {
  return `"${value.replace(/[\\"“”„‟＂]/g, '\\$&')}"`;
}

const skipped = (piece: Piece) => !piece.literal && (blank.test(piece.text) || invisible.test(piece.text));

function readWord(pieces: readonly Piece[], start: number): { word: Word; end: number } {
  const state = { text: '', typed: '', quote: undefined as RegExp | undefined, quoted: false };
  let at = start;
  for (; at < pieces.length; at += 1) {
    const piece = pieces[at];
    if (piece === undefined || (!state.quote && !piece.literal && blank.test(piece.text))) break;
    if (!piece.literal && invisible.test(piece.text)) continue;
    const next = pieces[at + 1];
    if (state.quote === double && piece.text === '\\' && next && (next.text === '\\' || double.test(next.text))) {
      state.text += next.text;
      state.typed += piece.text + next.text;
      at += 1;
    } else takePiece(state, piece);
  }
  if (state.quote) throw openQuote(state.typed);
  const person = at - start === 1 ? pieces[start]?.person : undefined;
  const text = state.quoted ? state.text : dashes(state.text).replace(/^`+(?=.)|(?<=.)`+$/g, '');
  return { word: { text, typed: state.typed, quoted: state.quoted, person }, end: at };
}

function takePiece(state: { text: string; typed: string; quote?: RegExp; quoted: boolean }, piece: Piece): void {
  const opens =
    !piece.literal && !state.quote && (state.typed === '' || opensAfter.test(asMeant(state.typed.slice(-1))));
  const kind = piece.literal ? undefined : [double, single].find((quote) => quote.test(piece.text));
  if (opens && kind) {
    state.quoted ||= state.typed === '';
    state.quote = kind;
  } else if (kind && kind === state.quote) state.quote = undefined;
  else state.text += state.quote || piece.literal ? piece.text : asMeant(piece.text);
  state.typed += piece.text;
}

/** Full-width forms (U+FF01 to U+FF5E) as their ASCII counterparts. */
function asMeant(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

/** The dashes that keyboards make of `--` before a flag's name. */
function dashes(text: string): string {
  return text.replace(/^(?:[—–―]|--)[—–―-]*/, '--');
}

function openQuote(typed: string): OpsError {
  const shown = typed.length > 40 ? `${typed.slice(0, 40)}…` : typed;
  return new OpsError('quote-open', {
    en: `The quote that begins at ${shown} is never closed. Close it, or leave the quotes out.`,
    zh: `从 ${shown} 开始的引号没有闭合。请补上引号，或去掉引号。`,
  });
}
