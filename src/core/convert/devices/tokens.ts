import type { DeviceType } from '../../settings/device-types.ts';
import type { NameTokens } from '../knowledge/name-tokens.ts';

export interface TokenFound {
  readonly type: DeviceType;
  readonly token: string;
}

/** Finds the last part of a host's name that tells a type: `BJ-ASW-01` → `asw`. */
export type TokenFinder = (parts: readonly string[]) => TokenFound | undefined;

/** Reads parts of names by a table of tokens. */
export function tokenFinder(tokens: NameTokens): TokenFinder {
  const types = new Map(tokens.flatMap(([type, text]) => text.split(' ').map((token) => [token, type] as const)));
  return (parts) => {
    for (const part of parts.toReversed()) {
      const token = types.has(part) ? part : part.replace(/\d.*$/u, '');
      const type = types.get(token);
      if (type) return { type, token };
    }
    return undefined;
  };
}

/** The parts of a host's name, in small letters: the runs of Latin letters and digits, without the digits in front. */
export function nameParts(name: string): readonly string[] {
  const runs =
    name
      .slice(0, 100)
      .toLowerCase()
      .match(/[a-z0-9]+/gu) ?? [];
  return runs.map((run) => run.replace(/^\d+/u, '')).filter((run) => run !== '');
}

/** The first of a table's words that stands in `text` (small letters, blanks as `_`), not inside a longer word. */
export function wordFinder(tokens: NameTokens): (text: string) => TokenFound | undefined {
  const words = tokens.flatMap(([type, text]) =>
    text.split(' ').map((token) => ({ type, token, test: tester(token) })),
  );
  return (text) => {
    const small = text.slice(0, 100).toLowerCase().replaceAll(/\s+/gu, '_');
    const found = words.find(({ test }) => test.test(small));
    return found && { type: found.type, token: found.token };
  };
}

function tester(token: string): RegExp {
  const literal = token.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);
  return /^[a-z]/u.test(token) ? new RegExp(`(?<![a-z])${literal}(?![a-z])`) : new RegExp(literal);
}
