import type { People } from '../core/access/people.ts';
import type { Collects } from '../core/collect/index.ts';
import type { Hiding } from '../core/config/hiding.ts';
import type { Imports } from '../core/config/imports.ts';
import type { Pins } from '../core/config/pins.ts';
import type { ConfigStore } from '../core/config/types.ts';
import type { Conversions } from '../core/convert/index.ts';
import type { Deploys } from '../core/deploy/index.ts';
import type { Generating } from '../core/generate/index.ts';
import type { Clock } from '../core/io/clock.ts';
import type { Platform } from '../core/platforms/define.ts';
import type { Proposals } from '../core/proposals/types.ts';
import type { Pushed } from '../core/push/pushed.ts';
import type { Journal } from '../core/runs/events.ts';
import type { Answer, Runs } from '../core/runs/types.ts';
import type { Schedules } from '../core/schedules/index.ts';
import type { Settings, SettingsProblem } from '../core/settings/types.ts';
import type { Language, Text } from '../core/text.ts';
import type { Message, SharedFile } from './define.ts';
import type { Registry } from './registry.ts';

/** Everything a handler may use. The bot makes one at its start; tests make their own. */
export interface Deps {
  readonly runs: Runs;
  readonly people: People;
  readonly settings: {
    current(): Settings;
    problems(): readonly SettingsProblem[];
  };
  /** What could not be opened, and why; the bot goes on without. */
  readonly missing: readonly Text[];
  /** What goes wrong in the background at the moment, and is tried again. */
  troubles(): readonly Text[];
  readonly journal: Pick<Journal, 'read' | 'append'>;
  /** Changes that are no runs and need approval: saves to the inventory. */
  readonly proposals: Proposals;
  /** What is really out there. */
  readonly collects: Collects;
  /** What is done again and again. */
  readonly schedules: Schedules;
  /** Configs from templates. */
  readonly generating: Generating;
  /** Configs in git. */
  readonly configs: ConfigStore;
  /** Configs from archives and from other repositories. */
  readonly imports: Imports;
  /** Configs that stay as they are until somebody lifts that. */
  readonly pins: Pins;
  /** What was brought to hosts. */
  readonly pushed: Pick<Pushed, 'all' | 'how'>;
  readonly platforms: ReadonlyMap<string, Platform>;
  /** Takes secrets out of configs before anybody is shown them. */
  readonly hiding: Hiding;
  /** The bot's environment, for programs it runs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * A message that changes while work goes on; `key` names it, once for all. Where the bot dies before its end, `lost`
   * stands there after the next start.
   */
  live(place: Place, key: string, lost?: Message): Live;
  /** Spreadsheets to inventories. */
  readonly conversions: Conversions;
  readonly deploys: Pick<Deploys, 'versions' | 'history' | 'adopt'>;
  /** Pins the host key with this fingerprint (`SHA256:…`), if it is the one the host shows now. Checks no right. */
  trust(host: string, fingerprint: string, by: string): Promise<Answer>;
  /** Files that people shared. */
  readonly files: Files;
  readonly registry: Registry;
  /** What stands before every slash command's name (`SLACK_COMMAND_PREFIX`), often nothing. */
  readonly prefix: string;
  /** The language of what everyone in a channel reads. */
  language(channel: string): Language;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
}

export interface Live {
  /** Posts the message, or puts it in place of what stands there; the last one always arrives. */
  show(message: Message): Promise<void>;
  /** The same, for the last time. */
  end(message: Message): Promise<void>;
}

/** Files that people shared, as handlers reach them. */
export interface Files {
  /**
   * What the file holds, as long as it is no longer than 100 MB; within a minute. Errors, which name the file:
   * `file-too-large`, `file-gone` (deleted, or not shared with the bot), `file-external` (kept outside Slack),
   * `file-hidden` (by the workspace's plan), `file-web-page` (Slack's login page came instead), `file-elsewhere` (its
   * address is not Slack's), `file-unavailable` (Slack fails, or is too slow).
   */
  download(file: FileRef): Promise<Uint8Array>;
  /**
   * The newest file that `fits` which a person (no bot), `user`, shared in the channel, outside its threads, or in the thread;
   * undefined where there is none among the newest 1,000 messages. Errors: `chat-not-in-channel` and other refusals;
   * `chat-failed` where Slack does not answer.
   */
  newest(place: Place, fits: (file: SharedFile, user: string) => boolean): Promise<NewestFile | undefined>;
}

/** A file by its id; the name is for errors. */
export interface FileRef {
  readonly id: string;
  readonly name?: string;
}

interface Place {
  readonly channel: string;
  readonly thread?: string;
}

export interface NewestFile {
  readonly file: SharedFile;
  /** Who shared it, and in the thread of which message an answer to it stands. */
  readonly user: string;
  readonly thread: string;
}
