import { type OneAddress, readClean } from './address.ts';
import { cleanAddress } from './address-text.ts';
import { prefixOfMask } from './ip.ts';
import type { RuleId } from './rules.ts';
import { quoted, unclear } from './steps.ts';
import type { Fault, Outcome, Step } from './types.ts';

/** The management address: the address alone; prefix, port, notes and further addresses become extras. */
export const managementAddress: Step = (value, { slash }) => {
  const cell = readClean(cleanAddress(value), slash);
  if (cell.kind === 'one') return apart(value, cell);
  if (cell.kind === 'none') return { value: '', rules: ['placeholder-emptied'] };
  if (cell.kind === 'several') return undefined;
  return { value, rules: [], fault: addressFaults[cell.kind](value) };
};

function apart(value: string, cell: OneAddress): Outcome | undefined {
  const { address, prefix, port, note, more } = cell;
  if (address === value) return undefined;
  const rules: RuleId[] = standsIn(value, address) ? [] : ['address-canonical'];
  if (prefix !== undefined) rules.push('address-prefix-apart');
  if (port !== undefined) rules.push('address-port-apart');
  if (note !== undefined) rules.push('address-note-apart');
  if (more.length > 0) rules.push('address-others-apart');
  if (rules.length === 0) rules.push('address-canonical');
  const extra = {
    ...(prefix === undefined ? {} : { mask: String(prefix) }),
    ...(port === undefined ? {} : { port: String(port) }),
    ...(note === undefined ? {} : { address_note: note }),
    ...others(more),
  };
  return { value: address, rules, ...(Object.keys(extra).length > 0 ? { extra } : {}) };
}

/** Whether the cell has the address as it comes out; `010.0.0.1` does not have 10.0.0.1. */
function standsIn(value: string, address: string): boolean {
  const at = value.indexOf(address);
  return at === 0 || (at > 0 && !/[\da-f]/i.test(value[at - 1] ?? ''));
}

/** Further addresses by label: `address_L2`, and `other_addresses` for those without one. */
function others(more: OneAddress['more']): Record<string, string> {
  const byLabel = Map.groupBy(more, ({ label }) => labelName(label));
  return Object.fromEntries([...byLabel].map(([name, list]) => [name, list.map(({ address }) => address).join(', ')]));
}

function labelName(label: string | undefined): string {
  const name = label?.replace(/[^\p{L}\p{M}\p{Nd}_.-]+/gu, '-').replace(/^-|-$/g, '');
  return name ? `address_${[...name].slice(0, 50).join('')}` : 'other_addresses';
}

/** Addresses of a host beside the management one, joined by `, `; words beside them go to the extra `note`. */
export const addressList: Step = (value) => {
  const cell = readClean(cleanAddress(value));
  if (cell.kind === 'none') return { value: '', rules: ['placeholder-emptied'] };
  if (cell.kind !== 'one' && cell.kind !== 'several') return unclear(value, addressFaults[cell.kind](value).text);
  const further = cell.kind === 'one' ? cell.more : [];
  const list = cell.kind === 'one' ? [cell.address, ...further.map(({ address }) => address)] : cell.addresses;
  const joined = [...new Set(list)].join(', ');
  if (joined === value) return undefined;
  const worded = cell.note !== undefined || further.some(({ label }) => label !== undefined);
  return {
    value: joined,
    rules: ['addresses-listed'],
    ...(worded ? { extra: { note: value.replaceAll('\n', ' ') } } : {}),
  };
};

/** A gateway: one address. */
export const oneAddress: Step = (value) => {
  const cell = readClean(cleanAddress(value));
  if (cell.kind === 'none') return { value: '', rules: ['placeholder-emptied'] };
  if (cell.kind !== 'one') return unclear(value, addressFaults.invalid(value).text);
  if (cell.address === value) return undefined;
  const extra = cell.prefix === undefined ? {} : { extra: { mask: String(cell.prefix) } };
  return { value: cell.address, rules: ['address-canonical'], ...extra };
};

/** A mask as prefix length: `255.255.255.0`, `/24`, `24位`, `0xffffff00`, the wildcard `0.0.0.255` → `24`. */
export const mask: Step = (value) => {
  const bare = value.replace(/^\/ ?| ?位$/g, '');
  const prefix = /^\d{1,3}$/.test(bare) ? Number(bare) : prefixOfMask(fromHex(bare));
  if (prefix === undefined || prefix > 128) {
    return unclear(value, {
      en: `${quoted(value)} is no mask, such as 24 or 255.255.255.0.`,
      zh: `${quoted(value)} 不是有效掩码，应如 24 或 255.255.255.0。`,
    });
  }
  return String(prefix) === value ? undefined : { value: String(prefix), rules: ['mask-to-prefix'] };
};

function fromHex(mask: string): string {
  const hex = /^0x([0-9a-f]{8})$/i.exec(mask)?.[1];
  return hex ? [0, 2, 4, 6].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join('.') : mask;
}

/** The fault of an address cell that is no single host. */
const addressFaults = {
  invalid: (value: string): Fault => ({
    code: 'address-invalid',
    text: {
      en: `${quoted(value)} is neither an IP address nor a DNS name with a dot.`,
      zh: `${quoted(value)} 既不是 IP 地址，也不是带点的域名。`,
    },
  }),
  network: (value: string): Fault => ({
    code: 'address-range',
    text: {
      en: `${quoted(value)} is a network or a range of more than 256 addresses, not a host. Give the host’s own address.`,
      zh: `${quoted(value)} 是网段或超过 256 个地址的范围，不是主机地址。请填写主机自身的地址。`,
    },
  }),
  ambiguous: (value: string): Fault => ({
    code: 'address-ambiguous',
    text: {
      en: `${quoted(value)} can be an address with its prefix length, or two hosts. Say which.`,
      zh: `${quoted(value)} 可能是带前缀长度的地址，也可能是两台主机。请确认是哪一种。`,
    },
  }),
} as const;
