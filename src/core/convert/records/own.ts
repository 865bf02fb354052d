import type { createProcessor } from '../../process/index.ts';
import { type DeviceType, deviceTypes } from '../../settings/device-types.ts';
import { recogniseTypeWord } from '../device-type.ts';
import { platformRules, platformSystems, platformWords } from '../knowledge/platforms.ts';
import { recognisePlatform } from '../platform.ts';
import type { Evidence, Identity } from './identify.ts';

const platforms: ReadonlySet<string> = new Set([
  ...['unknown', ...Object.keys(platformWords), ...platformSystems.map(([platform]) => platform)],
  ...platformRules.map(({ platform }) => platform),
]);

/**
 * What a device is by a table that this program wrote: its cells, as they stand there. A word that somebody put in their
 * place is recognised; what was left empty is found as for any device.
 */
export function ownIdentity({ vendor, model, typeWord, platformWord }: Evidence, found: Identity): Identity {
  const type = typeWord === undefined ? undefined : typeNamed(typeWord);
  const platform = platformWord === undefined ? undefined : platformNamed(platformWord);
  const maker = vendor === undefined ? undefined : found.vendor;
  return {
    ...(maker !== undefined && { vendor: maker }),
    ...(model !== undefined && { model }),
    type: type ? { ...found.type, type, confidence: 1 } : found.type,
    platform: platform === undefined ? found.platform : { ...found.platform, platform },
  };
}

function typeNamed(word: string): DeviceType | undefined {
  return deviceTypes.find((type) => type === word) ?? recogniseTypeWord(word);
}

function platformNamed(word: string): string {
  if (platforms.has(word)) return word;
  const { platform } = recognisePlatform({ platformWord: word });
  return platform === 'unknown' ? word : platform;
}

type Process = ReturnType<typeof createProcessor>;

/** Fields that hold what several columns say, joined by `, `. */
const joinedFields: ReadonlySet<string> = new Set(['service_ip', 'oob_ip', 'mac', 'disk']);

/** Processing by which a list stays as it is where each of its parts does. */
export function ownProcess(process: Process): Process {
  return (field, raw, context) => {
    if (!joinedFields.has(field) || !raw.includes(', ')) return process(field, raw, context);
    const inForm = raw.split(', ').every((part) => process(field, part, context).rules.length === 0);
    return inForm ? { value: raw, rules: [] } : process(field, raw, context);
  };
}
