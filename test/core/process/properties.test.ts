import { BlockList, isIPv4 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddressCell, subnetHolds } from '../../../src/core/process/address.ts';
import { createProcessor, type Kind, processKind, processValue, ruleTexts } from '../../../src/core/process/index.ts';
import { kinds } from '../../../src/core/process/kinds.ts';
import { readNames } from '../../../src/core/process/name.ts';

const kindNames = Object.keys(kinds) as Kind[];

const fragments = [
  ...[
    '10.0.0.1',
    '10.0.0',
    '/24',
    '/38',
    '-4',
    '~',
    '、',
    ',',
    '：',
    'L1：',
    '(主)',
    '（备）',
    '6.40.8.*',
    '255.255.255.0',
  ],
  ...['aa:bb:cc:dd:ee:ff', 'aabb.ccdd.eeff', 'mac:', '2024', '-', '/', '3', '05', '月', '年', '日', 'T12:30', '0', '1'],
  ...[
    ' ',
    '\n',
    'U',
    '第',
    '12',
    'GB',
    '64',
    '.0',
    '.',
    '=',
    '"',
    "'",
    '\u200b',
    'ＳＮ：',
    'e\u0301',
    '\u0301',
    'Å',
    '*',
  ],
  ...['2001:db8::1', '[', ']', ':22', 'http://', 'web', '.example.com', '无', 'N/A', '\ud800', '位', '_', '3 ', '至'],
];
/** Anything, and what looks like the cells that the rules know. */
const anything = fc.oneof(
  fc.array(fc.constantFrom(...fragments), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);

describe.each(kindNames)('whatever is in a cell of the kind %s', (kind) => {
  it('is processed without an error, and processing it again changes nothing', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom({}, { unit: 'GB' }), (raw, context) => {
        const once = processKind(kind, raw, context);
        const twice = processKind(kind, once.value, context);
        expect([twice.value, twice.rules]).toEqual([once.value, []]);
      }),
      { numRuns: 500 },
    );
  });

  it('names a rule exactly where it changed the value, and every rule has its text', () => {
    fc.assert(
      fc.property(anything, (raw) => {
        const { value, rules } = processKind(kind, raw, {});
        expect(rules.length > 0).toBe(value !== raw);
        for (const rule of rules) expect(Object.keys(ruleTexts)).toContain(rule);
      }),
      { numRuns: 300 },
    );
  });
});

/** Repeated to 100,000 characters: what makes expressions with nested or neighbouring repetitions go back and forth. */
const hostile = [
  ...['-', '1', '1.', '10.0.0.1/', '10.0.0.1,', '10.0.0.1-2', '10.0.0.1(a', 'L1:10.0.0.1 ', ',2', 'a:', '::', ':', 'f'],
  ...[
    ' ',
    '\n',
    '1 ',
    'a ',
    '(',
    "'",
    '=',
    '"',
    '年',
    '2024-',
    'aa:',
    'aabb.',
    'U',
    '- ',
    '_-',
    '.',
    '-.',
    '://',
    'x://',
  ],
  ...['\u200b', 'Ａ', 'e\u0301', '0', '.0', '[', 'T12', '一', 'sn:', '1,', ' 1'],
];

it.each(hostile)('takes time in proportion for 100,000 characters of %j', (unit) => {
  for (const [head, tail] of [
    ['', ''],
    ['10.0.0.1', 'x'],
    ['a', '!'],
  ]) {
    const text = head + unit.repeat(Math.ceil(100_000 / unit.length)) + tail;
    const begun = performance.now();
    for (const kind of kindNames) processKind(kind, text, { unit: 'GB' });
    readAddressCell(text.slice(0, 4000));
    readNames(text);
    // 0.2 s where it is slowest on two shared cores; going back and forth would take minutes
    expect(performance.now() - begun).toBeLessThan(5000);
  }
});

const octets = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 });
const hexOf = (bytes: readonly number[]) => bytes.map((byte) => byte.toString(16).padStart(2, '0'));

it('reads a MAC address back from every notation', () => {
  fc.assert(
    fc.property(octets, fc.boolean(), (bytes, upper) => {
      const hex = hexOf(bytes);
      const quads = [0, 2, 4].map((at) => hex.slice(at, at + 2).join(''));
      const notations = [hex.join('-'), hex.join(':'), hex.join(''), quads.join('.'), quads.join('-')];
      for (const written of notations) {
        const { value, fault } = processValue('mac', upper ? written.toUpperCase() : written, {});
        expect([value, fault]).toEqual([hex.join(':'), undefined]);
      }
    }),
  );
});

