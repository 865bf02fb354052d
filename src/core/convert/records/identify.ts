import type { Text } from '../../text.ts';
import { recogniseType } from '../device-type.ts';
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
}

export interface Identity {
  readonly vendor?: string;
  readonly model?: string;
  readonly type: TypeFound;
  readonly platform: { readonly platform: string; readonly reason: Text };
}

/** From this confidence on, a device's name has nothing to add to what its vendor, model and type column tell. */
const sure = 0.75;

/**
 * Tells vendor, type and platform of device after device. What vendor, model and words tell is worked out once for each
 * combination; the name is asked only where that leaves doubt.
 */
export function createIdentifier(): (evidence: Evidence) => Identity {
  const known = new Map<string, Identity>();
  return (evidence) => {
    const { name, ...alike } = evidence;
    const { vendor, model, typeWord, platformWord, role, os, title } = alike;
    const key = [vendor, model, typeWord, platformWord, role, os, title].join('\u0000');
    const identity = known.get(key) ?? identify(alike);
    known.set(key, identity);
    return identity.type.confidence >= sure ? identity : identify({ ...alike, name });
  };
}

function identify({ platformWord, ...evidence }: Omit<Evidence, 'name'> & { readonly name?: string }): Identity {
  const { vendor, model } = makerOf(evidence.vendor, evidence.model);
  const type = recogniseType({ ...evidence, vendor, model });
  const platform = recognisePlatform({ vendor, model, type: type.type, os: evidence.os, platformWord });
  return { ...(vendor ? { vendor } : {}), ...(model ? { model } : {}), type, platform };
}

/** The vendor by its usual name and the model without it, from whichever of the two cells has them. */
function makerOf(vendorCell: string | undefined, modelCell: string | undefined): { vendor?: string; model?: string } {
  const split = modelCell ? splitVendorModel(modelCell) : undefined;
  const named = vendorCell ? (recogniseVendor(vendorCell)?.vendor ?? vendorCell) : split?.vendor;
  const model = split?.model || undefined;
  return { vendor: named ?? (model ? vendorOfModel(model) : undefined), model };
}
