import { OpsError } from '../../../../src/core/errors.ts';
import { confinedMain } from '../../../../src/core/io/confined-child.ts';

await confinedMain(async ({ options, input, send }) => {
  const { what } = options as { what: string };
  if (what === 'echo') {
    await send('options', JSON.stringify(options));
    await send('input', input);
  }
  if (what === 'error') throw new OpsError('file-odd', { en: 'odd', zh: '怪' });
  if (what === 'die') throw new Error('secret 10.0.0.1');
  if (what === 'spin') for (;;) {}
  if (what === 'eat') {
    const kept = [];
    for (;;) kept.push(Buffer.alloc(10_000_000, 1));
  }
});
