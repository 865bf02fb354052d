import { type DeviceKnowledge, deviceKnowledge } from '../knowledge/devices.ts';
import { type Families, indexFamilies } from './families.ts';
import { type TokenFinder, tokenFinder, wordFinder } from './tokens.ts';
import { indexVendors, type Vendors } from './vendor-index.ts';
import { indexWords, type Words } from './words.ts';

/** What is known of devices, indexed. */
export interface Known {
  readonly vendors: Vendors;
  readonly families: Families;
  readonly words: Words;
  readonly onlyInTypeColumn: ReadonlySet<string>;
  readonly name: TokenFinder;
  readonly functionName: TokenFinder;
  readonly role: ReturnType<typeof wordFinder>;
  readonly system: ReturnType<typeof wordFinder>;
}

/** Indexes `knowledge`. Some milliseconds: do it once for a knowledge. */
export function know(knowledge: DeviceKnowledge): Known {
  return {
    vendors: indexVendors(knowledge.vendors),
    families: indexFamilies(knowledge.models),
    words: indexWords(knowledge.words),
    onlyInTypeColumn: new Set(knowledge.typeColumnOnly),
    name: tokenFinder(knowledge.names),
    functionName: tokenFinder(knowledge.functions),
    role: wordFinder(knowledge.roles),
    system: wordFinder(knowledge.systems),
  };
}

/** The index of what ships with the bot. */
export const shipped: Known = know(deviceKnowledge);
