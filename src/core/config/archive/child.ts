// Unpacks an archive in the confined child: bytes in, one frame a file out (its path as a line of JSON, then its bytes).
import { confinedMain } from '../../io/confined-child.ts';
import type { ArchiveLimits } from './refusals.ts';
import { unpack } from './unpack.ts';

await confinedMain(async ({ options, input, send }) => {
  for await (const { path, bytes } of unpack(input, options as ArchiveLimits)) {
    await send('file', Buffer.concat([Buffer.from(`${JSON.stringify(path)}\n`), bytes]));
  }
});
