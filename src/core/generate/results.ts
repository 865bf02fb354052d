import { setImmediate } from 'node:timers/promises';
import type { Hiding } from '../config/hiding.ts';
import { type Hunk, textDiff } from '../config/text-diff.ts';
import type { ConfigEntry, ConfigStore } from '../config/types.ts';
import type { Clock } from '../io/clock.ts';
import { blobId } from '../io/git-store/index.ts';
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
  /** The id of the bytes that are kept so far (`ConfigEntry.blob`); absent where nothing is. */
  readonly before?: string;
  /** Against what is kept as `intended`; `invalid`: there are errors. */
  readonly state: 'new' | 'changed' | 'unchanged' | 'invalid';
  readonly added: number;
  readonly removed: number;
  /** The first thousand lines of the difference, secrets taken out. */
  readonly hunks: readonly Hunk[];
  /** Errors first; places are in their texts. */
  readonly findings: readonly Finding[];
  /** Names of validators that checked it. */
  readonly checkedBy: readonly string[];
  /** Why others could not. */
  readonly notChecked: readonly Text[];
}

interface Comparing {
  readonly store: Pick<ConfigStore, 'list' | 'readAll'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly hiding: Hiding;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Lines of a difference that are shown at all. */
const mostLines = 1_000;

/** Each rendering with what its validation came to and how it differs from what is kept. */
export async function compareWithKept(
  renderings: readonly Rendering[],
  { configs }: Validation,
  comparing: Comparing,
): Promise<readonly HostResult[]> {
  const checked = new Map(configs.map((one) => [one.host, one]));
  const kept = await keptConfigs(
    comparing.store,
    renderings.map(({ host }) => host.name),
  );
  const entries = renderings.map(({ host, file }) => (file === undefined ? undefined : kept(host.name, file)));
  const others = renderings.map(({ text }, index) => {
    const entry = entries[index];
    return text !== undefined && entry && blobId(Buffer.from(text)) !== entry.blob ? entry : undefined;
  });
  const differences: Difference[] = [];
  const differ = async (index: number, before: string) => {
    await setImmediate();
    const { text = '' } = renderings[index] ?? {};
    differences[index] = await difference(before, text, comparing);
  };
  const changed = [...others.keys()].filter((index) => others[index]);
  let at = 0;
  await comparing.store.readAll(
    changed.flatMap((index) => others[index] ?? []),
    async (_, bytes) => differ(changed[at++] ?? 0, bytes.toString('utf8')),
  );
  for (const [index, { text }] of renderings.entries()) {
    if (text !== undefined && !entries[index]) await differ(index, '');
  }
  return renderings.map((rendering, index) =>
    resultOf(rendering, checked.get(rendering.host.name), entries[index], differences[index]),
  );
}

/** What is kept as `intended` of hosts, by host and file. */
export async function keptConfigs(
  store: Pick<ConfigStore, 'list'>,
  hosts: readonly string[],
): Promise<(host: string, file: string) => ConfigEntry | undefined> {
  const entries = new Map<string, ConfigEntry>();
  for (const entry of await store.list({ kinds: ['intended'], hosts })) {
    if (entry.ref.kind !== 'template') entries.set(`${entry.ref.host}/${entry.ref.name}`, entry);
  }
  return (host, file) => entries.get(`${host}/${file}`);
}

type Difference = Pick<HostResult, 'hunks' | 'added' | 'removed'>;

async function difference(
  before: string,
  text: string,
  { env, clock, signal, hiding }: Comparing,
): Promise<Difference> {
  signal.throwIfAborted();
  const { hunks, added, removed } = await textDiff(before, text, { env, clock, signal, secrets: hiding.patterns });
  let left = mostLines;
  const shown = hunks.flatMap((hunk) => {
    const lines = hunk.lines.slice(0, left);
    left -= lines.length;
    return lines.length > 0 ? [{ ...hunk, lines }] : [];
  });
  return { hunks: shown, added, removed };
}

function resultOf(
  { host: { name: host }, file, text, findings: faults = [] }: Rendering,
  checked: Validation['configs'][number] | undefined,
  entry: ConfigEntry | undefined,
  differs: Difference | undefined,
): HostResult {
  const verdicts = checked?.verdicts ?? [];
  const found = verdicts.flatMap(({ verdict }) => (verdict.checked ? verdict.findings : []));
  const findings = [...faults.map(placed), ...[...(checked?.findings ?? []), ...found].map((one) => inFile(one, file))];
  const about = {
    ...{ host, findings: findings.toSorted(errorsFirst) },
    ...(differs ?? { added: 0, removed: 0, hunks: [] }),
    checkedBy: verdicts.flatMap(({ validator, verdict }) => (verdict.checked ? [validator] : [])),
    notChecked: verdicts.flatMap(({ verdict }) => (verdict.checked ? [] : [verdict.why])),
  };
  if (file === undefined || text === undefined) return { ...about, state: 'invalid' };
  const isInvalid = findings.some(({ severity }) => severity === 'error');
  const state = entry === undefined ? 'new' : differs ? 'changed' : 'unchanged';
  return { ...about, file, text, ...(entry && { before: entry.blob }), state: isInvalid ? 'invalid' : state };
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
