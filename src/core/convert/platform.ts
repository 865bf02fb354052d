import type { DeviceType } from '../settings/device-types.ts';
import type { Text } from '../text.ts';
import { keyOf } from './devices/key.ts';
import { shipped } from './devices/know.ts';
import type { PlatformRule, PlatformSystem } from './knowledge/platforms.ts';
import { platformRules, platformSystems, platformWords } from './knowledge/platforms.ts';
import { recogniseVendor, vendorOfModel } from './vendors.ts';

/** What is known of a device; '' and missing say nothing. */
export interface PlatformEvidence {
  readonly vendor?: string | undefined;
  readonly model?: string | undefined;
  readonly type?: DeviceType | undefined;
  readonly os?: string | undefined;
  /** The sheet's own word, also a driver name such as `cisco_ios` or `huawei`. */
  readonly platformWord?: string | undefined;
}

export interface PlatformFound {
  /** `unknown` where nothing tells. */
  readonly platform: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reason: Text;
}

/** Words, systems and rules of platforms; what ships with the bot unless a test leaves some out. */
export interface PlatformKnowledge {
  readonly words: Readonly<Record<string, string>>;
  readonly systems: readonly PlatformSystem[];
  readonly rules: readonly PlatformRule[];
}

type Recogniser = (evidence: PlatformEvidence) => PlatformFound;

const shippedKnowledge: PlatformKnowledge = { words: platformWords, systems: platformSystems, rules: platformRules };
const byShipped = platformRecogniser(shippedKnowledge);

/**
 * What runs on a device: by the sheet's own word, then by its operating system, then by vendor, model and type. A server
 * or virtual machine without an operating system is `unknown`, and so is gear whose vendor has no usual platform.
 */
export function recognisePlatform(
  evidence: PlatformEvidence,
  knowledge: PlatformKnowledge = shippedKnowledge,
): PlatformFound {
  return (knowledge === shippedKnowledge ? byShipped : platformRecogniser(knowledge))(evidence);
}

/** A recogniser of platforms by a knowledge of its own. */
function platformRecogniser(knowledge: PlatformKnowledge): Recogniser {
  const words = wordsOf(knowledge.words);
  const systems = knowledge.systems.map(([platform, pattern, of]) => ({
    platform,
    test: new RegExp(pattern, 'iu'),
    of,
  }));
  const rules = Map.groupBy(
    knowledge.rules.map((rule) => ({
      ...rule,
      test: rule.model === undefined ? undefined : new RegExp(`^(?:${rule.model})`, 'u'),
    })),
    ({ vendor }) => vendor,
  );
  const system = (text: string, type: DeviceType = 'other') =>
    systems.find(({ test, of }) => test.test(text) && (!of || of.includes(type)))?.platform;
  return ({ vendor = '', model = '', type, os = '', platformWord = '' }) => {
    const said =
      words.get(keyOf(platformWord).key) ?? (platformWord.trim() === '' ? undefined : system(platformWord, type));
    if (said) return found(said, 0.98, because.word(platformWord));
    const runs = os.trim() === '' ? undefined : (words.get(keyOf(os).key) ?? system(os, type));
    if (runs) return found(runs, 0.95, because.system(os));
    const maker = makerOf(vendor, model);
    const key = modelKey(model);
    const fits = (rules.get(maker ?? '') ?? []).find(
      (rule) => type !== undefined && rule.types.includes(type) && (!rule.test || rule.test.test(key)),
    );
    if (!maker || !fits || fits.platform === 'unknown') return found('unknown', 0, because.nothing);
    return found(fits.platform, fits.test ? 0.9 : 0.85, because.gear(maker));
  };
}

const because = {
  word: (what: string): Text => ({ en: `the sheet says "${what}"`, zh: `表中写的是“${what}”` }),
  system: (what: string): Text => ({ en: `the operating system is "${what}"`, zh: `操作系统是“${what}”` }),
  gear: (maker: string): Text => ({ en: `what runs on such gear of ${maker}`, zh: `${maker} 此类设备使用的系统` }),
  nothing: { en: 'nothing tells what runs on it', zh: '没有任何信息能说明它运行什么系统' } as Text,
};

function found(platform: string, confidence: number, reason: Text): PlatformFound {
  return { platform, confidence, reason };
}

/** Platforms by the keys of their words; a platform's own name is one of them. */
function wordsOf(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const pairs = Object.entries(table).flatMap(([platform, text]) =>
    [platform, ...text.split(' | ')].map((word) => [keyOf(word).key, platform] as const),
  );
  return new Map(pairs);
}

function makerOf(vendor: string, model: string): string | undefined {
  const named = vendor === '' ? undefined : recogniseVendor(vendor)?.vendor;
  return named === 'HP' ? 'HPE' : (named ?? (model === '' ? undefined : vendorOfModel(model)));
}

/** The model's key, without a vendor's name in front. */
function modelKey(model: string): string {
  const key = keyOf(model);
  const inModel = model === '' ? undefined : shipped.vendors.find(model, key);
  return inModel?.from === 0 ? key.key.slice(inModel.to) : key.key;
}
