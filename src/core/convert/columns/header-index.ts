import { distance } from 'fastest-levenshtein';
import { type Field, fields, secretFields } from '../fields.ts';
import { type HeaderKnowledge, headerKnowledge } from '../knowledge/headers.ts';
import { headerKey, headerWords } from './key.ts';
import { type PartsReader, partsReader } from './parts.ts';

/** A field that a header alone speaks for. */
export interface HeaderGuess {
  readonly field: Field;
  /** 0 to 1. */
  readonly confidence: number;
  /** Known whole; made of known parts; written nearly as one that is known. */
  readonly how: 'known' | 'parts' | 'similar';
  /** The known header, where it is `similar`. */
  readonly like?: string;
}

export interface HeaderIndex {
  /** What a header says, the surest first; [] where it says nothing. With `similar`, typing errors are forgiven too. */
  guess(header: string, similar?: boolean): readonly HeaderGuess[];
  /** The field that a header known whole says first; undefined where it is not known so. Cheap. */
  exact(header: string): Field | undefined;
  /** Whether it is about a thing that no field is about, such as a phone or a link to another device. */
  foreign(header: string): boolean;
  /** Whether a header names a secret for certain (`sure`), or may (`maybe`: key, token, enable). */
  secret(header: string): 'sure' | 'maybe' | 'no';
}

interface Known {
  readonly header: string;
  readonly fields: Map<Field, number>;
}

/** Reads headers by what is known of them. Build it once for a knowledge. */
function headerIndex(knowledge: HeaderKnowledge): HeaderIndex {
  const known = knownHeaders(knowledge);
  const keys = [...known.keys()];
  const reader = partsReader(knowledge.parts);
  const foreign = (header: string) => reader.isForeign(reader.parse(header));
  const once = (header: string, similar: boolean): readonly HeaderGuess[] => {
    const key = headerKey(header);
    if (key === '' || key.length > 60) return [];
    const whole = known.get(key) ?? known.get(key.replace(/(?<=\D)\d{1,2}$/, ''));
    const parsed = reader.parse(header);
    const parts = [...reader.fieldsOf(parsed)].map(([field, confidence]) => guessed(field, confidence, 'parts'));
    if (whole)
      return merged([
        ...fromKnown(whole, 1, 'known'),
        ...parts.map((guess) => ({ ...guess, confidence: guess.confidence * 0.6 })),
      ]);
    const sure = parts.some(({ confidence }) => confidence > 0.8) || reader.isForeign(parsed);
    const close = similar && !sure ? nearest(key, keys) : undefined;
    return merged([...parts, ...(close ? fromKnown(known.get(close), closeness(key), 'similar') : [])]);
  };
  return {
    guess: (header, similar = false) => bestOf(header, (text) => once(text, similar), foreign),
    exact: (header) => surest(known.get(headerKey(header))),
    foreign,
    secret: (header) => secretness(header, reader),
  };
}

/** The index of what ships with the bot. */
export const shippedIndex: HeaderIndex = headerIndex(headerKnowledge);

/** Whether a header by itself could be taken for a field, or names a secret. */
export function saysField(header: string): boolean {
  return shippedIndex.guess(header, true).length > 0 || shippedIndex.secret(header) !== 'no';
}

/** The index for a knowledge; the shipped one is built once. */
export function indexFor(knowledge: HeaderKnowledge | undefined): HeaderIndex {
  return knowledge === undefined || knowledge === headerKnowledge ? shippedIndex : headerIndex(knowledge);
}

/**
 * Confidence falls from 0.98 to 0.83 along a field's headers, the Chinese ones and the others apart: what stands first
 * is the surest.
 */
function knownHeaders({ synonyms }: HeaderKnowledge): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>();
  for (const field of fields) {
    const [han, latin] = [synonyms[field].filter(isHan), synonyms[field].filter((header) => !isHan(header))];
    for (const headers of [han, latin]) {
      for (const [at, header] of headers.entries()) {
        const key = headerKey(header);
        const entry = known.get(key) ?? { header, fields: new Map<Field, number>() };
        if (!entry.fields.has(field)) entry.fields.set(field, 0.98 - (0.15 * at) / headers.length);
        known.set(key, entry);
      }
    }
  }
  return known;
}

function isHan(header: string): boolean {
  return /\p{Script=Han}/u.test(header);
}

function guessed(field: Field, confidence: number, how: HeaderGuess['how'], like?: string): HeaderGuess {
  return { field, confidence, how, ...(like === undefined ? {} : { like }) };
}

function fromKnown(known: Known | undefined, factor: number, how: HeaderGuess['how']): readonly HeaderGuess[] {
  const like = how === 'similar' ? known?.header : undefined;
  return [...(known?.fields ?? [])].map(([field, confidence]) => guessed(field, confidence * factor, how, like));
}

