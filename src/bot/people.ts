import type { WebClient } from '@slack/web-api';
import type { People, Person } from '../core/access/people.ts';
import { OpsError } from '../core/errors.ts';
import type { Clock } from '../core/io/clock.ts';
import { failureOf } from './chat/failure.ts';

export interface Directory extends People {
  /** A person's locale as known within the last ten seconds, else asked for. Errors as `find`. */
  locale(id: string): Promise<string>;
}

interface Options {
  readonly client: WebClient;
  readonly clock: Clock;
}

interface Known {
  readonly at: number;
  readonly person: Promise<Person>;
}

/** How long what Slack said of a person holds, in milliseconds: rights must not outlive a deactivation. */
const fresh = { rights: 5_000, locale: 10_000 };
const remembered = 5_000;
/** With the pauses between them (0.5, 1, 2 … seconds) about 15 seconds: a click is not to be lost over a short outage. */
const tries = 6;

type SlackUser = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>;

/** People as Slack's users.info knows them. */
export function createPeople({ client, clock }: Options): Directory {
  const known = new Map<string, Known>();
  const team = once(async () => (await client.auth.test()).team_id);

  const ask = async (id: string): Promise<Person> => {
    const { user } = await client.users.info({ user: id, include_locale: true });
    if (!user) throw new Error('users.info answered without a user');
    return personOf(id, user, await team());
  };

  const find = (id: string, within: number): Promise<Person> => {
    const last = known.get(id);
    if (last && clock.now() - last.at < within) return last.person;
    const person = patiently(() => ask(id), clock, id);
    known.delete(id);
    known.set(id, { at: clock.now(), person });
    person.catch(() => known.delete(id));
    forgetOldest(known);
    return person;
  };

  return {
    find: (id) => find(id, fresh.rights),
    locale: async (id) => (await find(id, fresh.locale)).locale,
  };
}

/** What users.info says that counts for rights. Field names: docs.slack.dev, "User object". */
function personOf(id: string, user: SlackUser, team: string | undefined): Person {
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])];
  return {
    id,
    name: user.profile?.display_name || user.real_name || user.name || id,
    active: user.deleted !== true,
    bot: user.is_bot === true || id === 'USLACKBOT',
    guest: user.is_restricted === true || user.is_ultra_restricted === true,
    foreign: user.is_stranger === true || (team !== undefined && !teams.includes(team)),
    locale: user.locale ?? 'en-US',
  };
}

async function patiently(ask: () => Promise<Person>, clock: Clock, id: string): Promise<Person> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const failure = failureOf(error);
      const again = failure.kind === 'unsure' || (failure.kind === 'limited' && failure.ms <= 5_000);
      if (!again || attempt === tries) throw notFound(id, error);
      await clock.sleep(failure.kind === 'limited' ? failure.ms : 500 * 2 ** (attempt - 1));
    }
  }
}

function notFound(id: string, error: unknown): OpsError {
  const failure = failureOf(error);
  const nobody = failure.kind === 'refused' && /^users?_not_(found|visible)$/.test(failure.code);
  if (nobody) {
    return new OpsError('person-unknown', {
      en: `Asking Slack about ${id}: there is no such person.`,
      zh: `向 Slack 查询 ${id}：没有这个人。`,
    });
  }
  const why = 'detail' in failure ? failure.detail : 'rate limited';
  return new OpsError(
    'people-unavailable',
    {
      en: `Asking Slack about ${id}: no answer (${why}). Nothing was decided; try again in a moment.`,
      zh: `向 Slack 查询 ${id}：没有得到答复（${why}）。未作任何决定，请稍后重试。`,
    },
    { cause: error },
  );
}

function forgetOldest(known: Map<string, Known>): void {
  for (const id of known.keys()) {
    if (known.size <= remembered) return;
    known.delete(id);
  }
}

/** The work's result, kept once it succeeded. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work().catch((error) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}
