import type { MultiLine } from './types.ts';

/** `banner motd ^C … ^C`: the first character behind the name ends it where it comes again; `^C` may be two characters. */
export const banners: MultiLine = {
  begin: /^(?:banner|header) (?:\S+ )?(\^C|[^\s\w])(.*)$/,
  end: (line, [, mark = '', rest = ''], first) => (first ? rest : line).includes(mark),
};

/** `banner motd` of EOS, up to a line `EOF`. */
export const bannersToEof: MultiLine = {
  begin: /^banner (?:login|motd)$/,
  end: (line, _match, first) => !first && line.trim() === 'EOF',
};

/** `header login information "…"` of VRP: a text in quotes. */
export const quotedHeaders: MultiLine = {
  begin: /^header (?:login|shell) information "(.*)$/,
  end: (line, [, rest = ''], first) => (first ? rest : line).trimEnd().endsWith('"'),
};

/** A certificate in hexadecimal, up to `quit`. */
export const certificates: MultiLine = {
  begin: /^certificate (?:self-signed |ca |rollover )?[0-9A-F]{2,}(?: nvram:\S+)?$/i,
  end: (line, [head = ''], first) => (first ? head.includes('nvram:') : line.trim() === 'quit'),
};

/** `rsa peer-public-key …` and `public-key peer …`: the code of a key. */
export const publicKeys: MultiLine = {
  begin: /^(?:(?:rsa|dsa|ecc) peer-public-key|public-key peer) \S+/,
  end: (line, _match, first) => !first && /^(?:peer-public-key end|#)$/.test(line.trim()),
};

/** `key-string` of IOS under `ip ssh pubkey-chain`, up to `exit`. */
export const keyStrings: MultiLine = {
  begin: /^key-string$/,
  end: (line, _match, first) => !first && line.trim() === 'exit',
};
