import type { Platform } from '../define.ts';

/** An output of a device without what its platform calls a secret. */
export function stripped(text: string, secrets: Platform['secrets']): string {
  return secrets.reduce((all, [pattern, instead]) => all.replace(pattern, instead), text);
}
