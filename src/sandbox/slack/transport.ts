import type { Fields } from './types.ts';

/** How long an app has to acknowledge, in ms: docs.slack.dev, "Acknowledgment response". */
export const ackLimit = 3000;

/** What Slack sends to an app. */
export interface Parcel {
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Fields;
  /** Whether the acknowledgement may carry an answer. */
  readonly responds: boolean;
  readonly retry?: { readonly num: number; readonly reason: string };
}

/** What became of it: acknowledged with what, or the word a person sees. */
export type Delivered =
  | { readonly ok: true; readonly response: Fields }
  | { readonly ok: false; readonly error: 'operation_timeout' | 'dispatch_failed'; readonly reason: string };

export interface Transport {
  deliver(parcel: Parcel): Promise<Delivered>;
}
