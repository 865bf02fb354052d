import type { Clock } from '../core/io/clock.ts';
import type { Language } from '../core/text.ts';
import { readerLanguage } from '../handlers/language.ts';
import type { Directory } from './people.ts';

export interface Languages {
  /** The language of whoever asked; that of the channel where Slack does not tell. */
  of(user: string, channel: string): Promise<Language>;
  /** The same, within half a second: for what a trigger's 3 seconds leave no time to ask. */
  soon(user: string, channel: string): Promise<Language>;
}

interface Options {
  readonly people: Directory;
  readonly clock: Clock;
  /** What everyone in a channel reads. */
  readonly channel: (channel: string) => Language;
}

const patience = 500;

export function createLanguages({ people, clock, channel: inChannel }: Options): Languages {
  const of: Languages['of'] = async (user, channel) => {
    try {
      return readerLanguage(await people.locale(user));
    } catch {
      return inChannel(channel);
    }
  };
  return {
    of,
    soon: (user, channel) => Promise.race([of(user, channel), clock.sleep(patience).then(() => inChannel(channel))]),
  };
}
