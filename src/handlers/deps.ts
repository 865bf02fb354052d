import type { Deploys } from '../core/deploy/index.ts';
import type { Clock } from '../core/io/clock.ts';
import type { Answer, Journal, People, Runs } from '../core/runs/types.ts';
import type { Settings, SettingsProblem } from '../core/settings/types.ts';
import type { Language } from '../core/text.ts';
import type { Registry } from './registry.ts';

/** Everything a handler may use. The bot makes one at its start; tests make their own. */
export interface Deps {
  readonly runs: Runs;
  readonly people: People;
  readonly settings: {
    current(): Settings;
    problems(): readonly SettingsProblem[];
  };
  readonly journal: Pick<Journal, 'read' | 'append'>;
  readonly deploys: Pick<Deploys, 'versions' | 'history' | 'adopt'>;
  /** Pins the host key with this fingerprint (`SHA256:…`), if it is the one the host shows now. Checks no right. */
  trust(host: string, fingerprint: string, by: string): Promise<Answer>;
  readonly registry: Registry;
  /** What stands before every slash command's name (`SLACK_COMMAND_PREFIX`), often nothing. */
  readonly prefix: string;
  /** The language of what everyone in a channel reads. */
  language(channel: string): Language;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
}
