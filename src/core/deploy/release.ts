import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { pack } from 'tar-stream';
import { type ByteSource, firstBytes, heldBytes, joinedBytes } from '../io/byte-source.ts';
import { manifestText } from './artifact/manifest.ts';
import type { Artifact, ArtifactStream, ReleaseSpec } from './types.ts';

/** What is kept on a host beside a release's files, by file name, and the seal over it. */
export interface ReleaseDescription {
  readonly files: Readonly<Record<string, string>>;
  /** SHA-256 over the files in their fixed order, as the host script computes it. */
  readonly seal: string;
}

/** Describes a release: spec.json, and the lists against which the host checks the unpacked tree. */
export function describeRelease(artifact: Artifact, spec: ReleaseSpec): ReleaseDescription {
  const regular = artifact.files.filter((file) => file.type === 'file');
  const links = artifact.files.filter((file) => file.type === 'link');
  const lines = (list: readonly string[]) => list.map((line) => `${line}\n`).join('');
  const files = {
    'spec.json': `${canonicalize(spec)}\n`,
    manifest: manifestText(artifact),
    links: lines(links.flatMap((link) => [link.path, link.target])),
    programs: lines(regular.filter((file) => file.mode === 0o755).map((file) => `./${file.path}`)),
    shared: lines(spec.shared),
  };
  const hash = createHash('sha256');
  for (const text of Object.values(files)) hash.update(text);
  return { files, seal: hash.digest('hex') };
}

/** The folder of a transfer that holds the description; the host moves it out of the release. */
const metaFolder = '.changeops-meta';

/** Its last entry: where it has arrived, everything has. */
const lastEntry = 'end';

/**
 * What is sent for a release: its description, the list of files to copy from the release before, the entries that
 * are not there, and a last entry that says so. `bytes` is the exact length of the stream.
 */
export async function transferStream(
  description: ReleaseDescription,
  reuse: readonly string[],
  entries: ArtifactStream,
): Promise<{ readonly bytes: number; open(): ByteSource }> {
  const head = await packMeta({ ...description.files, reuse: reuse.map((path) => `./${path}\n`).join('') });
  const tail = await packMeta({ [lastEntry]: '' });
  const middle = entries.size - ending;
  return {
    bytes: head.length - ending + middle + tail.length,
    open: () =>
      joinedBytes([heldBytes(head.subarray(0, -ending)), firstBytes(middle, entries.open()), heldBytes(tail)]),
  };
}

/** The two zero blocks that end a tar; without them more entries can follow. */
const ending = 1024;

async function packMeta(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of Object.entries(files))
    tar.entry({ name: `${metaFolder}/${name}`, mtime: new Date(0) }, text);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
