import type { FrontMatter } from './types.ts';

/** Template text with where it stands: positions in it are told as those of its file. */
export interface Source {
  /** As people see it, with folders: `vrp/access.hbs`, `partials/ntp.hbs`. */
  readonly file: string;
  readonly text: string;
  /** The line of the file on which the text begins, from 1. */
  readonly line: number;
}

/** A template with all that it needs to be rendered: plain data, as it goes to a thread. */
export interface Template {
  /** Its file without `.hbs`. */
  readonly name: string;
  /** `own`: the team's, in place of one that ships where both have it. */
  readonly origin: 'shipped' | 'own';
  readonly meta: FrontMatter;
  readonly body: Source;
  /** `meta.file`, as a template. */
  readonly pattern: Source;
  /** Every partial and layout of the library, by the name that `{{> …}}` calls it by. */
  readonly partials: ReadonlyMap<string, Source>;
}
