import { words } from './shape-words.ts';
import type { Test } from './vendor-shape.ts';

/** What one value can look like. Cheap tests: a value may look like several things. */
const tests = {
  ip: /(?<![\d.])(?:\d{1,3}\.){3}(?:\d{1,3}|\*)(?!\.?\d)/,
  ipv6: /^\[?(?=.*:.*:)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\w+)?(?:\/\d+)?\]?$/i,
  dns: /^(?=.{4,})[a-z0-9](?:[\w-]*\.)+[a-z]{2,}$/i,
  mask: /^\/?(?:255\.\d{1,3}\.\d{1,3}\.\d{1,3}|\/?(?:[89]|[12]\d|3[0-2]))$/,
  dottedMask: /^255\.\d{1,3}\.\d{1,3}\.\d{1,3}$/,
  mac: /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$|^(?:[0-9a-f]{4}[.-]){2}[0-9a-f]{4}$|^(?=.*[a-f])[0-9a-f]{12}$/i,
  date: /^(?:19|20)\d{2}(?:[-/.年]\s?\d{1,2}(?:[-/.月]\s?\d{1,2}日?)?|年)?月?(?:[ T]\d{1,2}:\d{2}.*)?$|^\d{1,2}[-/.](?:\d{1,2}|[a-z]{3})[-/.](?:19|20)?\d{2}$|^(?:19|20)\d{2}[01]\d[0-3]\d$|^[a-z]{3,9}\.? \d{1,2},? (?:19|20)\d{2}$/i,
  int: /^\d{1,9}(?:\.0)?$/,
  number: /^[-+]?\d[\d,]*(?:\.\d+)?%?$/,
  port: /^(?:22|23|80|161|443|830|[1-9]\d{3}|[1-5]\d{4}|6[0-5]\d{3})(?:\.0)?$/,
  serial: /^(?=.*\d)(?:(?=.*[A-Z])[A-Z0-9][A-Z0-9-]{5,24}|[a-z0-9]{10,24}|\d{8,24})$/,
  serialOnly: /^(?=(?:.*\d){3})(?=.*[A-Z])[A-Z0-9]{8,24}$|^\d{10,24}$/,
  interface:
    /^(?:x?ge|\d*gigabit\w*|\d{1,3}GE|eth|te|gi|fa|hu|xe|ge|et|tengig\w*|fortygig\w*|hundredgig\w*|fastethernet|ethernet|eth-trunk|meth|bond|ens|enp|eno|po|port|g|xgigabit\w*|bridge-aggregation|smartrate)[ -]?\d+(?:[/:.]\d+)*|^\d+\/\d+(?:\/\d+)*$/i,
  driver:
    /^(?:cisco|huawei|hp|juniper|arista|ruijie|h3c|linux|fortinet|paloalto|dell|aruba|extreme|mikrotik|checkpoint|f5|zte|vyos|brocade|alcatel|nokia|a10|ubiquiti|generic)_[a-z0-9_]+$|^(?:ios|iosxr|iosxe|ios-?x[re]|nxos|nxos_ssh|junos|eos|vrp|comware|linux|windows|asa|routeros|panos|fortios|huawei-vrp|h3c-comware|cisco-\w+|juniper-junos|ruijie-os|arista-eos|dellos\d+|sros)$/i,
  unit: /^u?\s?\d{1,2}(?:\.0)?\s?u?(?:\s?[-~～至到、,]\s?u?\d{1,2}\s?u?)?$|^第?\d{1,2}[uU]位?$/i,
  rack: /^[a-z]{0,3}-?\d{0,3}[-_]?[a-z]{1,2}[-_]?\d{1,3}(?:[-_]\d{1,3})?(?:号?机?[柜架])?$|^.{0,12}\d+(?:号|#)?(?:机?[柜架])$|^\d+列\d+柜?$|^rack[\s_-]?\w+$/i,
  rackUnit:
    /^.*(?:[a-z0-9][-_/ ,，:：]+|[柜架列][-_/ ]*)(?:\d{1,2}\s?[-~]\s?)?\d{1,2}\s?U位?$|^.*柜.*\d+(?:-\d+)?\s?U/i,
  dateNumber: /^(?:19|20)\d{2}$|^[34]\d{4}$/,
  quantity: /^(?:\d+\s?[x×*]\s?)?\d+(?:\.\d+)?\s?(?:[mgtp]i?b?|兆)(?:\b|[\s*x×(（,，+、].*)?$/i,
  cpu: /intel|xeon|\bamd\b|epyc|鲲鹏|kunpeng|飞腾|海光|hygon|phytium|\d\s?ghz|\d\s?核|\d[\s-]?cores?\b|e5-|gold|silver|platinum|\d\s?v?cpu|^\d+\s?c\b/i,
  memory: /ddr\d?|内存|ecc|rdimm/i,
  disk: /ssd|hdd|sas|sata|nvme|raid|硬盘|磁盘|rpm/i,
  vlan: /^(?:vlan\s?)?(?:[1-9]\d{0,2}|[1-3]\d{3}|40[0-8]\d|409[0-4])(?:\.0)?(?:\s?[,、/-]\s?\d{1,4})*$/i,
  version:
    /^v?\d+(?:\.\d+)+(?:[-.\w()]*)?$|V\d{3}R\d{3}|\bversion\b|^release\s?\d+|R\d{4}P\d+|\d+\.\d+\(\d+|\d+\.\d+R\d/i,
  email: /^[\w.+-]+@[\w-]+\.[\w.]+$/,
  phone: /^(?:\+?\d{1,3}[- ])?1\d{10}$|^0\d{2,3}-?\d{7,8}$|^\+\d{1,3}[ \d-]{7,}$/,
  postal:
    /[路街巷弄道]\s?\d+\s?[号弄]|[省市区县镇]\S*[路街村]|\d\s.*\b(?:street|st|road|rd|avenue|ave|boulevard|blvd|lane|drive)\b|\b(?:calle|avenida|avda|plaza|paseo)\b/i,
  url: /^https?:\/\/\S+/i,
  yesNo: /^(?:yes|no|true|false|y|n|是|否|有|无|√|×|✓|sí|si)$/i,
  secret: /^\$(?:1|5|6|2[aby]|y)\$|^-----BEGIN|^%\^%#|^(?:AKIA|LTAI)[0-9A-Za-z]{10,}|^gh[po]_\w{10,}|^xox[abp]-/,
  passwordLike:
    /^(?=.*[a-z].*[a-z].*[a-z])(?=.*\d)(?=.*[@!$%^&#])(?!.*@[\w-]+\.)(?!.*:\/\/)[^\s/:\p{Script=Han}]{6,32}$/iu,
  code: /^(?=.*\d)(?=.*\p{L})[\p{L}\d._-]{3,63}$/u,
  model: /^(?=.*\d)(?=.*[a-z])[a-z0-9][\w\s+./()-]{1,40}$/i,
  login: /^[a-z_][a-z0-9_.-]{1,20}$/,
  prose: /[，。；、,;].{6,}|^.{30,}$/,
  ...words,
} satisfies Readonly<Record<string, Test>>;

export type Shape = keyof typeof tests | 'sequence' | 'unique' | 'uniqueMany' | 'few' | 'hostname';

const names = Object.keys(tests) as readonly (keyof typeof tests)[];

/** What a column's values look like. */
export interface Look {
  /** Values looked at: those that are neither empty nor a placeholder. */
  readonly count: number;
  /** Share of the values with a shape, 0 to 1. */
  share(shape: Shape): number;
  /** Share of the values that have one of the shapes (any where there are none) and none of the others, 0 to 1. */
  fitting(shapes: readonly Shape[], unlike?: readonly Shape[]): number;
}

/** Looks at values, none of them empty; at most a few hundred are meant. */
export function look(values: readonly string[]): Look {
  const sets = new Map<Shape, readonly boolean[]>();
  for (const name of names)
    sets.set(
      name,
      values.map((value) => tests[name].test(value)),
    );
  const distinct = new Set(values).size;
  const all = (yes: boolean) => values.map(() => yes);
  sets.set('sequence', all(isSequence(values)));
  sets.set('unique', all(values.length > 0 && distinct >= values.length * 0.85));
  sets.set('uniqueMany', all(values.length >= 5 && distinct >= values.length * 0.85));
  sets.set('few', all(values.length >= 4 && distinct <= Math.max(1, values.length * 0.5)));
  sets.set('hostname', values.map(isHostName));
  const count = values.length;
  const fitting = (shapes: readonly Shape[], unlike: readonly Shape[] = []) => {
    const wanted = shapes.map((shape) => sets.get(shape));
    const unwanted = unlike.map((shape) => sets.get(shape));
    const fits = values.filter(
      (_, at) => (wanted.length === 0 || wanted.some((set) => set?.[at])) && !unwanted.some((set) => set?.[at]),
    );
    return count === 0 ? 0 : fits.length / count;
  };
  return { count, fitting, share: (shape) => fitting([shape]) };
}

/** 1, 2, 3 …, with gaps where rows were left out. */
function isSequence(values: readonly string[]): boolean {
  if (values.length < 2 || !values.every((value) => tests.int.test(value))) return false;
  const numbers = values.map(Number);
  const first = numbers[0] ?? 0;
  const last = numbers.at(-1) ?? 0;
  const up = numbers.filter((number, at) => at === 0 || number > (numbers[at - 1] ?? 0)).length;
  return up >= numbers.length * 0.9 && first <= 10 && (values.length >= 100 || last - first <= values.length * 3);
}

/** A word with a digit, a hyphen or a dot, or several Chinese signs, that is no IP, MAC, date or figure. */
function isHostName(value: string): boolean {
  if (value.length < 2 || value.length > 63 || /\s{2}|[，。；;]/.test(value)) return false;
  if (tests.ip.test(value) || tests.mac.test(value) || tests.date.test(value) || tests.number.test(value)) return false;
  if (/[a-z]\s|\s[a-z]/i.test(value)) return false;
  return (
    /\p{L}/u.test(value) &&
    /^[\p{L}\d][\p{L}\p{M}\d _.()（）#/-]*$/u.test(value) &&
    /[\d_.-]|\p{Script=Han}{3}/u.test(value)
  );
}

/** Whether a cell looks like a value and not like a header: an address, a date, a figure, a code with digits. */
export function isValueLike(cell: string): boolean {
  if (!/\d/.test(cell)) return tests.email.test(cell);
  return (['ip', 'ipv6', 'mac', 'date', 'number', 'interface', 'quantity', 'version', 'phone', 'serial'] as const).some(
    (shape) => tests[shape].test(cell),
  );
}

/** Whether one value has a shape. */
export function hasShape(value: string, shape: keyof typeof tests): boolean {
  return tests[shape].test(value);
}
