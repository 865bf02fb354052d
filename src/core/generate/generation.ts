import { createHash } from 'node:crypto';
import type { Text } from '../text.ts';
import type { HostResult } from './results.ts';
import type { Template } from './template.ts';

/** Somebody's wish for configs. */
export interface GenerateRequest {
  readonly template: string;
  readonly selector: string;
  readonly set: Readonly<Record<string, string>>;
  /** A Slack user id. */
  readonly by: string;
}

/** What a template came to on hosts. It is kept as it was made; whoever acts on it acts on what was shown. */
export interface Generation {
  readonly id: string;
  readonly at: number;
  readonly request: GenerateRequest;
  readonly template: Pick<Template, 'name' | 'origin'>;
  readonly results: readonly HostResult[];
  /** Keys of `--set` that the template declares no variable for: perhaps slips. */
  readonly unused: readonly Text[];
  /** SHA-256 over hosts, files, texts and what is kept so far: what was shown is what is saved, over what it was held against. */
  readonly digest: string;
}

/** What people keep that a generation was made of, as digests: the template with its partials, and each host's data. */
export interface Basis {
  readonly template: string;
  /** Without facts: those are otherwise with every collection. */
  readonly hosts: Readonly<Record<string, string>>;
}

export type KeptGeneration = Generation & { readonly basis: Basis };

/** As of `Generation.digest`. */
export function digestOf(results: readonly HostResult[]): string {
  const hash = createHash('sha256');
  for (const { host, file = '', text = '', before, state } of results)
    hash.update(JSON.stringify([host, file, text, before, state]));
  return hash.digest('hex');
}
