import { execFileSync } from 'node:child_process';

/** Whether a program runs here. One that is missing is said; with CI=true it is a failure. */
export function hasTool(program: string, ...argv: string[]): boolean {
  try {
    execFileSync(program, argv.length > 0 ? argv : ['--version'], { stdio: 'ignore' });
    return true;
  } catch (cause) {
    if (process.env.CI === 'true') throw new Error(`${program} is missing, and CI needs it`, { cause });
    console.warn(`${program} is missing: its tests are skipped`);
    return false;
  }
}
