import type { Side } from '../configs.ts';

/** A side of a comparison as people read it. */
export function sideName({ kind, host, name }: Side): string {
  if (kind === 'upload') return name;
  return kind === 'running' ? `${host}/${name} (running)` : `${host}/${name}`;
}
