import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** How long a trigger may be exchanged, in ms: docs.slack.dev, "Handling user interaction". */
const triggerLife = 3000;

export interface Trigger {
  readonly user: string;
  readonly at: number;
  readonly channel?: string;
  /** The modal it was made in. */
  readonly view?: string;
}

export interface Triggers {
  /** A trigger_id for something this person has just done. */
  make(from: Omit<Trigger, 'at'>): string;
  /** Exchanges one, once and within 3 s; refuses as views.open does. */
  exchange(id: string): Trigger;
}

/** The trigger_ids of a workspace. */
export function createTriggers(world: World): Triggers {
  const live = new Map<string, Trigger>();
  const used = new Set<string>();
  return {
    make: (from) => {
      const id = `${world.clock.now()}.${live.size + 1}.${world.ids.secret()}`;
      live.set(id, { ...from, at: world.clock.now() });
      return id;
    },
    exchange: (id) => {
      const trigger = live.get(id);
      if (!trigger) throw new Refusal('invalid_trigger_id');
      if (used.has(id)) throw new Refusal('exchanged_trigger_id');
      if (world.clock.now() - trigger.at > triggerLife) throw new Refusal('expired_trigger_id');
      used.add(id);
      return trigger;
    },
  };
}
