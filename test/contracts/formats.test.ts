import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WrittenHost } from '../../src/core/convert/format.ts';
import { loadFormats } from '../../src/core/convert/load-formats.ts';
import type { HostRecord } from '../../src/core/convert/types.ts';
import { awkward, byName, formatOptions, hostRecord, inventories } from '../support/inventories.ts';

const formats = await loadFormats();
/** Formats that hold everything of a host. */
const whole = ['ansible-ini', 'ansible-json', 'ansible-yaml', 'csv', 'json', 'nornir', 'terraform', 'xlsx', 'yaml'];

describe.each([...formats])('the format %s', (name, format) => {
  test('reads back the hosts that it wrote, with the same values', async () => {
    await fc.assert(
      fc.asyncProperty(inventories(), async (inventory) => {
        const files = await format.write(inventory, formatOptions);
        const kept = inventory.hosts.flatMap((host) =>
          whole.includes(name) ? everything(host) : (format.keeps(host) ?? []),
        );
        expect(byName(await format.read(files))).toEqual(byName(kept));
      }),
      { numRuns: 150 },
    );
  });

  test('writes the files that it says, in order', async () => {
    const inventory = { hosts: [hostRecord({ name: 'web-01' })], quarantine: [] };
    const files = await format.write(inventory, formatOptions);
    expect(files.map((file) => file.name)).toEqual(format.files);
  });

  test('writes an inventory without hosts', async () => {
    const files = await format.write({ hosts: [], quarantine: [] }, formatOptions);
    expect(await format.read(files)).toEqual([]);
  });

  test('writes no secret, whatever a record holds', async () => {
    const secrets = { password: 'hunter2', enable_secret: 'hunter2', snmp: 'hunter2' };
    const inventory = { hosts: [hostRecord({ name: 'web-01', fields: secrets })], quarantine: [] };
    const files = await format.write(inventory, formatOptions);
    const read = JSON.stringify([files.map((file) => file.content), await format.read(files)]);
    expect(read).not.toContain('hunter2');
  });
});

test.each(whole)('the format %s holds every value, in fields and labels', (name) => {
  for (const value of awkward) {
    const record = hostRecord({ name: 'a', fields: { remark: value, site: value }, labels: { [value]: value } });
    expect(formats.get(name)?.keeps(record)).toEqual(everything(record));
  }
});

function everything({ name, address, type, platform, fields, labels }: HostRecord): WrittenHost {
  return { name, address, type, platform, fields, labels };
}
