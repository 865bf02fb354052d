/** Things of a configuration that have a name and are referred to by it. */
export type Kind = 'acl' | 'vlan' | 'route-policy' | 'prefix-list' | 'vrf';

/** How lines name one kind of thing. Each group of a pattern is a name (of VLANs: a list of numbers). */
export interface Naming {
  readonly defined: readonly RegExp[];
  readonly used: readonly RegExp[];
  /** Lines that make use of what there is, and need nothing to be there: trunks that allow ranges. */
  readonly allowed?: readonly RegExp[];
  /** Names that are there without being defined. */
  readonly always: readonly string[];
}

/** Where a family of devices says what the lint looks for. */
export interface Words {
  readonly kinds: Readonly<Record<Kind, Naming>>;
  /** Lists of VLANs, in the first group. */
  readonly vlanLists: readonly RegExp[];
  /** The VRF that an interface is in, in the first group. */
  readonly interfaceVrf: RegExp;
  /** A line of an interface whose address others have too, on purpose. */
  readonly anycast: RegExp;
  /** Networks that a line names: groups `address` and `mask` (a mask or a prefix length). */
  readonly networks: readonly RegExp[];
  /** Addresses with a wildcard: groups `address` and `wildcard`. */
  readonly wildcards: readonly RegExp[];
  /** Lines of access lists. */
  readonly aclEntry: RegExp;
  /** Secrets in clear, with what is to be said of them: the first group is the secret. */
  readonly secrets: readonly PlainSecret[];
}

export interface PlainSecret {
  readonly line: RegExp;
  /** `clear`: it stands there as it is; `guessable`: one that everybody tries; `typed`: it will be stored in some other way. */
  readonly kind: 'clear' | 'guessable' | 'typed';
}
