import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects what was made lately and is used no more; about a millisecond. For code that makes many buffers: their
 * memory is outside V8's heap, which lets some 64 MB of it pile up before it collects by itself (Node 24.21).
 */
export const collectYoung = exposed();

/** V8 hands its collector out only where a flag asks for it, to contexts made from then on. */
function exposed(): () => void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('typeof gc === "function" ? gc : undefined') as
    | ((options: { type: 'minor' }) => void)
    | undefined;
  return () => gc?.({ type: 'minor' });
}
