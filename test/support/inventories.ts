import fc from 'fast-check';
import { type Field, fields, secretFields } from '../../src/core/convert/fields.ts';
import type { FormatOptions, WrittenHost, WrittenInventory } from '../../src/core/convert/format.ts';
import type { HostRecord } from '../../src/core/convert/types.ts';
import { ansibleMapping } from '../../src/core/convert/write/ansible-mapping.ts';
import { deviceTypes } from '../../src/core/settings/device-types.ts';
import { nameFault } from '../../src/core/settings/names.ts';

/** Values that one format or another takes for something else. */
export const awkward = [
  ...[
    '00123',
    '12:30:45',
    'on',
    'yes',
    'no',
    'Null',
    '~',
    '1.10',
    '1e3',
    '0x1F',
    '0o17',
    '1_000',
    '2024-03-05',
    '.inf',
  ],
  ...[
    '=cmd|"/c calc"!A1',
    '+86 10',
    '-5',
    '@SUM(A1)',
    "'=1",
    "''=1",
    "'quoted'",
    '＝1',
    '"',
    '""',
    "it's",
    '\\',
    '\\n',
  ],
  ...['# note', 'a # b', 'a: b', ': ', '- a', '* b', '&a', '!tag', '%', '|', '>', '[a]', '{a}', '{"a": 1}', '`', '?'],
  ...[
    '{{ x }}',
    '{{{',
    '{% raw %}',
    '{# no #}',
    "{{ '{' }}",
    '{"a": "{{ x }}"}',
    '[1, "{{ x }}"]',
    '{{ "a" | string }}',
    '{{ lookup("pipe", "id") }}',
    '${x}',
    '$${x}',
    '%{if}',
    '$HOME',
    '~',
    '*',
    'a b',
    ' a ',
  ],
  ...[
    'a\nb',
    'a\r\nb',
    'a\rb',
    '\tb',
    'b\t',
    'a,b',
    'a;b',
    '\u0085',
    '\u2028x',
    '\u00a0',
    '\ufeffbom',
    '\u200b',
    '\u007f',
  ],
  ...[
    '北京',
    '机房 A-1',
    '😀 emoji',
    'é',
    '__proto__',
    'true',
    'False',
    'None',
    '_x0041_',
    '&amp;',
    '<a>',
    ']]>',
    'x'.repeat(5000),
  ],
];

const letters = fc.constantFrom(...'abzAZ019_.-北京é机ßя');
const name = fc
  .oneof(
    fc.array(letters, { minLength: 1, maxLength: 63 }).map((each) => each.join('')),
    fc.constantFrom(
      'web-01',
      '00123',
      '1.10',
      'yes',
      'null',
      '10.0.0.1',
      '核心交换机-1',
      'type_switch',
      'x'.repeat(63),
    ),
  )
  .filter((each) => nameFault(each) === undefined);

const byte = fc.integer({ min: 0, max: 255 });
const address = fc.oneof(
  fc.tuple(byte, byte, byte, byte).map((parts) => parts.join('.')),
  fc.ipV6(),
  fc.constantFrom('web-01.example', 'core.北京.example', 'fe80::1'),
);
const text = fc
  .oneof(fc.constantFrom(...awkward), fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme' }))
  .filter((each) => each !== '');
const kept = fields.filter(
  (field) => !secretFields.has(field) && !['name', 'address', 'type', 'platform', 'row_no'].includes(field),
);
const port = fc.constantFrom('22', '2222', '65535', '0', '70000', '22/23', 'GE0/0/1');
const known: fc.Arbitrary<Partial<Record<Field, string>>> = fc.record(
  Object.fromEntries(kept.map((field) => [field, field === 'port' ? port : text])),
  { requiredKeys: [] },
);
const label = fc.oneof(
  text,
  fc.constantFrom(
    '上联端口',
    'uplink port',
    'name',
    'site',
    'label:x',
    'env',
    '__ansible_vault',
    '__ansible_unsafe',
    '9',
  ),
);

/** Any host that a sheet can give. */
const record: fc.Arbitrary<HostRecord> = fc.record({
  name,
  address,
  type: fc.constantFrom(...deviceTypes),
  platform: fc.constantFrom('unknown', 'linux', 'huawei-vrp', 'h3c-comware', 'cisco-ios'),
  fields: known,
  labels: fc.dictionary(label, text, { maxKeys: 4, noNullPrototype: true }),
  sheet: fc.constant('Sheet1'),
  row: fc.integer({ min: 1, max: 9999 }),
});

/** Any hosts with names of their own. */
export const inventories = (most = 6): fc.Arbitrary<WrittenInventory> =>
  fc
    .uniqueArray(record, { selector: (each) => each.name, maxLength: most, minLength: 1 })
    .map((hosts) => ({ hosts, quarantine: [] }));

export const formatOptions: FormatOptions = { ansible: ansibleMapping(), title: '机房设备台账.xlsx' };

/** A host with these values and plain ones for the rest. */
export function hostRecord(more: Partial<HostRecord> & { name: string }): HostRecord {
  return {
    address: '10.0.0.1',
    type: 'server',
    platform: 'linux',
    fields: {},
    labels: {},
    sheet: 'Sheet1',
    row: 2,
    ...more,
  };
}

/** In the order of names: formats that are maps have none. */
export function byName(hosts: readonly WrittenHost[]): readonly WrittenHost[] {
  return hosts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
