import type { VendorModels } from './models/family.ts';
import { allModels } from './models/index.ts';
import { functionTokens, type NameTokens, nameTokens, roleWords, systemWords } from './name-tokens.ts';
import { type TypeWords, typeColumnOnly, typeWords } from './type-words.ts';
import { vendorAliases } from './vendors.ts';

/** All that is known of devices: what vendors are called and make, and words and parts of names that say what a device is. */
export interface DeviceKnowledge {
  readonly vendors: Readonly<Record<string, string>>;
  readonly models: readonly VendorModels[];
  readonly words: TypeWords;
  readonly typeColumnOnly: readonly string[];
  readonly names: NameTokens;
  readonly functions: NameTokens;
  readonly roles: NameTokens;
  readonly systems: NameTokens;
}

/** What ships with the bot. */
export const deviceKnowledge: DeviceKnowledge = {
  vendors: vendorAliases,
  models: allModels,
  words: typeWords,
  typeColumnOnly,
  names: nameTokens,
  functions: functionTokens,
  roles: roleWords,
  systems: systemWords,
};
