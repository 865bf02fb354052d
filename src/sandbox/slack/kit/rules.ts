/**
 * Block Kit as data: what each object must and may hold, and how much of it. Figures from the reference pages of
 * blocks, elements and composition objects at docs.slack.dev, as @slack/types 3.2 quotes them, unless said.
 */
export type Rule =
  | { readonly is: 'string'; readonly min?: number; readonly max?: number; readonly oneOf?: readonly string[] }
  | { readonly is: 'boolean' | 'anything' }
  | { readonly is: 'number'; readonly min?: number; readonly max?: number }
  | { readonly is: 'list'; readonly of: Rule; readonly min?: number; readonly max?: number }
  /** One of the named shapes, told apart by `type`. */
  | { readonly is: 'shape'; readonly names: readonly string[] }
  /** A text object of one of the types, its text at most `max` long. */
  | { readonly is: 'text'; readonly types: readonly ('plain_text' | 'mrkdwn')[]; readonly max: number }
  | { readonly is: 'object'; readonly object: Shape };

export interface Shape {
  readonly must?: Readonly<Record<string, Rule>>;
  readonly may?: Readonly<Record<string, Rule>>;
  /** At least one of these, besides. */
  readonly either?: readonly string[];
}

export const string = (max?: number, min = 0): Rule => ({ is: 'string', min, max });
export const oneOf = (...values: string[]): Rule => ({ is: 'string', oneOf: values });
export const list = (of: Rule, max?: number, min = 1): Rule => ({ is: 'list', of, max, min });
export const shape = (...names: string[]): Rule => ({ is: 'shape', names });
export const plain = (max: number): Rule => ({ is: 'text', types: ['plain_text'], max });
export const anyText = (max: number): Rule => ({ is: 'text', types: ['plain_text', 'mrkdwn'], max });
export const boolean: Rule = { is: 'boolean' };
export const number: Rule = { is: 'number' };
export const between = (min: number, max?: number): Rule => ({ is: 'number', min, max });
export const anything: Rule = { is: 'anything' };
export const object = (described: Shape): Rule => ({ is: 'object', object: described });

export const limits = {
  /** Blocks in a message and in a view. */
  message: 50,
  view: 100,
  blockId: 255,
  actionId: 255,
  /** Characters of `text`, for chat.postMessage and for chat.update. */
  text: 40_000,
  updatedText: 4_000,
  /**
   * Characters of all texts in a message's blocks, 16 added for each block. Slack publishes no figure; the maintainers
   * speak of "12,000 text characters with a buffer for block containers" (slackapi/bolt-js issues 2509 and 2867), and
   * the measurements there (9,597 characters in 50 blocks taken, 11,341 in 45 refused) fit this.
   */
  blocksText: 12_000,
  blockBuffer: 16,
} as const;
