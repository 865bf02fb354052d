import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A zip of texts; `now` (ms) is their time. */
export async function zipOf(
  files: readonly { readonly path: string; readonly text: string }[],
  now: number,
): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const { path, text } of files) zip.addBuffer(Buffer.from(text), path, { mtime: new Date(now), mode: 0o100644 });
  zip.end();
  return buffer(zip.outputStream as Readable);
}
