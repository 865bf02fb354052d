import { z } from 'zod';
import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { Db } from '../io/db.ts';
import type { Journal } from '../runs/events.ts';

const pin = z.object({
  host: z.string(),
  name: z.string(),
  /** The full commit id. */
  revision: z.string(),
  /** A Slack user id. */
  by: z.string(),
  at: z.number(),
  reason: z.string().optional(),
});

const document = z.object({ pins: z.array(pin) });

/** A config that stays as it is until somebody lifts that: nothing generates or pushes another revision of it. */
export type Pin = Readonly<z.infer<typeof pin>>;
export type PinsDocument = z.infer<typeof document>;

/** The document as `openDb` wants it, and what turns what was read into it. */
export const noPins: PinsDocument = { pins: [] };
export const checkPins = (value: unknown): PinsDocument => document.parse(value);

type Named = Pick<Pin, 'host' | 'name'>;

export interface Pins {
  list(): readonly Pin[];
  of(config: Named): Pin | undefined;
  /** Puts it on record, then in force; in place of a former one of the same config. */
  pin(pins: readonly Omit<Pin, 'at'>[]): Promise<void>;
  /** Error `not-pinned`. */
  unpin(config: Named, by: string, reason?: string): Promise<Pin>;
}

interface PinsOptions {
  /** `state/pins.json`, opened with `noPins` and `checkPins`. */
  readonly db: Db<PinsDocument>;
  readonly journal: Pick<Journal, 'append'>;
  readonly clock: Clock;
}

/** The pins of a DATA_DIR. */
export function createPins({ db, journal, clock }: PinsOptions): Pins {
  const of: Pins['of'] = ({ host, name }) => db.data.pins.find((one) => one.host === host && one.name === name);
  const without = (pins: readonly Named[]) =>
    db.data.pins.filter((one) => !pins.some(({ host, name }) => host === one.host && name === one.name));
  return {
    list: () => structuredClone(db.data.pins),
    of,
    pin: async (pins) => {
      for (const one of pins) await journal.append({ type: 'config-pinned', ...one });
      const kept = pins.map((one) => ({ ...one, at: clock.now() }));
      await db.update((data) => {
        data.pins = [...without(pins), ...kept];
      });
    },
    unpin: async ({ host, name }, by, reason) => {
      const found = of({ host, name });
      if (!found) throw notPinned({ host, name });
      await journal.append({ type: 'config-unpinned', host, name, by, ...(reason !== undefined && { reason }) });
      await db.update((data) => {
        data.pins = without([found]);
      });
      return found;
    },
  };
}

/** That another revision of a pinned config was not taken, and what lifts the pin. */
export function pinnedError({ host, name, revision, by, at, reason }: Pin): OpsError {
  const since = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const why = reason === undefined ? { en: '', zh: '' } : { en: ` (${reason})`, zh: `（${reason}）` };
  return new OpsError('config-pinned', {
    en: `${host}/${name} is pinned to revision ${revision.slice(0, 10)} by <@${by}> since ${since}${why.en}, so no other one is saved or pushed. /config unpin ${host}/${name} lifts that.`,
    zh: `${host}/${name} 已由 <@${by}> 于 ${since} 固定在版本 ${revision.slice(0, 10)}${why.zh}，不会保存或下发其他版本。可用 /config unpin ${host}/${name} 解除。`,
  });
}

function notPinned({ host, name }: Named): OpsError {
  return new OpsError('not-pinned', {
    en: `${host}/${name} is not pinned; /config pin lists what is.`,
    zh: `${host}/${name} 未被固定；可用 /config pin 查看已固定的配置。`,
  });
}
