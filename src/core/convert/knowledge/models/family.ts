import type { DeviceType } from '../../../settings/device-types.ts';

/** A product line: how its models begin, and what they are. */
export interface Family {
  /** A regular expression on the model's key (capitals, without blanks and signs: `WS-C2960X` → `WSC2960X`), from its start. */
  readonly pattern: string;
  readonly type: DeviceType;
  /** No other maker's models begin so: the model alone tells the vendor. */
  readonly own: boolean;
}

/** What one vendor makes. */
export interface VendorModels {
  readonly vendor: string;
  /** What its devices usually are, and how sure that is (0 to 1) when only the vendor is known. */
  readonly usually?: readonly [DeviceType, number];
  /** Vendors whose models it sells, or sold, under its own name. */
  readonly like: readonly string[];
  readonly families: readonly Family[];
}

interface Options {
  readonly usually?: readonly [DeviceType, number];
  readonly like?: readonly string[];
}

/** One vendor's product lines by type: patterns separated by blanks; `!` before one marks it as the vendor's own. */
export function makes(
  vendor: string,
  options: Options,
  lines: Readonly<Partial<Record<DeviceType, string>>>,
): VendorModels {
  const families = Object.entries(lines).flatMap(([type, text]) => familiesOf(type as DeviceType, text));
  return { vendor, like: options.like ?? [], families, ...(options.usually && { usually: options.usually }) };
}

function familiesOf(type: DeviceType, text: string): readonly Family[] {
  const patterns = text.split(/\s+/u).filter((pattern) => pattern !== '');
  return patterns.map((pattern) => ({ pattern: pattern.replace(/^!/u, ''), type, own: pattern.startsWith('!') }));
}
