import type { Language, Text } from '../../core/text.ts';
import type { Sample } from '../gallery/index.ts';
import { readArgs } from '../slack/args.ts';
import { readContent } from '../slack/content.ts';
import { blocksWeight } from '../slack/kit/check.ts';
import { limits } from '../slack/kit/rules.ts';
import { checkView } from '../slack/modals.ts';
import { NotPossible, Refusal } from '../slack/refusal.ts';
import type { Fields } from '../slack/types.ts';

/** What there is in the gallery; nothing of it is made yet. */
export interface GalleryIndex {
  readonly families: readonly {
    readonly name: string;
    readonly title: Text;
    readonly samples: readonly Pick<Sample, 'name' | 'title'>[];
  }[];
  /** What the people and channels in it are called, by their ids. */
  readonly names: Readonly<Record<string, string>>;
}

/** A sample as Slack would be given it, in each language. */
export interface MadeSample {
  readonly name: string;
  readonly shown: Readonly<Record<Language, MadeSide>>;
}

export interface MadeSide {
  /** What notifications show of a message. */
  readonly text?: string;
  /** The view; absent of messages. */
  readonly view?: Fields;
  readonly blocks: readonly Fields[];
  /** What Slack would refuse it for; empty where it takes it. */
  readonly problems: readonly string[];
  /** Blocks and, of messages, characters, each with what Slack takes at most. */
  readonly counts: { readonly blocks: Count; readonly characters?: Count };
}

type Count = readonly [is: number, most: number];

/** Loaded when somebody asks: a bot that runs without its gallery needs none of it. */
const gallery = () => import('../gallery/index.ts');

export async function galleryIndex(): Promise<GalleryIndex> {
  const { families, sampleNames } = await gallery();
  const listed = families.map(({ name, title, samples }) => ({
    ...{ name, title },
    samples: samples.map((sample) => ({ name: sample.name, title: sample.title })),
  }));
  return { families: listed, names: sampleNames };
}

/** The samples of one family; NotPossible where there is none of that name. */
export async function galleryFamily(name: string): Promise<MadeSample[]> {
  const found = (await gallery()).families.find((family) => family.name === name);
  if (!found) throw new NotPossible(`the gallery has no family ${name}`);
  return found.samples.map(made);
}

/** What a sample shows in each language, looked at as the workspace looks at what the bot sends. */
export function made({ name, make }: Pick<Sample, 'name' | 'make'>): MadeSample {
  return { name, shown: { en: sideOf(make('en')), 'zh-CN': sideOf(make('zh-CN')) } };
}

function sideOf(shown: ReturnType<Sample['make']>): MadeSide {
  const blocks = shown.blocks as readonly object[] as readonly Fields[];
  if ('tab' in shown) {
    const view = { type: shown.tab, blocks };
    const problems = refusedFor(() => checkView(view, shown.tab));
    return { view, blocks, problems, counts: { blocks: [blocks.length, limits.view] } };
  }
  if ('action' in shown) {
    const view = viewOf(shown);
    const problems = refusedFor(() => checkView(view, 'modal'));
    return { view, blocks, problems, counts: { blocks: [blocks.length, limits.view] } };
  }
  const args = readArgs({ ...shown });
  const problems = refusedFor(() => readContent(args, { maxText: limits.updatedText }));
  const characters: Count = [blocksWeight(blocks), limits.blocksText];
  return { text: shown.text, blocks, problems, counts: { blocks: [blocks.length, limits.message], characters } };
}

/** A modal as the bot opens it, but for the place it was opened from, which its samples have not. */
function viewOf(modal: Extract<ReturnType<Sample['make']>, { action: string }>): Fields {
  const plain = (text: string) => ({ type: 'plain_text', text });
  const { action, title, submit, close, blocks, state } = modal;
  return {
    ...{ type: 'modal', callback_id: action, title: plain(title), close: plain(close), blocks },
    ...(submit !== undefined && { submit: plain(submit) }),
    private_metadata: state,
  };
}

function refusedFor(look: () => unknown): string[] {
  try {
    look();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return (error.extra.errors as string[] | undefined) ?? [error.error];
  }
}
