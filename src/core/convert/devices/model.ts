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

/**
 * What the model says: a word in Chinese, else a product line of its vendor, else another word, else a product line of
 * whichever vendor, else a word that may be part of a name, else a count of ports.
 */
export function modelHint(model: string, of: ReturnType<typeof vendorOf>, known: Known): Hint | undefined {
  if (model === '') return undefined;
  const word = wordHint(model, known);
  if (word?.han) return word.hint;
  const places = placesIn(of.key, of.inModel);
  const own = ownHint(model, of, places, known) ?? (word?.weak ? undefined : word?.hint);
  if (own) return own;
  const any = anyHint(model, of, places, known);
  return (word && any && any.confidence < 0.9 ? word.hint : any) ?? word?.hint ?? portsHint(model, of.named, known);
}

function wordHint(model: string, known: Known): { han: boolean; weak: boolean; hint: Hint } | undefined {
  const found = known.words.head(model);
  if (!found) return undefined;
  const weak = known.onlyInTypeColumn.has(found.word);
  return {
    han: found.han && !weak,
    weak,
    hint: { type: found.type, confidence: weak ? 0.7 : 0.9, reason: because.modelWord(found.word) },
  };
}

function ownHint(
  model: string,
  of: ReturnType<typeof vendorOf>,
  places: readonly number[],
  known: Known,
): Hint | undefined {
  const vendors = [...new Set([of.named, of.inModel?.vendor])].filter((vendor) => vendor !== undefined);
  const found = best(vendors.flatMap((vendor) => places.map((at) => known.families.of(vendor, of.key.key, at))));
  return (
    found && {
      type: found.type,
      confidence: found.length > 2 ? 0.95 : 0.8,
      reason: because.family(model, found.vendor),
    }
  );
}

/** With a vendor that is known, other vendors' product lines count only where they are unmistakable. */
function anyHint(
  model: string,
  of: ReturnType<typeof vendorOf>,
  places: readonly number[],
  known: Known,
): Hint | undefined {
  const found = best(places.map((at) => known.families.ofAny(of.key.key, at)));
  if (!found || (of.named && !(found.own && /[A-Z]/u.test(of.key.key)))) return undefined;
  const confidence = (found.own ? 0.9 : 0.7) - (of.named ? 0.35 : 0);
  return { type: found.type, confidence, reason: because.family(model, found.vendor) };
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
