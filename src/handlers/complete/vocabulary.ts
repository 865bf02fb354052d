import { selectableLabels, valuesOf } from '../../core/inventory/selector.ts';
import type { Host } from '../../core/settings/types.ts';
import { type Language, wording } from '../../core/text.ts';
import type { Deps } from '../deps.ts';
import { quoteWord } from '../parse/words.ts';

export interface Suggestion {
  readonly text: string;
  readonly hint: string;
  /** More follows without a blank, such as a value after `site=`. */
  readonly open?: boolean;
}

interface Place {
  /** What is typed of the word. */
  readonly word: string;
  /** The words before it, after the command's. */
  readonly words: readonly string[];
  readonly language: Language;
  readonly deps: Deps;
}

type Source = (place: Place) => readonly Suggestion[] | Promise<readonly Suggestion[]>;

/** What can stand where a form's usage shows `shown`: `<app>[@version]`, `<selector>`, `all|rolling|canary` … */
export async function vocabularyOf(shown: string, place: Place): Promise<readonly Suggestion[]> {
  if (/^[a-z]+(?:\|[a-z]+)+$/.test(shown)) return plain(shown.split('|'));
  return (await sources[placeholder(shown)]?.(place)) ?? [];
}

/** Whether the vocabulary knows anything to offer there. */
export const isKnown = (shown: string) =>
  Object.hasOwn(sources, placeholder(shown)) || /^[a-z]+(?:\|[a-z]+)+$/.test(shown);

/** `[app]` and `<app>` are the same; so are `on <selector>` and `<selector>`. */
const placeholder = (shown: string) => shown.replace(/^on /, '').replace(/^[<[]+|[>\]]+$/g, '');

const sources: Readonly<Record<string, Source>> = {
  app: ({ deps }) => plain(Object.keys(deps.settings.current().apps)),
  'app>[@version': apps,
  environment: ({ deps }) => plain(Object.keys(deps.settings.current().environments)),
  version: async ({ words, deps }) => plain((await versionsOf(words[0] ?? '', deps)).slice(0, 20)),
  selector,
  text: () => [],
  host: ({ deps }) => hosts(deps),
  'host>[/<name': configs,
  'host>/<name': configs,
  'host>/<name>|<selector': async (place) => [...(await configs(place)), ...(await selector(place))],
  template: templates,
  command: ({ deps }) => plain([...deps.registry.commands.keys()]),
  format: formats,
  'format,…': formats,
  'run id': async ({ deps }) => {
    const runs = await deps.runs.list({ limit: 20 });
    return runs.map(({ id, app, environment, state }) => ({ text: id, hint: `${app} ${environment} ${state}` }));
  },
};

function plain(words: readonly string[], hint = ''): Suggestion[] {
  return words.map((text) => ({ text, hint }));
}

async function apps({ word, deps }: Place): Promise<Suggestion[]> {
  const [app = '', version] = word.split('@');
  const known = Object.keys(deps.settings.current().apps).filter((name) => version === undefined || name === app);
  const all = await Promise.all(
    known.map(async (name) => [
      ...(version === undefined ? [name] : []),
      ...(await versionsOf(name, deps)).slice(0, 20).map((number) => `${name}@${number}`),
    ]),
  );
  return plain(all.flat());
}

async function versionsOf(app: string, { deploys }: Deps): Promise<readonly string[]> {
  return deploys.versions(app).catch(() => []);
}

function selector({ word, deps }: Place): Suggestion[] {
  const all = Object.values(deps.settings.current().hosts);
  const compared = /^(.+?)(!=|=)(?:.*,)?/u.exec(word);
  if (compared) {
    const values = all.flatMap((host) => valuesOf(host, compared[1] ?? '').map(String));
    return counted(values).map(([value, count]) => ({ text: compared[0] + quoteWord(value), hint: `${count}` }));
  }
  const labels = selectableLabels(all).map((label) => ({ text: `${label}=`, hint: '', open: true }));
  const groups = counted(all.flatMap((host) => host.groups)).map(([name, count]) => ({
    text: `@${name}`,
    hint: `${count}`,
  }));
  return [...plain(['all'], `${all.length}`), ...groups, ...labels, ...hosts(deps)];
}

const hosts = (deps: Deps) =>
  Object.values(deps.settings.current().hosts).map((host: Host) => ({ text: host.name, hint: host.platform }));

function counted(words: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts];
}

async function configs({ deps }: Place): Promise<Suggestion[]> {
  const all = await deps.configs.list();
  return plain(all.flatMap(({ ref }) => ('host' in ref && ref.kind === 'intended' ? [`${ref.host}/${ref.name}`] : [])));
}

async function templates({ deps, language }: Place): Promise<Suggestion[]> {
  const all = await deps.generating.templates.list();
  return all.map(({ name, meta }) => ({ text: name, hint: wording(meta.title, language) }));
}

function formats({ word, deps }: Place): Suggestion[] {
  const before = /^(?:.*,)?/.exec(word)?.[0] ?? '';
  return plain([...deps.conversions.formats.keys()].map((name) => before + name));
}
