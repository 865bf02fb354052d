/** An address of a cell that holds several of one host. */
export interface FurtherAddress {
  readonly label?: string;
  readonly address: string;
  readonly prefix?: number;
}

export interface OneAddress {
  readonly kind: 'one';
  /** IPv4 dotted, IPv6 as RFC 5952 writes it, or a DNS name in lower case. */
  readonly address: string;
  readonly prefix?: number;
  readonly port?: number;
  /** The words that stand beside the address. */
  readonly note?: string;
  readonly more: readonly FurtherAddress[];
}

export interface SeveralAddresses {
  readonly kind: 'several';
  readonly addresses: readonly string[];
  readonly prefix?: number;
  readonly note?: string;
}

/** What a cell of an address column says. */
export type AddressCell =
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid' }
  /** A network, or more than 256 addresses; `text` is the cell, cleaned. */
  | { readonly kind: 'network'; readonly text: string }
  | OneAddress
  | SeveralAddresses
  | { readonly kind: 'ambiguous'; readonly asPrefix: OneAddress; readonly asSeveral: readonly string[] };

/** A property that is there only with a value. */
export function optional<K extends string>(key: K, value: number | undefined): { readonly [key in K]?: number } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: number };
}
