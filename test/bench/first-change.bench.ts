import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench } from './measure.ts';

const script = join(import.meta.dirname, '../../scripts/first-change.ts');

interface Timed {
  readonly seconds: number;
  readonly goal: number;
  readonly steps: readonly { readonly step: string; readonly seconds: number }[];
}

/** What a newcomer does: git clone, npm ci, npm start, and the first deploy by clicking in the browser, until it is verified. */
export default {
  title: 'from a fresh clone to a verified deploy by clicking',
  run: async (say) => {
    const { seconds, goal, steps } = await timed();
    for (const each of steps) say(`${each.step}: ${each.seconds.toFixed(1)} s`);
    return [{ name: 'first-change', value: seconds, unit: 's', goal: `under ${goal} s`, ok: seconds < goal }];
  },
} satisfies Bench;

/** The script's exit code says only whether it was in time. */
async function timed(): Promise<Timed> {
  const output = await promisify(execFile)(process.execPath, [script, '--json']).catch((error: { stdout?: string }) => {
    if (error.stdout) return { stdout: error.stdout };
    throw error;
  });
  return JSON.parse(output.stdout);
}
