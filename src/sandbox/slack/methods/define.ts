import type { Args } from '../args.ts';
import type { Sharing } from '../files.ts';
import type { Notices } from '../notices.ts';
import type { Triggers } from '../triggers.ts';
import type { Fields } from '../types.ts';
import type { World } from '../world.ts';

/** What a Web API method works with. */
export interface Desk {
  readonly world: World;
  readonly triggers: Triggers;
  readonly sharing: Sharing;
  readonly notices: Notices;
  /** A ticket's WebSocket address. */
  socketUrl(): string;
}

export interface Method {
  /** The token it takes; default the bot's. */
  readonly token?: 'bot' | 'app' | 'any';
  /** Any of these scopes is enough; none is needed where there are none. */
  readonly scopes?: readonly string[];
  /** Answers without `ok`; throws a Refusal. */
  run(args: Args, desk: Desk): Fields;
}

export type Methods = Readonly<Record<string, Method>>;
