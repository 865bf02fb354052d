import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../../src/sandbox/hosts/tools.ts';
import { until } from './bot-process.ts';
import type { SceneHost } from './scene.ts';

/** Holds a program on a host while it is at work there, so that something can happen in the middle of a step. */
export interface Gate {
  /** The next call of the program waits; the one after it does not. */
  close(): void;
  /** Resolves once a call waits. */
  reached(): Promise<void>;
  /** Lets it go on. */
  open(): void;
}

/** Puts a gate before a program of a host (one that is not there otherwise does nothing behind it). */
export async function gateAt(host: SceneHost, program: string): Promise<Gate> {
  const [closed, waiting, open] = ['closed', 'waiting', 'open'].map((word) =>
    join(host.home, `gate.${program}.${word}`),
  );
  const [mv, sleep] = await Promise.all([findProgram('mv'), findProgram('sleep')]);
  const real = await findProgram(program).catch(() => undefined);
  const wait = `while [ ! -e "$HOME/gate.${program}.open" ]; do ${sleep} 0.02; done`;
  const gate = `if ${mv} "$HOME/gate.${program}.closed" "$HOME/gate.${program}.waiting" 2>/dev/null; then ${wait}; fi`;
  const script = `#!/bin/sh\n${gate}\n${real ? `exec ${real} "$@"` : ''}\n`;
  writeFileSync(join(host.folder, 'etc/bin', program), script, { mode: 0o755 });
  return {
    close: () => {
      for (const file of [waiting, open]) rmSync(file ?? '', { force: true });
      writeFileSync(closed ?? '', '');
    },
    reached: () => until(`${program} is called on ${host.name}`, () => existsSync(waiting ?? '')),
    open: () => writeFileSync(open ?? '', ''),
  };
}
