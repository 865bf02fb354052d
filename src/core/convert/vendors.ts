import { keyOf } from './devices/key.ts';
import { type Known, know, shipped } from './devices/know.ts';
import { type DeviceKnowledge, deviceKnowledge } from './knowledge/devices.ts';

/** A vendor by its usual English name. */
export interface VendorRecognised {
  readonly vendor: string;
  /** 1 where the text is the vendor's name; less where there is more in it. */
  readonly confidence: number;
}

/**
 * The vendor that `text` names, in Chinese or English, short or long (华为, HUAWEI, Huawei Technologies → `Huawei`), also
 * with more around it. HP's printers are named `HP`, everything else of it `HPE`.
 */
export function recogniseVendor(
  text: string,
  knowledge: DeviceKnowledge = deviceKnowledge,
): VendorRecognised | undefined {
  const found = indexOf(knowledge).vendors.find(text);
  return found && { vendor: named(found.vendor, text, indexOf(knowledge)), confidence: found.confidence };
}

/** A cell with vendor and model taken apart: `华为 S5735`, `H3C/S6520X`, `S5735（华为）`. The model is '' where only a vendor stands. */
export function splitVendorModel(
  text: string,
  knowledge: DeviceKnowledge = deviceKnowledge,
): { vendor?: string; model: string } {
  const known = indexOf(knowledge);
  const key = keyOf(text);
  const found = known.vendors.find(text, key);
  if (!found) return { model: text.trim() };
  const vendor = named(found.vendor, text, known);
  const rest = without(text, found.from, found.to);
  const again = known.vendors.find(rest);
  // `华为 Huawei S5735` says the vendor twice; `F5 BIG-IP i5800` a vendor and a brand, which belongs to the model.
  const twice = again && again.from === 0 && again.vendor === found.vendor && hasHan(text) && !hasHan(rest);
  return { vendor, model: twice ? without(rest, again.from, again.to) : rest };
}

/** The vendor of a model that no other vendor's looks like (`RG-S5750` → `Ruijie`), none where several could be. */
export function vendorOfModel(model: string, knowledge: DeviceKnowledge = deviceKnowledge): string | undefined {
  const known = indexOf(knowledge);
  const key = keyOf(model);
  const inText = known.vendors.find(model, key);
  if (inText) return named(inText.vendor, model, known);
  for (const at of key.starts.slice(0, 3)) {
    const found = known.families.ofAny(key.key, at);
    if (found) return found.own && /[A-Z]/u.test(key.key) ? found.vendor : undefined;
  }
  return undefined;
}

function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

function indexOf(knowledge: DeviceKnowledge): Known {
  return knowledge === deviceKnowledge ? shipped : know(knowledge);
}

/** HP and HPE are one in sheets: printers are HP's, the rest is HPE's. */
function named(vendor: string, text: string, known: Known): string {
  if (vendor !== 'HP' && vendor !== 'HPE') return vendor;
  const key = keyOf(text);
  const printer = key.starts.some((at) => known.families.of('HPE', key.key, at)?.type === 'printer');
  return printer || known.words.head(text)?.type === 'printer' ? 'HP' : 'HPE';
}

/** `text` without the signs that are at `from` to `to` of its key, and without what separated them from the rest. */
function without(text: string, from: number, to: number): string {
  const signs = [...text.normalize('NFKC')];
  let at = 0;
  const kept = signs.filter((sign) => {
    const inside = at >= from && at < to && keyOf(sign).key !== '';
    at += keyOf(sign).key.length;
    return !inside;
  });
  const bare = kept
    .join('')
    .replaceAll(/[（(【[]\s*[)）】\]]/gu, ' ')
    .replaceAll(/\s+/gu, ' ');
  return bare.replaceAll(/^[\s\-_/,，、:：|·.]+|[\s\-_/,，、:：|·]+$/gu, '');
}
