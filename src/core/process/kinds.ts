import { readDate } from './date.ts';
import { port, protocol } from './login.ts';
import { readMacs } from './mac.ts';
import { hostName, nameCheck } from './name.ts';
import { addressList, managementAddress, mask, oneAddress } from './network.ts';
import { capacity, frequency } from './quantity.ts';
import { rackUnit } from './rack-unit.ts';
import { cutDigits, pointZero, rewrite, withoutSpaces } from './steps.ts';
import type { Stages } from './types.ts';

const half = { width: 'half' } as const;
const lines = { width: 'half', lines: true } as const;

/** `SN：2102…`, `序列号:2102…` → the serial alone; spaces are gone already. */
const withoutWord = rewrite('prefix-word-removed', (value) =>
  value.replace(/^(?:(?:s\/?n|serial(?:no\.?|number)?|序列号|资产编号|asset(?:tag|no\.?)):)+(?=[\p{L}\d])/iu, ''),
);

/** What becomes of every kind of value, stage by stage. */
export const kinds = {
  /** Prose of people, places and remarks. */
  text: { clean: { width: 'prose' } },
  /** Makers, models, versions: technical words in half-width characters. */
  word: { clean: half },
  /** A number or a word, such as a VLAN or a room. */
  number: { clean: half, format: [pointZero] },
  /** Serial numbers and asset tags. */
  code: { clean: half, format: [withoutSpaces, withoutWord, pointZero], check: [cutDigits] },
  name: { clean: half, standardise: [hostName, pointZero], check: [nameCheck] },
  address: { clean: lines, standardise: [managementAddress] },
  addresses: { clean: lines, standardise: [addressList] },
  gateway: { clean: lines, standardise: [oneAddress] },
  mask: { clean: half, format: [pointZero], standardise: [mask] },
  mac: { clean: half, standardise: [readMacs] },
  port: { clean: half, format: [pointZero], standardise: [port] },
  protocol: { clean: half, standardise: [protocol] },
  'rack-unit': { clean: half, format: [pointZero], standardise: [rackUnit] },
  capacity: { clean: half, standardise: [capacity] },
  frequency: { clean: half, standardise: [frequency] },
  date: { clean: half, format: [pointZero], standardise: [readDate] },
} as const satisfies Readonly<Record<string, Stages>>;

export type Kind = keyof typeof kinds;
