// Stores snapshots until it is killed; says each time that one was stored.
import { createSnapshots } from '../../../../src/core/collect/snapshots.ts';
import { systemClock } from '../../../../src/core/io/clock.ts';

const snapshots = await createSnapshots({ folder: process.argv[2] ?? '', clock: systemClock() });
for (let count = 1; ; count += 1) {
  const interfaces = Array.from({ length: 40 }, (_, at) => ({ name: `GE0/0/${at}`, mtu: count }));
  const found = ['core-1', 'core-2'].map((key) => ({
    key,
    kind: 'host',
    data: { version: `V${count}`, interfaces },
    warnings: [],
  }));
  await snapshots.put(found, count, 'ssh');
  process.stdout.write(`${count}\n`);
}
