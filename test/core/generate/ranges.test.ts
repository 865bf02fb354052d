import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HelperError } from '../../../src/core/generate/define-helper.ts';
import { rendered } from '../../support/templates.ts';

test.each(['huawei', 'h3c', 'cisco'])(
  'a range of interfaces in style %s, expanded, is the same interfaces',
  (style) => {
    fc.assert(
      fc.property(fc.uniqueArray(interfaces, { minLength: 1, maxLength: 60 }), (ports) => {
        const range = rendered(`{{interface-range ports style="${style}"}}`, { ports });
        expect(lines('expand-interfaces', range).toSorted()).toEqual(ports.toSorted());
      }),
    );
  },
);

test.each(['huawei', 'cisco'])('a range of VLANs in style %s, expanded, is the same VLANs in order', (style) => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 4094 }), { minLength: 1 }), (vlans) => {
      const range = rendered(`{{vlan-range vlans style="${style}"}}`, { vlans });
      expect(lines('expand-vlans', range).map(Number)).toEqual(vlans.toSorted((one, other) => one - other));
    }),
  );
});

test('no range of VLANs can be joined with the next', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (vlans) => {
      const starts = vlans.filter((one) => !vlans.includes(one - 1)).length;
      const lists = lines('vlan-range', vlans.join(','), ' most=1');
      expect(lists).toHaveLength(starts);
    }),
  );
});

/** As vendors write them: Huawei and H3C with `to`, Cisco with a dash, and what people put into spreadsheets. */
test.each([
  ['GE1/0/1-4', ['GE1/0/1', 'GE1/0/2', 'GE1/0/3', 'GE1/0/4']],
  ['Gi1/0/{1..3}', ['Gi1/0/1', 'Gi1/0/2', 'Gi1/0/3']],
  ['Gi1/0/{1,3..4}', ['Gi1/0/1', 'Gi1/0/3', 'Gi1/0/4']],
  ['GigabitEthernet 0/0/1 to GigabitEthernet 0/0/2', ['GigabitEthernet0/0/1', 'GigabitEthernet0/0/2']],
  ['GigabitEthernet 0/0/1 to 0/0/2', ['GigabitEthernet0/0/1', 'GigabitEthernet0/0/2']],
  [
    'GigabitEthernet1/0/1 - 2 , GigabitEthernet1/0/9',
    ['GigabitEthernet1/0/1', 'GigabitEthernet1/0/2', 'GigabitEthernet1/0/9'],
  ],
  ['Ten-GigabitEthernet1/0/49-50', ['Ten-GigabitEthernet1/0/49', 'Ten-GigabitEthernet1/0/50']],
  ['100GE1/0/1 to 1/0/2 40GE1/0/9', ['100GE1/0/1', '100GE1/0/2', '40GE1/0/9']],
  ['xe-0/0/1-2', ['xe-0/0/1', 'xe-0/0/2']],
  ['GE1/0/1，3、7-8', ['GE1/0/1', 'GE1/0/3', 'GE1/0/7', 'GE1/0/8']],
  ['Eth-Trunk1', ['Eth-Trunk1']],
  ['GE1/0/1.100-101', ['GE1/0/1.100', 'GE1/0/1.101']],
])('%s are the interfaces %j', (text, names) => {
  expect(lines('expand-interfaces', text)).toEqual(names);
});

test.each([
  ['expand-interfaces', 'GE1/0/4-1', 'is no interface'],
  ['expand-interfaces', 'GE1/0/1-', 'is no interface'],
  ['expand-interfaces', 'GE1/0/1 to 2/0/4', 'is no interface'],
  ['expand-interfaces', 'GE1/0/1 to XGE1/0/4', 'is no interface'],
  ['expand-interfaces', 'GE1/0/{1..', 'is no interface'],
  ['expand-interfaces', '7', 'is no interface'],
  ['expand-interfaces', 'GE1/0/1-99999', 'more than 4096'],
  ['expand-interfaces', 'GE{1..99}/{1..99}/{1..99}', 'more than 4096'],
  ['expand-vlans', '0', 'from 1 to 4094'],
  ['expand-vlans', '10-4095', 'from 1 to 4094'],
  ['expand-vlans', '20-10', 'from 1 to 4094'],
  ['expand-vlans', '10,office', '"office"'],
  ['expand-vlans', '1.5', '"1.5"'],
])('%s refuses %s: %s', (helper, text, why) => {
  expect(() => lines(helper, text)).toThrow(why);
});

test.each([
  ['expand-interfaces', 'GE1/0/1'.padEnd(100_000)],
  ['expand-interfaces', `GE1/0/1${'-'.repeat(100_000)}`],
  ['expand-interfaces', `GE${'{1}'.repeat(100_000)}`],
  ['expand-interfaces', '1 '.repeat(100_000)],
  ['expand-interfaces', 'GE1/0/1-4096,'.repeat(4_000)],
  ['expand-interfaces', 'GE{1..64}/{1..64}/1-4096'],
  ['expand-interfaces', 'GE{1..60}/{1..60}/1,'.repeat(4_000)],
  ['expand-vlans', '1-4094,'.repeat(4_000)],
  ['expand-vlans', `1${' '.repeat(100_000)}2`],
  ['expand-vlans', '1-4094,'.repeat(100_000)],
  ['expand-vlans', '-'.repeat(100_000)],
  ['network', `${'1.'.repeat(100_000)}/24`],
  ['network', `${':'.repeat(100_000)}/64`],
])('%s is soon done with a text that is made to keep it busy', (helper, text) => {
  const start = performance.now();
  try {
    rendered(`{{${helper} text}}`, { text });
  } catch (error) {
    expect(error).toBeInstanceOf(HelperError);
    expect((error as Error).message.length).toBeLessThan(300);
  }
  expect(performance.now() - start).toBeLessThan(1_000);
});

const types = fc.constantFrom('GigabitEthernet', 'XGigabitEthernet', '100GE', 'Ten-GigabitEthernet', 'Gi', 'xe-');
const interfaces = fc
  .tuple(types, fc.constantFrom('0/0/', '1/0/', '2/1/', '1/'), fc.integer({ min: 0, max: 48 }))
  .map(([type, head, number]) => `${type}${head}${number}`);

function lines(helper: string, text: string, more = ''): readonly string[] {
  return rendered(`{{#each (${helper} text${more})}}{{this}}\n{{/each}}`, { text }).split('\n').slice(0, -1);
}
