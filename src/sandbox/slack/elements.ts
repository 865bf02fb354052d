import { asFields } from './kit/check.ts';
import type { Fields } from './types.ts';

/** An interactive element and the block it stands in. */
export interface Placed {
  readonly blockId: string;
  readonly element: Fields;
  /** In an input block, which sends nothing until submitted unless it says so. */
  readonly input: boolean;
  /** The input block's label, or the element's own text. */
  readonly label: string;
  readonly optional: boolean;
  readonly dispatches: boolean;
}

/** Every element a person can act on, in the order they are shown. */
export function interactive(blocks: readonly Fields[]): Placed[] {
  return blocks.flatMap((block) => {
    const elements = [
      ...(Array.isArray(block.elements) && block.type === 'actions' ? block.elements : []),
      block.accessory,
      block.element,
    ];
    return elements.flatMap((each) => {
      const element = asFields(each);
      if (!element || element.type === 'image') return [];
      const input = block.type === 'input';
      return [
        {
          blockId: String(block.block_id),
          element,
          input,
          label: textOf(input ? block.label : element.text),
          optional: block.optional === true,
          dispatches: !input || block.dispatch_action === true,
        },
      ];
    });
  });
}

/** The text of a text object, or nothing. */
export function textOf(value: unknown): string {
  const text = asFields(value)?.text;
  return typeof text === 'string' ? text : '';
}
