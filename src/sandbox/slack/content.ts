import { type Args, readBlocks, readMetadata } from './args.ts';
import { blockProblems, blocksWeight } from './kit/check.ts';
import { limits } from './kit/rules.ts';
import { complaints, Refusal } from './refusal.ts';
import type { Fields } from './types.ts';

interface Content {
  readonly text: string;
  readonly blocks?: Fields[];
  readonly metadata?: Fields;
}

/**
 * What a call wants a message to hold, refused as Slack refuses it: `no_text`, `msg_too_long`, `invalid_blocks_format`,
 * `invalid_blocks` with its complaints, `msg_blocks_too_long`. A response_url does not weigh blocks (bolt-js 2867).
 */
export function readContent(args: Args, rules: { maxText?: number; weigh?: boolean } = {}): Content {
  const text = args.text('text') ?? '';
  const blocks = readBlocks(args);
  const metadata = readMetadata(args);
  if (text.length > (rules.maxText ?? limits.text)) throw new Refusal('msg_too_long');
  if (blocks) checkBlocks(blocks, rules.weigh ?? true);
  if (text === '' && !blocks?.length) throw new Refusal('no_text');
  return { text, ...(blocks && { blocks }), ...(metadata && { metadata }) };
}

function checkBlocks(blocks: Fields[], weigh: boolean): void {
  const problems = blockProblems(blocks, 'message');
  if (blocks.filter((block) => block.type === 'table').length > 1) problems.push('only_one_table_allowed');
  if (problems.length > 0) throw complaints('invalid_blocks', problems);
  if (weigh && blocksWeight(blocks) > limits.blocksText) throw new Refusal('msg_blocks_too_long');
}
