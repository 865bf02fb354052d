import type { Fields } from '../types.ts';
import { asFields, blockProblems, shapeProblems } from './check.ts';
import { anything, boolean, plain, type Shape, string } from './rules.ts';

const common = {
  blocks: anything,
  private_metadata: string(3000),
  callback_id: string(255),
  external_id: string(255),
} as const;

const shapes: Readonly<Record<string, Shape>> = {
  modal: {
    must: { title: plain(24), blocks: anything },
    may: {
      ...common,
      submit: plain(24),
      close: plain(24),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  },
  home: { must: { blocks: anything }, may: common },
};

/** What Slack would complain of in a view (pointers begin `/view`); empty when nothing. */
export function viewProblems(view: Fields, surface: 'modal' | 'home'): string[] {
  if (view.type !== surface) return [`must be ${surface} [json-pointer:/view/type]`];
  const blocks = Array.isArray(view.blocks) ? view.blocks : undefined;
  return [
    ...shapeProblems(view, shapes[surface] ?? {}, '/view', ['type']),
    ...(blocks
      ? blockProblems(blocks, surface, '/view/blocks')
      : ['must provide an array [json-pointer:/view/blocks]']),
    ...submitProblems(view, blocks ?? [], surface),
  ];
}

function submitProblems(view: Fields, blocks: readonly unknown[], surface: 'modal' | 'home'): string[] {
  const index = blocks.findIndex((block) => asFields(block)?.type === 'input');
  if (surface === 'home' || index < 0 || view.submit !== undefined) return [];
  return [`must define \`submit\` to use an \`input\` block in modals [json-pointer:/view/blocks/${index}/input]`];
}
