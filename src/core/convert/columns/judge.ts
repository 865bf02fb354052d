import { type Field, secretFields } from '../fields.ts';
import type { Header } from '../types.ts';
import { expectations } from './expectations.ts';
import type { HeaderGuess, HeaderIndex } from './header-index.ts';
import { type Hint, hintOf } from './reason.ts';
import type { Look } from './shapes.ts';

/** A field that a column may be, and why. */
export interface Candidate {
  readonly field: Field;
  /** 0 to 1. */
  readonly confidence: number;
  readonly hint: Hint;
}

/** Below it a column is kept as a label. */
const leastConfidence = 0.4;

/**
 * What a column may be, the surest first. Header and values are weighed together: values that fit raise what the
 * header says, others lower it, the more the better the field's values can be told (`expectations`).
 */
export function candidates(header: Header, look: Look, index: HeaderIndex): readonly Candidate[] {
  const secret = secretCandidate(header, look, index);
  if (secret) return [secret];
  const guesses = index.guess(header.text, true).filter(({ field }) => !secretFields.has(field));
  const top = guesses[0]?.field;
  const byHeader = guesses.map((guess) => weighed(guess, look, guess.field === top));
  const both = bothCandidate(guesses, look);
  const second = [...secondAddress(guesses, look), ...namedByAddress(guesses, look)];
  const found = [
    ...byHeader,
    ...both,
    ...second,
    ...(index.foreign(header.text) ? [] : byValues(header, byHeader, look)),
  ];
  return found
    .filter(({ confidence }) => confidence >= leastConfidence)
    .toSorted((a, b) => b.confidence - a.confidence);
}

function weighed(guess: HeaderGuess, look: Look, top: boolean): Candidate {
  const expected = expectations[guess.field];
  if (!expected || look.count === 0) return { field: guess.field, confidence: guess.confidence, hint: hintOf(guess) };
  const good = look.fitting(expected.fits, expected.unlike);
  const without = top ? expected.without * Math.min(1, guess.confidence / 0.75) : Math.min(0.35, expected.without);
  const share = Math.min(1, good / 0.8);
  const open =
    top && guess.confidence > 0.7 && expected.open ? expected.open * (look.fitting([], expected.unlike) - good) : 0;
  const said = guess.confidence * (without + (1 - without) * Math.min(1, share + open));
  const told = expected.fits.length > 0 && look.count > 1 ? (1 - said) * 0.3 * share ** 2 * guess.confidence : 0;
  const least = top && holdsFirm(guess, look) ? firm : 0;
  return {
    field: guess.field,
    confidence: Math.max(least, said + told),
    hint: hintOf(guess, good, look.count, expected.called),
  };
}

/** How sure a header is that holds against its values. */
const firm = 0.6;

/**
 * Whether a header is known whole for a field that must not be lost however badly the column is filled in, and the
 * values are not surely something else: then each bad one is told with its cell.
 */
function holdsFirm({ field, how, confidence }: HeaderGuess, look: Look): boolean {
  const { elsewhere, fits } = expectations[field] ?? {};
  return how === 'known' && confidence > 0.8 && elsewhere !== undefined && look.fitting(elsewhere, fits) < 0.5;
}

/** A vendor's column that holds models as well. */
function bothCandidate(guesses: readonly HeaderGuess[], look: Look): readonly Candidate[] {
  const vendor = guesses.find(({ field }) => field === 'vendor');
  const share = look.fitting(['vendorModel'], ['vendor']);
  if (!vendor || share < 0.6) return [];
  return [
    {
      field: 'model',
      confidence: vendor.confidence * 0.95,
      hint: hintOf(vendor, share, look.count, { en: 'vendor and model', zh: '厂商加型号' }),
    },
  ];
}

/** Of two columns that can be the address, the other one is a service address. */
function secondAddress(guesses: readonly HeaderGuess[], look: Look): readonly Candidate[] {
  const address = guesses[0]?.field === 'address' ? guesses[0] : undefined;
  if (!address || address.confidence < 0.6) return [];
  const guess = { ...address, field: 'service_ip' as const, confidence: address.confidence * 0.55 };
  return [weighed(guess, look, true)];
}

/** `hostname`, where it holds the addresses that a tool reaches its hosts at. */
function namedByAddress(guesses: readonly HeaderGuess[], look: Look): readonly Candidate[] {
  const share = look.fitting(['ip', 'ipv6']);
  if (guesses[0]?.field !== 'name' || share < 0.7) return [];
  const { called } = expectations.address ?? {};
  return [
    { field: 'address', confidence: 0.7 * share, hint: { share, count: look.count, ...(called ? { called } : {}) } },
  ];
}

function byValues(header: Header, byHeader: readonly Candidate[], look: Look): readonly Candidate[] {
  const surest = Math.max(0, ...byHeader.map(({ confidence }) => confidence));
  const factor = header.text === '' ? 1 : surest === 0 ? 0.87 : surest < 0.7 ? 0.8 : 1 - surest;
  return (Object.keys(expectations) as Field[]).flatMap((field) => {
    const expected = expectations[field];
    if (!expected || expected.alone === 0 || look.count === 0 || (expected.headless && header.text !== '')) return [];
    const share = look.fitting(expected.aloneFits ?? expected.fits, expected.aloneUnlike ?? expected.unlike);
    if (share < 0.7) return [];
    const few = look.count < 3 ? 0.9 : 1;
    return [
      {
        field,
        confidence: expected.alone * share * factor * few,
        hint: { share, count: look.count, ...(expected.called ? { called: expected.called } : {}) },
      },
    ];
  });
}

/** Secrets come before all else: rather one column too many than one that gets out. */
function secretCandidate(header: Header, look: Look, index: HeaderIndex): Candidate | undefined {
  return certainSecret(header, look, index) ?? likeSecrets(header, look, index);
}

/** A column of secrets by what its header says, or by values that are nothing else: hashes, keys, tokens. */
export function certainSecret(header: Header, look: Look, index: HeaderIndex): Candidate | undefined {
  const named = index.secret(header.text);
  const harmless = look.count > 0 && look.fitting(['yesNo']) > 0.9;
  if (named === 'no' || (named === 'maybe' && harmless)) return byShare(look.fitting(['secret']), look);
  const guess = index.guess(header.text, true).find(({ field }) => secretFields.has(field));
  return {
    field: guess?.field ?? 'password',
    confidence: named === 'sure' ? 0.98 : 0.85,
    hint: { header: header.text },
  };
}

function likeSecrets(header: Header, look: Look, index: HeaderIndex): Candidate | undefined {
  if (look.count < 2 || index.guess(header.text).length > 0) return undefined;
  return byShare(look.fitting(['passwordLike']), look);
}

function byShare(share: number, { count }: Look): Candidate | undefined {
  if (share < 0.5) return undefined;
  return {
    field: 'password',
    confidence: 0.7,
    hint: { share, count, called: { en: 'passwords', zh: '密码' } },
  };
}
