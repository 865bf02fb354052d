// Saves one job of many files into the store that it is told of. Says `at N` before the file N, and stops there for good
// where it is told to; says `saved` when it is done. The last argument says how many times a file holds the same text.
import { createConfigStore } from '../../../../src/core/config/store.ts';
import type { ConfigFile } from '../../../../src/core/config/types.ts';
import { systemClock } from '../../../../src/core/io/clock.ts';

const [, , folder = '', id = '', stopAt = '', times = '100'] = process.argv;
const text = 'interface GigabitEthernet0/0/1\n description uplink\n';

async function* files(): AsyncGenerator<ConfigFile> {
  for (let index = 0; index < (times === '100' ? 400 : 4); index += 1) {
    if (index % 100 === 0 || String(index) === stopAt) process.stdout.write(`at ${index}\n`);
    if (String(index) === stopAt) await new Promise((resolve) => setTimeout(resolve, 600_000));
    yield {
      kind: 'running',
      host: `sw-${index}`,
      name: 'config',
      text: `${text.repeat(Number(times))}# ${id} ${index}\n`,
    };
  }
}

const store = await createConfigStore({
  folder,
  clock: systemClock(),
  env: process.env,
  signal: new AbortController().signal,
  onTrouble: () => {},
});
const author = { id: 'U0ENGINEER', name: 'Wang' };
const saved = await store.save({ id, author, message: `Job ${id}`, files: files() });
process.stdout.write(`saved ${saved.repeated ? 'before' : 'now'}\n`);
await store.idle();
