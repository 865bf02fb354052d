import type { WebClient } from '@slack/web-api';
import type { People } from '../../core/access/people.ts';
import type { Clock } from '../../core/io/clock.ts';
import type { Secret } from '../../core/io/secret.ts';
import type { Files } from '../../handlers/deps.ts';
import { createDownload } from './download.ts';
import { createInfo } from './info.ts';
import { createNewest } from './newest.ts';

interface Options {
  readonly client: WebClient;
  readonly token: Secret;
  readonly apiUrl?: string;
  readonly people: Pick<People, 'find'>;
  readonly clock: Clock;
}

/** Files that people shared in Slack, for handlers. */
export function createFiles({ client, token, apiUrl, people, clock }: Options): Files {
  const info = createInfo({ client, clock });
  return {
    download: createDownload({ info, token, apiUrl, clock }),
    newest: createNewest({ client, info, people }),
  };
}
