import { complete } from '../handlers/complete/index.ts';
import type { Deps } from '../handlers/deps.ts';
import { readerLanguage } from '../handlers/language.ts';

/** What the sandbox's page asks of the bot: what can follow in a command, and the entries of a message's menu. */
export function pageSide(deps: Deps) {
  return {
    complete: async ({ typed, as }: { typed: string; as: string }) => {
      const person = await deps.people.find(as);
      return complete({ typed, user: as, language: readerLanguage(person?.locale ?? '') }, deps);
    },
    shortcuts: [...deps.registry.shortcuts].map(([name, shortcut]) => ({ name, label: shortcut.name })),
  };
}
