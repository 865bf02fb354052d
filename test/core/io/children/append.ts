// Appends to the journal in argv[2] for ever, or argv[3] times, printing the seq of each entry that was acknowledged.
import { writeSync } from 'node:fs';
import { systemClock } from '../../../../src/core/io/clock.ts';
import { createJournal } from '../../../../src/core/io/journal.ts';

const [folder = '', times = 'Infinity'] = process.argv.slice(2);
const journal = await createJournal({ folder, clock: systemClock() });
const text = { en: 'x'.repeat(200), zh: '' };

async function writer(name: string): Promise<void> {
  for (let count = 0; count < Number(times); count += 1) {
    try {
      const entry = await journal.append({ type: 'refused', by: name, what: String(count), text });
      writeSync(1, `${entry.seq}\n`);
    } catch (error) {
      writeSync(1, `${error instanceof Error && 'code' in error ? error.code : error}\n`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

await Promise.all(['U1', 'U2', 'U3', 'U4'].map(writer));
await journal.close();
