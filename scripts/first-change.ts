// Times what a newcomer does, from a fresh clone to a verified deploy by clicking: npm run first-change
// With --screenshots <folder> it goes on and takes the pictures of the README. --json prints the seconds of each step.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { clone, install, start } from './first-change/newcomer.ts';
import { deployByClicking, english, openPage, startBrowser } from './first-change/page.ts';
import { takePictures } from './first-change/pictures.ts';

/** Seconds within which the first deploy has to be verified. */
const goal = 180;

const { values } = parseArgs({ options: { screenshots: { type: 'string' }, json: { type: 'boolean' } } });
const folder = await mkdtemp(join(tmpdir(), 'changeops-newcomer-'));
const checkout = join(folder, 'changeops');
const steps: { step: string; seconds: number }[] = [];
const cleanups: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];

try {
  await timed('git clone', () => clone(checkout));
  await timed('npm ci', () => install(checkout));
  const { address, stop } = await timed('npm start', () => start(checkout, 'en_US.UTF-8'));
  cleanups.push(stop);
  const browser = await timed('a browser', () => startBrowser());
  cleanups.push(() => browser.close());
  const page = await timed('the page', () => openPage(browser, address));
  await timed('a verified deploy', () => deployByClicking(page, english));
  const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
  if (values.json) console.log(JSON.stringify({ seconds, steps, goal }));
  else console.log(`from a fresh clone to a verified deploy: ${seconds.toFixed(1)} s (goal: under ${goal} s)`);
  process.exitCode = seconds < goal ? 0 : 1;
  await stop();
  if (values.screenshots !== undefined) await takePictures(browser, checkout, resolve(values.screenshots));
} finally {
  for (const cleanup of cleanups.toReversed()) await cleanup().catch(console.error);
}

async function timed<T>(step: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  const seconds = (performance.now() - from) / 1000;
  steps.push({ step, seconds });
  if (!values.json) console.log(`${seconds.toFixed(1).padStart(6)} s  ${step}`);
  return result;
}
