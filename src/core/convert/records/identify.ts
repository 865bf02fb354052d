import type { Text } from '../../text.ts';
import { typeRecogniser } from '../device-type.ts';
import { type DeviceKnowledge, deviceKnowledge } from '../knowledge/devices.ts';
import { recognisePlatform } from '../platform.ts';
import type { TypeFound } from '../types.ts';
import { recogniseVendor, splitVendorModel, vendorOfModel } from '../vendors.ts';

/** What a row says of what a device is. */
export interface Evidence {
  readonly vendor?: string;
  readonly model?: string;
  readonly typeWord?: string;
  readonly platformWord?: string;
  readonly role?: string;
  readonly os?: string;
  readonly name: string;
  /** The sheet's name and the titles above the row. */
  readonly title: string;
  readonly remark?: string;
}

export interface Identity {
  readonly vendor?: string;
  readonly model?: string;
  readonly type: TypeFound;
  readonly platform: { readonly platform: string; readonly reason: Text };
}

type Alike = Omit<Evidence, 'name' | 'remark'> & { readonly name?: string };

/** From this confidence on, a device's name has nothing to add to what its vendor, model and type column tell. */
const sure = 0.75;

/**
 * Tells vendor, type and platform of device after device. What vendor, model and words tell is worked out once for each
 * combination; the name is asked only where that leaves doubt, a remark only where nothing else tells.
 */
export function createIdentifier(devices: DeviceKnowledge = deviceKnowledge): (evidence: Evidence) => Identity {
  const recognise = typeRecogniser(devices);
  const known = new Map<string, Identity>();
  return ({ name, remark, ...alike }) => {
    const { vendor, model, typeWord, platformWord, role, os, title } = alike;
    const key = [vendor, model, typeWord, platformWord, role, os, title].join('\u0000');
    const identity = known.get(key) ?? identify(alike, recognise);
    known.set(key, identity);
    if (identity.type.confidence >= sure) return identity;
    const named = identify({ ...alike, name }, recognise);
    if (named.type.confidence > 0 || !remark || role) return named;
    return identify({ ...alike, name, role: remark }, recognise);
  };
}

function identify({ platformWord, ...evidence }: Alike, recognise: ReturnType<typeof typeRecogniser>): Identity {
  const maker = makerOf(evidence.vendor, evidence.model);
  const { model } = maker;
  const type = recognise({ ...evidence, vendor: maker.vendor, model });
  const vendor = maker.vendor && asMakerOf(maker.vendor, type);
  const platform = recognisePlatform({ vendor, model, type: type.type, os: evidence.os, platformWord });
  return { ...(vendor ? { vendor } : {}), ...(model ? { model } : {}), type, platform };
}

/** Some vendors go by another name for some of what they make: HP's printers are HP, its servers HPE. */
function asMakerOf(vendor: string, { type }: TypeFound): string {
  return recogniseVendor(`${vendor} ${type}`)?.vendor ?? vendor;
}

/** The vendor by its usual name and the model without it, from whichever of the two cells has them. */
function makerOf(vendorCell: string | undefined, modelCell: string | undefined): { vendor?: string; model?: string } {
  const split = modelCell ? splitVendorModel(modelCell) : undefined;
  const named = vendorCell ? (recogniseVendor(vendorCell)?.vendor ?? vendorCell) : split?.vendor;
  const model = split?.model || undefined;
  return { vendor: named ?? (model ? vendorOfModel(model) : undefined), model };
}