/**
 * What a header surely is, without its brackets or with them; else the surest guesses of all, those for one side of a
 * stroke (`系统/设备名`) a little less sure the later it stands.
 */
function bestOf(
  header: string,
  once: (text: string) => readonly HeaderGuess[],
  foreign: (text: string) => boolean,
): readonly HeaderGuess[] {
  const bare = header.replaceAll(/[(（[【][^)）\]】]*[)）\]】]/g, ' ').trim();
  const wholes = [...new Set([bare || header, header])].map(once);
  const sure = wholes.find((guesses) => guesses.some(({ confidence }) => confidence > 0.8));
  if (sure) return sure;
  const sides = sidesOf(bare, wholes.flat().length > 0 || foreign(bare));
  const ofSides = (sides.length > 1 ? sides : []).map(once);
  const weaker = ofSides.flatMap((guesses, at) =>
    guesses.map((guess) => ({ ...guess, confidence: guess.confidence * 0.97 ** (at + 1) })),
  );
  return merged([...wholes.flat(), ...weaker]);
}

/** The sides of a stroke, or the Chinese and the other half of a header in two languages (`序号No.`). */
function sidesOf(header: string, known: boolean): readonly string[] {
  const strokes = header.split(/[/／、|&＆]/).filter((side) => side.trim() !== '');
  if (strokes.length > 1 || known) return strokes.length > 1 ? strokes : [];
  const halves =
    /^(\p{Script=Han}+)\s*([a-z][a-z .]+)$/iu.exec(header) ?? /^([a-z][a-z .]+?)\s*(\p{Script=Han}+)$/iu.exec(header);
  return halves ? halves.slice(1) : [];
}

/** One guess a field, the surest first. */
function merged(guesses: readonly HeaderGuess[]): readonly HeaderGuess[] {
  const sorted = guesses.toSorted((a, b) => b.confidence - a.confidence);
  return sorted.filter(({ field }, at) => sorted.findIndex((other) => other.field === field) === at);
}

/** The field that a known header says first. */
function surest(known: Known | undefined): Field | undefined {
  return [...(known?.fields ?? [])].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

/** Two neighbours changed places: `hostnmae`. */
function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length || one === other) return false;
  let at = 0;
  while (one[at] === other[at]) at++;
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}

/** Another Chinese sign is oftener another word than a slip. */
function closeness(key: string): number {
  return /^[a-z]+$/.test(key) ? 0.8 : key.length > 5 ? 0.7 : 0.55;
}

/** The known key that differs least: by one sign from 4 on, in letters by two from 8 on. */
function nearest(key: string, keys: readonly string[]): string | undefined {
  const latin = /^[a-z]+$/.test(key);
  const most = latin && key.length >= 8 ? 2 : key.length >= (latin ? 6 : 4) ? 1 : 0;
  let found: string | undefined;
  let least = most + 1;
  for (const other of most === 0 ? [] : keys) {
    if (Math.abs(other.length - key.length) >= least || other.length < 4) continue;
    const apart = isSwapped(key, other) ? 1 : distance(key, other);
    if (apart < least) [found, least] = [other, apart];
  }
  return found;
}

const sureWords =
  /密码|口令|密钥|秘钥|私钥|凭据|令牌|团体[字名串]|共同体|password|passwd|passphrase|passwort|contrase[nñ]|\bpwd\b|snmp.{0,6}串|community/iu;
const sureTyped = ['password', 'passwords', 'passwd', 'community', 'contrasena', 'passphrase', 'secret'];
const maybeWords = new Set([
  'key',
  'keys',
  'token',
  'tokens',
  'secret',
  'secrets',
  'pass',
  'pwd',
  'psk',
  'pin',
  'enable',
  'clave',
  'credential',
  'credentials',
  'passcode',
]);

/** The name of a key pair opens nothing. */
const harmless =
  /^(?:ssh ?)?key ?pair(?: name)?$|^key ?name$|^密钥对(?:名称)?$|^(?:primary|foreign|public) key$|^公钥$/i;

function secretness(header: string, reader: PartsReader): 'sure' | 'maybe' | 'no' {
  if (harmless.test(header.replaceAll(/[_-]/g, ' ').trim())) return 'no';
  const words = headerWords(header);
  if (sureWords.test(words.join('')) || sureWords.test(header)) return 'sure';
  if (
    words.some(
      (word) => word.length >= 6 && sureTyped.some((secret) => distance(word, secret) <= (word.length > 7 ? 2 : 1)),
    )
  )
    return 'sure';
  if (words.some((word) => maybeWords.has(word)) || /授权码|验证码|凭证/u.test(header)) return 'maybe';
  const made = reader.fieldsOf(reader.parse(header));
  return [...made.keys()].some((field) => secretFields.has(field)) ? 'maybe' : 'no';
}
