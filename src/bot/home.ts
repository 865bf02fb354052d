import type { KnownBlock, HomeView as SlackHome } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { createTurns } from '../core/turns.ts';
import type { Deps } from '../handlers/deps.ts';
import type { Languages } from './languages.ts';
import type { Log } from './log.ts';
import { keptIn } from './modals.ts';

interface Opened {
  readonly user: string;
  /** Their conversation with the bot. */
  readonly channel: string;
  /** Slack's name of the tab. */
  readonly tab: string;
}

/**
 * Publishes the tab that somebody opened, or did something in, if there is one of that name; for each person one after
 * the other, so that the newest stays. Never rejects: that it could not be is logged, and they see the one of before.
 */
export type PublishTab = (opened: Opened) => Promise<void>;

interface Options {
  readonly deps: Deps;
  readonly client: WebClient;
  readonly languages: Languages;
  readonly log: Log;
}

export function createHome({ deps, client, languages, log }: Options): PublishTab {
  const turns = createTurns();
  const publish = async ({ user, channel, tab }: Opened) => {
    const found = deps.registry.tabs.get(tab);
    if (!found) return;
    const language = await languages.of(user, channel);
    const { blocks } = await found.open({ user, channel, language }, deps);
    const view: SlackHome = {
      type: 'home',
      blocks: [...blocks] as KnownBlock[],
      private_metadata: keptIn({ channel, state: '' }),
    };
    await client.views.publish({ user_id: user, view });
  };
  return (opened) =>
    turns(opened.user, () => publish(opened)).catch((error: unknown) =>
      log.warn({ err: error, user: opened.user }, 'the home tab could not be published'),
    );
}
