import type { Platform } from '../platforms/define.ts';
import { stripped } from '../platforms/parse/stripped.ts';
import type { Settings } from '../settings/types.ts';
import type { Hiding } from './hiding.ts';

interface StripOptions {
  readonly settings: { current(): Settings };
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly hiding: Pick<Hiding, 'hide'>;
}

/**
 * Takes the secrets out of what a host was seen to run elsewhere: as collecting does where its platform is known, else
 * whatever any platform calls one.
 */
export function createStrip({ settings, platforms, hiding }: StripOptions): (text: string, host: string) => string {
  return (text, host) => {
    const { hosts } = settings.current();
    const platform = Object.hasOwn(hosts, host) ? platforms.get(hosts[host]?.platform ?? '') : undefined;
    if (!platform || platform.secrets.length === 0) return hiding.hide(text);
    return stripped(text, platform.secrets);
  };
}
