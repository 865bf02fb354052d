import { expect, it } from 'vitest';
import { convertTable } from '../support/tables.ts';

const secret = 'Hw-31415926-never-out';

it.each([
  ['a row that is taken for a header', '|sw-2|华为 S5735-L48T4X-A1|⺀|无'],
  ['an empty row', ''],
])(
  'what stands below %s under a header of secrets, though nothing stood there before, is never shown',
  (_, between) => {
    const lines = ['RO community|主机名|部门|VLAN|管理IP', '|sw-1|-|1|10.9.0.1', '', between];
    const result = convertTable([...lines, `${secret}|sw-3|22|22|10.9.0.3`, '|sw-4|prod|-|10.9.0.4']);
    const { hosts, quarantine, summary } = result;
    expect(hosts.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify({ hosts, quarantine, summary })).not.toContain(secret);
  },
);
