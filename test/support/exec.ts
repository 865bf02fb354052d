import { execFile } from 'node:child_process';

/** Runs a program and resolves with its stdout; rejects with its stderr in the message when it fails. */
export function exec(program: string, argv: readonly string[], input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, argv, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${argv.join(' ')}: ${stderr || error.message}`));
      else resolve(stdout);
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
