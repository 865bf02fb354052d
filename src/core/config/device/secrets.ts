import type { Block } from '../blocks/types.ts';
import { stripped } from './commands.ts';

type Mask = (line: string) => string;

/**
 * A wanted configuration with its secrets as the device shows them: a line that is one of the device's but for its secret
 * is taken as what runs, as is one whose secret was taken out; not where `former`, which was put there before, has
 * another secret in it.
 */
export function withShownSecrets(
  wanted: readonly Block[],
  running: readonly Block[],
  former: readonly Block[],
  mask: Mask,
): readonly Block[] {
  const shown = byLooks(running, mask);
  const were = byLooks(former, mask);
  return wanted.map((block) => {
    const looks = looksOf(block, mask);
    const [same, was] = [shown.get(looks)?.shift(), were.get(looks)?.shift()];
    const children = withShownSecrets(block.children, same?.children ?? [], was?.children ?? [], mask);
    const isSecret = looks !== wordsOf(block) || block.text.startsWith('certificate ') || stripped.test(looks);
    const isNew = was !== undefined && !stripped.test(wordsOf(block)) && wordsOf(was) !== wordsOf(block);
    return same && isSecret && !isNew ? { ...same, children } : { ...block, children };
  });
}

function byLooks(blocks: readonly Block[], mask: Mask): Map<string, Block[]> {
  return Map.groupBy(blocks, (block) => looksOf(block, mask));
}

/** A line with its secrets taken out, in whatever way it was done; a certificate may be shown, or where it is kept. */
function looksOf(block: Block, mask: Mask): string {
  if (block.text.startsWith('certificate ')) return block.text.replace(/ nvram:\S+$/, '');
  return mask(wordsOf(block)).replaceAll(new RegExp(stripped, 'gi'), '[redacted]');
}

function wordsOf({ text, more }: Block): string {
  return [text, ...more].join('\n');
}
