import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { OpsError } from '../../../../src/core/errors.ts';
import { confinedMain } from '../../../../src/core/io/confined-child.ts';

interface Options {
  readonly what: string;
  readonly path?: string;
  readonly frames?: number;
  readonly size?: number;
}

await confinedMain(async ({ options, input, send }) => {
  const { what, path = '', frames = 1, size = 0 } = options as Options;
  const denied = (work: () => unknown) => {
    try {
      work();
      return 'done';
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : String(error);
    }
  };
  const deeds: Record<string, () => unknown> = {
    echo: async () => {
      await send('options', JSON.stringify(options));
      await send('input', input);
    },
    frames: async () => {
      for (let at = 0; at < frames; at++) await send(`frame ${at}`, Buffer.alloc(size, at));
    },
    environment: () => send('environment', JSON.stringify(process.env)),
    deeds: () =>
      send(
        'deeds',
        JSON.stringify({
          read: denied(() => readFileSync(path)),
          write: denied(() => writeFileSync(path, 'x')),
          process: denied(() => spawnSync(process.execPath, ['-v'])),
          worker: denied(() => new Worker('0', { eval: true })),
          addon: denied(() => process.dlopen({ exports: {} }, path)),
        }),
      ),
    refuse: () => {
      throw new OpsError('file-odd', { en: 'odd', zh: '奇怪' });
    },
    die: () => {
      throw new TypeError(`cannot read ${input.toString()}`);
    },
    leave: () => process.exit(0),
    garble: () => process.stdout.write('no frame\n'),
    spin: () => {
      for (;;);
    },
    eat: () => {
      const kept: Buffer[] = [];
      for (;;) kept.push(Buffer.alloc(10_000_000, 1));
    },
    hang: () => new Promise((resolve) => setTimeout(resolve, 60_000)),
  };
  await deeds[what]?.();
});