/** No mask, wildcard or address that nobody has. */
const hostAddress = fc.ipV4().filter((address) => !/^(?:0|255)\./.test(address));
const octetsOf = (address: string) => address.split('.');

it('reads an IPv4 address back from every way of writing it', () => {
  fc.assert(
    fc.property(hostAddress, (address) => {
      const padded = octetsOf(address)
        .map((octet) => octet.padStart(3, '0'))
        .join('.');
      const wide = address.replace(/[\d.]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
      for (const text of [
        address,
        padded,
        wide,
        ` ${address}\u00a0`,
        `IP：${address}`,
        `http://${address}/`,
        `${address}。`,
      ]) {
        expect(readAddressCell(text)).toEqual({ kind: 'one', address, more: [] });
      }
    }),
  );
});

/** The URL standard's serialiser writes IPv6 addresses as RFC 5952 does, but for IPv4-mapped ones. */
it('writes an IPv6 address as the URL standard does', () => {
  fc.assert(
    fc.property(fc.ipV6(), (written) => {
      const usual = new URL(`http://[${written}]/`).hostname.slice(1, -1);
      if (usual === '::' || usual.startsWith('::ffff:')) return;
      expect(readAddressCell(written)).toEqual({ kind: 'one', address: usual, more: [] });
      expect(readAddressCell(usual)).toEqual({ kind: 'one', address: usual, more: [] });
    }),
    { numRuns: 500 },
  );
});

it('tells subnets as Node’s own block lists do', () => {
  const address = fc.oneof(
    fc.ipV4(),
    fc.ipV6().map((text) => new URL(`http://[${text}]/`).hostname.slice(1, -1)),
  );
  fc.assert(
    fc.property(address, address, fc.integer({ min: 1, max: 128 }), fc.boolean(), (gateway, other, bits, near) => {
      const [family, most] = isIPv4(gateway) ? (['ipv4', 32] as const) : (['ipv6', 128] as const);
      const prefix = Math.min(bits, most);
      const last = near ? gateway.replace(/[\da-f]$/, '1') : other;
      if (isIPv4(last) !== isIPv4(gateway) || `${last}${gateway}`.includes('::ffff:')) return;
      const list = new BlockList();
      list.addSubnet(gateway, prefix, family);
      expect(subnetHolds(last, String(prefix), gateway)).toBe(list.check(last, family));
    }),
    { numRuns: 500 },
  );
});

it('reads every mask by its prefix length', () => {
  for (let prefix = 8; prefix <= 32; prefix++) {
    const bits = '1'.repeat(prefix).padEnd(32, '0');
    const dotted = [0, 8, 16, 24].map((at) => Number.parseInt(bits.slice(at, at + 8), 2)).join('.');
    expect(processValue('mask', dotted, {}).value).toBe(String(prefix));
  }
});

it('reads every day of a century back from the usual forms', () => {
  const days = fc.date({ min: new Date('1970-01-01'), max: new Date('2060-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10);
      const [year, month, day] = iso.split('-').map(Number);
      const serial = Math.floor(date.getTime() / 86_400_000) + 25_569; // 1970-01-01 is day 25569 of a spreadsheet
      const english = date.toLocaleDateString('en-US', {
        timeZone: 'UTC',
        year: 'numeric',
        month: 'short',
        day: 'numeric',
      });
      const spanish = date.toLocaleDateString('es', {
        timeZone: 'UTC',
        year: 'numeric',
        month: 'long',
        day: 'numeric',
      });
      const chinese = date.toLocaleDateString('zh-CN', { timeZone: 'UTC', dateStyle: 'full' });
      const forms = [
        `${year}/${month}/${day}`,
        iso.replaceAll('-', ''),
        date.toISOString(),
        String(serial),
        english,
        spanish,
        chinese,
      ];
      for (const form of forms) expect([form, processValue('warranty_end', form, {}).value]).toEqual([form, iso]);
    }),
  );
});

it('gives the same from memory as afresh', () => {
  const process = createProcessor();
  fc.assert(
    fc.property(
      fc.constantFrom('service_ip', 'oob_ip', 'memory', 'disk', 'label', 'name' as const),
      anything,
      (field, raw) => {
        for (const unit of [undefined, 'GB', 'TB']) {
          const context = unit === undefined ? {} : { unit };
          const fresh = processValue(field, raw, context);
          expect([process(field, raw, context), process(field, raw, context)]).toEqual([fresh, fresh]);
        }
      },
    ),
  );
});
