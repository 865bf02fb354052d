import type { Policy, Settings } from '../settings/types.ts';
import type { Text } from '../text.ts';
import type { ProposalKind } from './events.ts';
import type { Asking, DetailsOf, Proposal, RequestOf } from './types.ts';

/** Where that stands which a proposal is to change. */
export type Standing = 'before' | 'after' | 'moved';

/** What is changed as it was, or as it will be. */
export interface Side {
  /** The SHA-256 of the text, hex; something else where there is no text to keep. */
  readonly digest: string;
  readonly text?: string;
}

/** A change that can be shown, asked about and carried out. */
export interface Change<K extends ProposalKind = ProposalKind> {
  /** Which one of its kind. */
  readonly of?: string;
  readonly before: Side;
  readonly after: Side;
  /** Those it touches. */
  readonly environments: readonly string[];
  /** What it changes, in a line. */
  readonly summary: Text;
  readonly details: DetailsOf<K>;
}

/** What is asked for, whoever asks: a change is made of it, and made again where things have moved. */
export type WishOf<K extends ProposalKind> = Omit<RequestOf<K>, keyof Asking | 'kind'>;

export type Right = 'inventory' | 'convert' | 'template';

/** What can be proposed to be changed: all that proposals need to know of it. */
export interface Subject<K extends ProposalKind = ProposalKind> {
  /** What the ids of its proposals begin with. */
  readonly prefix: string;
  readonly words: SubjectWords;
  /** Who must agree. */
  policy(settings: Settings): Policy;
  /** The right that a wish needs; undefined where nothing is known of the wish any more. */
  right(wish: WishOf<K> | undefined): Right;
  /** What a wish would come to; without `change` it is so already. Rejects where it cannot be, saying why. */
  changeOf(wish: WishOf<K>): Promise<{ readonly details: DetailsOf<K>; readonly change?: Change<K> }>;
  standing(proposal: Proposal): Promise<Standing>;
  /**
   * Puts `text` in place (undefined: takes out what is there), in one step, if all is still as before; false, and nothing
   * done, where it is not. Asked twice for the same proposal it is done once.
   */
  write(proposal: Proposal, text: string | undefined): Promise<boolean>;
}

/** How proposals speak of their subject. */
export interface SubjectWords {
  /** What is attempted, on record where it is refused. */
  readonly attempt: string;
  /** In whose name approvers are asked. */
  readonly asking: Text;
  /** `places`: the environments that it is about, none where that does not matter. */
  forbidden(name: string, right: string, places: readonly string[]): Text;
  /** It is not as it was when the difference was made. `again`: the proposal that shows it anew. */
  moved(proposal: Proposal, again?: string): Text;
  /** It is already as was proposed. */
  alreadySo(proposal: Proposal): Text;
  notWritten(proposal: Proposal, why: Text): Text;
  saved(proposal: Proposal): Text;
}

export type AllSubjects = { readonly [K in ProposalKind]: Subject<K> };
