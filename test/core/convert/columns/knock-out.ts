import { fields } from '../../../../src/core/convert/fields.ts';
import type { HeaderKnowledge } from '../../../../src/core/convert/knowledge/headers.ts';
import type { VendorModels } from '../../../../src/core/convert/knowledge/models/family.ts';

/** What is known of headers without a share of it, drawn at random by seed; with `words`, also of the words in them. */
export function withoutSome(knowledge: HeaderKnowledge, share: number, seed: number, words = false): HeaderKnowledge {
  const random = generator(seed);
  const thin = (list: readonly string[]) => list.filter(() => random() >= share);
  const synonyms = { ...knowledge.synonyms };
  for (const field of fields) synonyms[field] = thin(synonyms[field]);
  const thinned = Object.fromEntries(
    Object.entries(knowledge.parts.words).map(([meaning, list]) => [meaning, thin(list)]),
  );
  return { synonyms, parts: words ? { ...knowledge.parts, words: thinned } : knowledge.parts };
}

/** mulberry32: the same numbers from 0 to 1 for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The model families without a share of their patterns, drawn at random by seed. */
export function withoutSomeModels(
  models: readonly VendorModels[],
  share: number,
  seed: number,
): readonly VendorModels[] {
  const random = generator(seed);
  return models.map((vendor) => ({ ...vendor, families: vendor.families.filter(() => random() >= share) }));
}
