import { asFields } from './kit/check.ts';
import { Refusal } from './refusal.ts';
import type { Fields } from './types.ts';

/** The arguments of a Web API call, whether they came as a form (everything a string) or as JSON. */
export interface Args {
  text(name: string): string | undefined;
  /** The text, or a refusal with `error`. */
  need(name: string, error?: string): string;
  flag(name: string): boolean;
  number(name: string, fallback: number): number;
  /** An object or list, parsed where it came as a string; undefined where it is missing; refuses with `error`. */
  json(name: string, error: string): unknown;
}

/** Reads the arguments of a call. */
export function readArgs(given: Fields): Args {
  const text = (name: string) => {
    const value = given[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : String(value);
  };
  return {
    text,
    need: (name, error = 'invalid_arguments') => {
      const value = text(name);
      if (!value) throw new Refusal(error, missing(name));
      return value;
    },
    flag: (name) => ['1', 'true'].includes(text(name) ?? ''),
    number: (name, fallback) => {
      const value = Number(text(name) || fallback);
      if (!Number.isFinite(value)) throw new Refusal('invalid_arguments');
      return value;
    },
    json: (name, error) => {
      const value = given[name];
      if (value === undefined || value === null || value === '') return undefined;
      if (typeof value !== 'string') return value;
      try {
        return JSON.parse(value);
      } catch {
        throw new Refusal(error);
      }
    },
  };
}

const missing = (name: string) => ({ response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } });

/** The blocks of a call, refused as Slack does where they are not a list of objects. */
export function readBlocks(args: Args): Fields[] | undefined {
  const blocks = args.json('blocks', 'invalid_blocks_format');
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks) || !blocks.every(asFields)) throw new Refusal('invalid_blocks_format');
  return blocks;
}

/** The metadata of a call: an event type and a payload. */
export function readMetadata(args: Args): Fields | undefined {
  const metadata = args.json('metadata', 'invalid_metadata_format');
  if (metadata === undefined) return undefined;
  const given = asFields(metadata);
  if (typeof given?.event_type !== 'string' || !asFields(given.event_payload)) {
    throw new Refusal('invalid_metadata_format');
  }
  return given;
}
