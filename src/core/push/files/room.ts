import { OpsError } from '../../errors.ts';
import type { AbsentFile, PresentFile } from './look.ts';

/** What a file takes at least, in bytes. */
const block = 4096;

/** The new files and the former ones, which are kept, must fit wherever they lie. Error `disk-full`. */
export function checkRoom(
  host: string,
  files: readonly { readonly text: string; readonly state: AbsentFile | PresentFile }[],
): void {
  const size = (bytes: number) => Math.ceil(bytes / block) * block + block;
  const want = files.reduce((sum, { text, state }) => {
    return sum + size(Buffer.byteLength(text)) + (state.state === 'file' ? size(state.size) : 0);
  }, 0);
  const tight = files.find(({ state }) => state.space < want)?.state;
  if (!tight) return;
  const [free, kb] = [Math.floor(tight.space / 1024), Math.ceil(want / 1024)];
  throw new OpsError('disk-full', {
    en: `${host}: the disk of ${tight.real} has ${free} kB free; the configs need ${kb} kB. Make room and ask again.`,
    zh: `${host}：${tight.real} 所在磁盘剩余 ${free} kB，配置需要 ${kb} kB。请清理后重试。`,
  });
}
