import type { Settings, SettingsStore } from '../core/settings/types.ts';

/** The settings in force; undefined until there are any. */
export function settingsOf({ settings }: { readonly settings: Pick<SettingsStore, 'current'> }): Settings | undefined {
  try {
    return settings.current();
  } catch {
    return undefined;
  }
}
