import { OpsError } from '../../core/errors.ts';
import type { Clock } from '../../core/io/clock.ts';
import type { Secret } from '../../core/io/secret.ts';
import type { Files } from '../../handlers/deps.ts';
import { type Fetched, fetchFile, type Wanted } from './fetch.ts';
import type { Info } from './info.ts';
import { sharedFile } from './known.ts';
import { fileProblem, tooLarge } from './problems.ts';

interface Options {
  readonly info: Info;
  readonly token: Secret;
  readonly apiUrl?: string;
  readonly clock: Clock;
  /** Bytes; default 100 MB. */
  readonly most?: number;
}

/** How long a download may take with all its tries, and the pause before the second, in milliseconds. */
const deadline = 60_000;
const firstPause = 1000;
const tries = 4;

/** Downloads files with the bot's token; what is too large is told before anything of it is fetched. */
export function createDownload({ info, clock, most = 100e6, ...way }: Options): Files['download'] {
  return async (ref) => {
    const end = new AbortController();
    const cancel = clock.after(deadline, () => end.abort());
    try {
      const found = await info(ref, end.signal);
      const { name, size } = sharedFile(found);
      if (size > most) throw tooLarge(name, size, most);
      const address = found.url_private_download || found.url_private || '';
      return await patiently({ name, size, address, most }, { ...way, signal: end.signal }, clock);
    } catch (error) {
      throw error instanceof OpsError ? error : fileProblem('file-unavailable', ref.name ?? ref.id, error);
    } finally {
      cancel();
    }
  };
}

async function patiently(wanted: Wanted, way: Parameters<typeof fetchFile>[1], clock: Clock): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt += 1) {
    const fetched = await fetchFile(wanted, way).catch((cause): Fetched => {
      if (cause instanceof OpsError || way.signal.aborted) throw cause;
      return { cause };
    });
    if (fetched.bytes) return fetched.bytes;
    if (attempt === tries) throw fileProblem('file-unavailable', wanted.name, fetched.cause);
    await clock.sleep(fetched.ms ?? firstPause * 2 ** (attempt - 1), way.signal);
  }
}
