import type { Pattern } from './pattern.ts';

export type Comparison = '>=' | '<=' | '>' | '<';

/** One of the alternatives of a term without a label. */
export type Pick =
  | { readonly kind: 'all' }
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'among'; readonly names: ReadonlySet<string> }
  | { readonly kind: 'glob'; readonly glob: string; readonly pattern: Pattern };

export type Term =
  | { readonly kind: 'pick'; readonly of: readonly Pick[] }
  | { readonly kind: 'is' | 'is-not'; readonly label: string; readonly values: readonly string[] }
  | { readonly kind: 'like'; readonly label: string; readonly source: string; readonly pattern: Pattern }
  | { readonly kind: 'compare'; readonly label: string; readonly op: Comparison; readonly number: number };

/** A parsed selector: a host is selected when every term holds for it. */
export interface Selector {
  readonly text: string;
  readonly terms: readonly Term[];
}
