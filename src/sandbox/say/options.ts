import { parseArgs } from 'node:util';
import { OpsError } from '../../core/errors.ts';
import type { Language } from '../../core/text.ts';
import type { Choice } from '../slack/values.ts';

export interface Said {
  readonly as: string;
  readonly in?: string;
  readonly thread?: string;
  /** Fields of a modal where `submit` is set. */
  readonly values: Readonly<Record<string, Choice>>;
  readonly text?: string;
  readonly click?: string;
  readonly modal: boolean;
  readonly select?: { readonly action: string; readonly choice: string };
  readonly submit: boolean;
  readonly cancel: boolean;
  /** Paths. */
  readonly upload: readonly string[];
  /** The callback id of a message shortcut, started on `on`. */
  readonly shortcut?: string;
  /** A message's timestamp; the newest where it is not said. */
  readonly on?: string;
  /** The folder that files of the bot's are saved into. */
  readonly saveFiles?: string;
  readonly fault?: string;
  readonly show: boolean;
  readonly wait: boolean;
  /** Milliseconds without a change after which what came of it is shown. */
  readonly pause: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly language?: Language;
  readonly data: string;
  readonly help: boolean;
}

const known = {
  as: { type: 'string', default: 'engineer' },
  in: { type: 'string' },
  thread: { type: 'string' },
  click: { type: 'string' },
  modal: { type: 'boolean', default: false },
  select: { type: 'string' },
  submit: { type: 'boolean', default: false },
  cancel: { type: 'boolean', default: false },
  upload: { type: 'string', multiple: true, default: [] as string[] },
  shortcut: { type: 'string' },
  on: { type: 'string' },
  'save-files': { type: 'string' },
  fault: { type: 'string' },
  show: { type: 'boolean', default: false },
  wait: { type: 'boolean', default: false },
  pause: { type: 'string', default: '1.2' },
  timeout: { type: 'string', default: '600' },
  lang: { type: 'string' },
  data: { type: 'string', default: 'data/sandbox' },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the arguments of `npm run say`; errors `usage`. */
export function readOptions(argv: readonly string[]): Said {
  const { values, positionals } = parsed(argv);
  const { lang, timeout, pause, select, 'save-files': saveFiles, ...rest } = values;
  const language = lang === undefined ? undefined : languageOf(lang);
  const text = values.submit ? undefined : positionals.join(' ') || undefined;
  return {
    ...rest,
    text,
    values: values.submit ? filled(positionals.map(pair)) : {},
    ...(saveFiles !== undefined && { saveFiles }),
    ...(select !== undefined && { select: choice(select) }),
    pause: milliseconds('--pause', pause),
    timeout: milliseconds('--timeout', timeout),
    language,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: known, allowPositionals: true });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function milliseconds(name: string, seconds: string): number {
  if (!(Number(seconds) > 0)) throw usage(`${name} ${seconds}`);
  return Number(seconds) * 1000;
}

function languageOf(lang: string): Language {
  if (lang === 'en') return 'en';
  if (lang === 'zh' || lang === 'zh-CN') return 'zh-CN';
  throw usage(`--lang ${lang}`);
}

function choice(given: string): { action: string; choice: string } {
  const [action, chosen] = pair(given);
  return { action, choice: chosen };
}

/** A name that is said more than once has several values. */
function filled(pairs: readonly (readonly [string, string])[]): Record<string, Choice> {
  const all = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...all].map(([name, same]) => [name, same.length === 1 ? (same[0]?.[1] ?? '') : same.map(([, value]) => value)]),
  );
}

function pair(given: string): [string, string] {
  const at = given.indexOf('=');
  if (at < 1) throw usage(given);
  return [given.slice(0, at), given.slice(at + 1)];
}

function usage(what: string): OpsError {
  return new OpsError('usage', {
    en: `Cannot understand ${what}. See npm run say -- --help`,
    zh: `无法理解 ${what}。用法见 npm run say -- --help`,
  });
}
