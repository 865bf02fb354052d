import { complete } from '../handlers/complete/index.ts';
import type { Deps } from '../handlers/deps.ts';
import { readerLanguage } from '../handlers/language.ts';

/** What the sandbox's page asks of the bot: what can follow in a command, and the entries of a message's menu. */
export function pageSide(deps: Deps) {
  return {
    complete: ({ typed, as, locale }: { typed: string; as: string; locale: string }) =>
      complete({ typed, user: as, language: readerLanguage(locale) }, deps),
    shortcuts: [...deps.registry.shortcuts].map(([name, shortcut]) => ({ name, label: shortcut.name })),
  };
}
