import type { Hiding } from '../config/hiding.ts';
import { type TextDiff, textDiff } from '../config/text-diff.ts';
import type { ConfigStore } from '../config/types.ts';
import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import { textDigest } from '../io/replace.ts';
import type { Text } from '../text.ts';
import { isPartial, keyOf, type LibraryFile, nameOf } from './library/build.ts';
import type { Templates } from './library.ts';
import { type Checking, checkOwn, TemplateRefused } from './own-check.ts';

/** What holds under a name: the team's own, what ships, or nothing. */
export type Holding = 'own' | 'shipped' | 'nothing';

/** What a change of the team's templates is, in full. */
export interface TemplateDetails {
  readonly kind: 'templates';
  /** As it is kept, without `.hbs`. */
  readonly template: string;
  /** What templates call it by, where it is a partial. */
  readonly partial?: string;
  readonly from: Holding;
  readonly to: Holding;
  /** Secrets taken out. */
  readonly difference: TextDiff;
  /** The templates that call the partial. */
  readonly users: readonly string[];
}

/** What holds under a name, with its text; `digest` tells it from all else that could. */
export interface Held {
  readonly by: Holding;
  readonly digest: string;
  /** The team's own text. */
  readonly own?: string;
  /** The text that holds, whoever's. */
  readonly text: string;
}

export interface TemplateChanging extends Checking {
  readonly templates: Pick<Templates, 'files' | 'read' | 'readWith'>;
  readonly store: Pick<ConfigStore, 'read'>;
  readonly hiding: Pick<Hiding, 'patterns'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** What the team's own is to be. */
export type Wanted = { readonly text: string } | { readonly revision: string } | 'shipped';

/**
 * What a change would come to; `before` and `after` are the same where it is so already. Errors: `template-refused`, with
 * all that is wrong; `template-absent` where that revision has none.
 */
export async function templateChange(
  changing: TemplateChanging,
  template: string,
  to: Wanted,
): Promise<{ readonly before: Held; readonly after: Held; readonly details: TemplateDetails }> {
  const { templates, hiding, env, clock } = changing;
  const path = `${template}.hbs`;
  const files = await templates.files();
  const before = heldIn(files, path);
  const own = await wantedText(changing, template, to);
  const others = files.filter((file) => file.origin === 'shipped' || file.path !== path);
  const after = heldIn(own === undefined ? others : [...others, { path, text: own, origin: 'own' }], path);
  const library = await templates.readWith(path, own);
  const { findings, users } = await checkOwn(path, await templates.read(), library, changing);
  if (findings.length > 0 && before.digest !== after.digest) throw new TemplateRefused(template, findings);
  const difference = await textDiff(before.text, after.text, { secrets: hiding.patterns, shown: /\{\{/, env, clock });
  const partial = isPartial(path) ? { partial: nameOf(path) } : {};
  const kind = 'templates' as const;
  return { before, after, details: { kind, template, ...partial, from: before.by, to: after.by, difference, users } };
}

/** What holds under a path; of several files of one name the last one does. */
export function heldIn(files: readonly LibraryFile[], path: string): Held {
  const key = keyOf(path);
  const file = files.findLast((one) => keyOf(one.path) === key);
  if (!file || !('text' in file)) return { by: 'nothing', digest: 'nothing', text: '' };
  const { text, origin } = file;
  const digest = textDigest(text);
  return origin === 'own'
    ? { by: 'own', digest, own: text, text }
    : { by: 'shipped', digest: `shipped ${digest}`, text };
}

/** A change in a line: `nginx-site: +3 −1, in place of the shipped one`. */
export function templateChangeText({ template, difference: { added, removed }, from, to }: TemplateDetails): Text {
  const words = changeWords(from, to);
  return {
    en: `${template}: +${added} −${removed}${words.en}`,
    zh: `${template}：+${added} −${removed}${words.zh}`,
  };
}

function changeWords(from: Holding, to: Holding): Text {
  if (to === 'shipped') return { en: ', the shipped one holds again', zh: '，恢复使用自带模板' };
  if (to === 'nothing') return { en: ', removed; none of that name ships', zh: '，删除；没有同名的自带模板' };
  if (from === 'shipped') return { en: ', in place of the shipped one', zh: '，替代自带模板' };
  return from === 'nothing' ? { en: ', new', zh: '，新增' } : { en: '', zh: '' };
}

async function wantedText({ store }: TemplateChanging, template: string, to: Wanted): Promise<string | undefined> {
  if (to === 'shipped') return undefined;
  if ('text' in to) return to.text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const text = await store.read({ kind: 'template', name: template }, to.revision);
  if (text !== undefined) return text;
  const short = to.revision.slice(0, 10);
  throw new OpsError('template-absent', {
    en: `At the revision ${short} the team had no ${template} of its own. /template history ${template} shows its versions; --to shipped takes the team's out.`,
    zh: `版本 ${short} 中没有团队自己的 ${template}。用 /template history ${template} 查看各版本；--to shipped 移除团队的版本。`,
  });
}
