import type { Hiding } from '../config/hiding.ts';
import { type Hunk, textDiff } from '../config/text-diff.ts';
import type { ConfigStore } from '../config/types.ts';
import type { Clock } from '../io/clock.ts';
import { textDigest } from '../io/replace.ts';
import type { Host } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { placedText } from './finding.ts';
import type { Finding } from './types.ts';
import type { Validation } from './validate.ts';

/** What came of one host before it was checked: a config, or what stands against it. */
export interface Rendering {
  readonly host: Host;
  readonly file?: string;
  readonly text?: string;
  readonly findings?: readonly Finding[];
}

/** What a template came to on one host. */
export interface HostResult {
  readonly host: string;
  /** Absent where it could not be rendered. */
  readonly file?: string;
  readonly text?: string;
  /** SHA-256 of what is kept so far. */
  readonly before: string | undefined;
  /** Against what is kept as `intended`; `invalid`: there are errors. */
  readonly state: 'new' | 'changed' | 'unchanged' | 'invalid';
  readonly added: number;
  readonly removed: number;
  readonly hunks: readonly Hunk[];
  /** Errors first; places are in their texts. */
  readonly findings: readonly Finding[];
  /** Names of validators that checked it. */
  readonly checkedBy: readonly string[];
  /** Why others could not. */
  readonly notChecked: readonly Text[];
}

interface Comparing {
  readonly store: Pick<ConfigStore, 'read'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly hiding: Hiding;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Each rendering with what its validation came to and how it differs from what is kept. */
export async function compareWithKept(
  renderings: readonly Rendering[],
  { configs }: Validation,
  comparing: Comparing,
): Promise<readonly HostResult[]> {
  const checked = new Map(configs.map((one) => [one.host, one]));
  const results: HostResult[] = [];
  for (const rendering of renderings) {
    results.push(await resultOf(rendering, checked.get(rendering.host.name), comparing));
  }
  return results;
}

async function resultOf(
  { host: { name: host }, file, text, findings: faults = [] }: Rendering,
  checked: Validation['configs'][number] | undefined,
  { store, env, hiding, clock, signal }: Comparing,
): Promise<HostResult> {
  const verdicts = checked?.verdicts ?? [];
  const found = verdicts.flatMap(({ verdict }) => (verdict.checked ? verdict.findings : []));
  const findings = [...faults.map(placed), ...[...(checked?.findings ?? []), ...found].map((one) => inFile(one, file))];
  const about = {
    ...{ host, before: undefined, added: 0, removed: 0, hunks: [], findings: findings.toSorted(errorsFirst) },
    checkedBy: verdicts.flatMap(({ validator, verdict }) => (verdict.checked ? [validator] : [])),
    notChecked: verdicts.flatMap(({ verdict }) => (verdict.checked ? [] : [verdict.why])),
  };
  if (file === undefined || text === undefined) return { ...about, state: 'invalid' };
  const before = await store.read({ kind: 'intended', host, name: file });
  const isInvalid = findings.some(({ severity }) => severity === 'error');
  const { hunks, added, removed } = await textDiff(before ?? '', text, {
    env,
    clock,
    signal,
    secrets: hiding.patterns,
  });
  const difference = before === undefined ? 'new' : before === text ? 'unchanged' : 'changed';
  return {
    ...about,
    file,
    text,
    before: before === undefined ? undefined : textDigest(before),
    hunks,
    added,
    removed,
    state: isInvalid ? 'invalid' : difference,
  };
}

function errorsFirst(one: Finding, other: Finding): number {
  return Number(other.severity === 'error') - Number(one.severity === 'error');
}

/** A finding in a template says where itself. */
function placed(finding: Finding): Finding {
  return 'through' in finding ? { ...finding, text: placedText(finding as Parameters<typeof placedText>[0]) } : finding;
}

function inFile(finding: Finding, file = ''): Finding {
  const { line, text } = finding;
  if (line === undefined) return finding;
  return { ...finding, text: { en: `${file}:${line}: ${text.en}`, zh: `${file} 第 ${line} 行：${text.zh}` } };
}
