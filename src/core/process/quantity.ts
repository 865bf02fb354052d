import type { Step } from './types.ts';

/** Spellings of a unit in lower case → as it is written. */
type Units = Readonly<Record<string, string>>;

const bytes: Units = {
  ...{ b: 'B', k: 'KB', kb: 'KB', m: 'MB', mb: 'MB', g: 'GB', gb: 'GB', t: 'TB', tb: 'TB', p: 'PB', pb: 'PB' },
  ...{ kib: 'KiB', mib: 'MiB', gib: 'GiB', tib: 'TiB', pib: 'PiB' },
};
const hertz: Units = { hz: 'Hz', m: 'MHz', mhz: 'MHz', g: 'GHz', ghz: 'GHz' };

/** One quantity and its unit, `64 GB`; a bare number takes the header's unit. Anything else stays as it is written. */
function quantity(units: Units): Step {
  return (value, { unit }) => {
    const [, number, written = ''] =
      /^(\d{1,15}(?:\.\d{1,10})?|\d{1,3}(?:,\d{3}){1,4}) ?([a-z]{0,4})$/i.exec(value) ?? [];
    if (number === undefined) return undefined;
    const own = Object.hasOwn(units, written.toLowerCase()) ? units[written.toLowerCase()] : undefined;
    if (written !== '' && own === undefined) return undefined;
    const bare = number
      .replaceAll(',', '')
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
    const header = unit?.toLowerCase() ?? '';
    const taken = own ?? (Object.hasOwn(units, header) ? units[header] : undefined);
    const next = taken === undefined ? bare : `${bare} ${taken}`;
    if (next === value) return undefined;
    return { value: next, rules: [own === undefined && taken !== undefined ? 'unit-from-header' : 'quantity-spaced'] };
  };
}

/** Memory and disks: `64G`, `64gb`, `65536` in a column `(MB)` → `64 GB`, `65536 MB`. */
export const capacity = quantity(bytes);

/** Processor clocks: `2.4GHz`, `2.4G` → `2.4 GHz`; `8核` and the like stay. */
export const frequency = quantity(hertz);
