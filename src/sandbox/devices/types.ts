import type { Device, Rules, Snapshot } from './commands/device.ts';

/** How a device misbehaves; may be changed while it runs. Everything is off by default. */
export interface Trouble {
  /** This line is refused in configuration. */
  refuses?: string;
  /** It quotes the last word of what it refuses. */
  quotes?: boolean;
  /** Typing this line in configuration cuts the way to the device, until it runs without it again. */
  cutsOff?: string;
  /** The next change to what it runs, whatever it is, cuts the way to it until that is taken back; then off. */
  cutsNext?: boolean;
  /** The next line that would change something is refused; then off. */
  refusesNext?: boolean;
  /** The connection ends behind the echo of this command, which is carried out. */
  dropsAfter?: string;
  /** Nothing is answered to this line, not even to Ctrl-C. */
  hangsAt?: string;
  /** This line is answered with a question that nobody knows. */
  asksAt?: string;
  /** Saving fails. */
  failsSave?: boolean;
  /** Somebody else is configuring: nobody else is let in. */
  locked?: boolean;
  /** What would take the change back is refused. */
  refusesUndo?: boolean;
}

/** What a person at the terminal sees and says. */
export interface Terminal {
  write(text: string): Promise<void>;
  /** In pages, unless they are switched off. */
  show(text: string): Promise<void>;
  /** Shows a question and gives what is typed, without Enter. */
  ask(question: string): Promise<string>;
  setPaging(on: boolean): void;
}

/** One login. */
export interface Session {
  /** In configuration mode. */
  inside: boolean;
  /** Where lines are typed to: what runs, or a copy of it. */
  typed: Device;
  /** Something was typed that does not count yet. */
  dirty: boolean;
}

/** What all sessions share. */
export interface Machine {
  readonly running: Device;
  startup: Snapshot;
  readonly trouble: Trouble;
  /** Nobody reaches it until it runs this again. */
  lost: string | undefined;
  /** Whatever brings it back by itself is called after so many minutes, unless it is stopped. */
  pending: { readonly id?: string; back(): void; stop(): void } | undefined;
  arm(minutes: number, back: () => void, id?: string): void;
  /** Starts again with what is saved: all connections end, and for a while there are no new ones. */
  reload(): void;
  copy(): Device;
}

type Command = readonly [
  RegExp,
  (match: RegExpExecArray, session: Session, terminal: Terminal, machine: Machine) => Promise<void> | void,
];

/** How a family of devices behaves at the command line. */
export interface Manners {
  readonly rules: Rules;
  /** What `display version` shows. */
  readonly greeting: string;
  prompt(name: string, session: Session): string;
  /** The name in what runs, and the one without it. */
  readonly name: RegExp;
  readonly unnamed: string;
  readonly more: string;
  /** A configuration as it is shown. */
  listing(blocks: readonly (readonly string[])[]): string;
  /** Why a line was not taken. */
  error(why: string): string;
  /** Commands outside of configuration, and in it; others are lines of configuration. */
  readonly outside: readonly Command[];
  readonly inside: readonly Command[];
  /** A secret as it is kept. */
  ciphered(line: string): string;
  /** A typed text of several lines as it is kept; undefined where the line begins none. */
  text?(first: string): { readonly isEnd: (line: string) => boolean; kept(text: string): string } | undefined;
}
