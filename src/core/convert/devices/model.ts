import type { DeviceType } from '../../settings/device-types.ts';
import type { Text } from '../../text.ts';
import type { FamilyFound } from './families.ts';
import { type Key, keyOf } from './key.ts';
import type { Known } from './know.ts';
import { because } from './texts.ts';
import type { VendorFound } from './vendor-index.ts';

/** A type that one piece of evidence speaks for. */
export interface Hint {
  readonly type: DeviceType;
  readonly confidence: number;
  readonly reason: Text;
}

/** The vendor that a vendor cell names, else one whose name stands in the model's text. */
export function vendorOf(
  vendor: string,
  model: string,
  known: Known,
): { named: string | undefined; inModel: VendorFound | undefined; key: Key } {
  const key = keyOf(model);
  const inModel = model === '' ? undefined : known.vendors.find(model, key);
  const given = vendor === '' ? undefined : known.vendors.find(vendor)?.vendor;
  return { named: given ?? inModel?.vendor, inModel, key };
}

/** What the model says: a word in Chinese, else a product line, else another word, else a count of ports. */
export function modelHint(model: string, of: ReturnType<typeof vendorOf>, known: Known): Hint | undefined {
  if (model === '') return undefined;
  const word = wordHint(model, known);
  if (word?.han) return word.hint;
  return familyHint(model, of, known) ?? word?.hint ?? portsHint(model, of.named, known);
}

function wordHint(model: string, known: Known): { han: boolean; hint: Hint } | undefined {
  const found = known.words.head(model);
  if (!found) return undefined;
  const weak = known.onlyInTypeColumn.has(found.word);
  return {
    han: found.han && !weak,
    hint: { type: found.type, confidence: weak ? 0.7 : 0.9, reason: because.modelWord(found.word) },
  };
}

function familyHint(
  model: string,
  { named, inModel, key }: ReturnType<typeof vendorOf>,
  known: Known,
): Hint | undefined {
  const begins = placesIn(key, inModel);
  const vendors = [...new Set([named, inModel?.vendor])].filter((vendor) => vendor !== undefined);
  const own = best(vendors.flatMap((vendor) => begins.map((at) => known.families.of(vendor, key.key, at))));
  if (own)
    return { type: own.type, confidence: own.length > 2 ? 0.95 : 0.8, reason: because.family(model, own.vendor) };
  const any = best(begins.map((at) => known.families.ofAny(key.key, at)));
  if (!any) return undefined;
  const confidence = any.own ? 0.9 : 0.7;
  return {
    type: any.type,
    confidence: named ? confidence - 0.2 : confidence,
    reason: because.family(model, any.vendor),
  };
}

/** Where in the key a model can begin: at its start, behind a vendor's name in it, at its first words. */
function placesIn({ key, starts }: Key, inModel: VendorFound | undefined): readonly number[] {
  const behind = inModel && inModel.to < key.length ? [inModel.to] : [];
  return [...new Set([...behind, ...starts.slice(0, 4)])];
}

/** The earliest place with a find counts, unless a later one says more by three signs. */
function best(found: readonly (FamilyFound | undefined)[]): FamilyFound | undefined {
  return found.reduce(
    (before, next) => (next && (!before || next.length >= before.length + 3) ? next : before),
    undefined,
  );
}

const ports =
  /(?:^|[^A-Z0-9])(?:5|8|9|10|12|16|18|20|24|26|28|32|48|50|52|54)(?:P|T|G|S|F|X|TP|FP|MP|PS|TS|LP|GT|GE|PWR|U|Y|Q|POE)(?![A-Z]{4})/u;

/** `-48T4X`: what switches have in their models; not for makers of other things. */
function portsHint(model: string, vendor: string | undefined, known: Known): Hint | undefined {
  if (!ports.test(model.toUpperCase()) || (vendor !== undefined && !known.families.makes(vendor, 'switch')))
    return undefined;
  return { type: 'switch', confidence: 0.55, reason: because.ports(model) };
}
