import type { Json } from '../json.ts';
import type { Text } from '../text.ts';

export type { Json } from '../json.ts';

/** What is wrong with a template or a config. */
export interface Finding {
  /** Errors stop the export and the push. */
  readonly severity: 'error' | 'warning';
  /** `acl-undefined`, `address-duplicate` … */
  readonly rule: string;
  readonly text: Text;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
}

/** One config as it was rendered. */
export interface RenderedConfig {
  /** A host's name. */
  readonly host: string;
  /** The host's platform. */
  readonly platform: string;
  /** As its template names it: `nginx.conf`, `sw-1.cfg`; may have folders. */
  readonly file: string;
  readonly text: string;
}

/** What a check came to. Where a program is missing nothing was checked, which is never "valid". */
export type Verdict =
  | { readonly checked: true; readonly findings: readonly Finding[] }
  | { readonly checked: false; readonly why: Text };

/** A variable that a template declares in its front matter. */
export interface Variable {
  readonly type: 'string' | 'number' | 'boolean' | 'list' | 'object';
  readonly description?: string;
  readonly default?: Json;
  readonly example?: Json;
}

/** The front matter of a template: YAML between two lines of `---` at the beginning of its `.hbs` file. */
export interface FrontMatter {
  readonly title: Text;
  readonly description?: Text;
  /** Platforms it is for; any where empty. */
  readonly platforms: readonly string[];
  /** A Handlebars expression with the same data: `{{name}}.cfg`, `nginx/{{site}}.conf`. */
  readonly file: string;
  readonly variables: Readonly<Record<string, Variable>>;
  /** Names of validators; where there are none the file's name says which. */
  readonly validators: readonly string[];
}
