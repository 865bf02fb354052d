import { join } from 'node:path';
import { listIfThere, readTextIfThere, removeIfThere, writeFileAtomic } from '../io/files.ts';
import { textDigest } from '../io/replace.ts';
import type { ProposalKind } from './events.ts';
import type { WishOf } from './subject.ts';
import type { Details, DetailsOf, Proposal } from './types.ts';

/** What a proposal changes, kept beside the journal. */
export interface Contents<K extends ProposalKind = ProposalKind> {
  readonly details: DetailsOf<K>;
  /** The texts, where there are any. */
  readonly before?: string;
  readonly after?: string;
  /** What it was made of, to make it again when things have moved; absent where it takes a save back. */
  readonly asked?: WishOf<K>;
}

type Named = Pick<Proposal, 'id' | 'kind'>;

/** Proposals as files: `<id>.json` is what the journal says of one, the folder `<id>` what it changes. */
export interface ProposalDocuments {
  /** Every proposal that a file tells of, in no order. One that was not proposed to its end is among them. */
  heads(): Promise<readonly Proposal[]>;
  saveHead(proposal: Proposal): Promise<void>;
  saveContents(proposal: Named, contents: Contents): Promise<void>;
  details(proposal: Named): Promise<Details | undefined>;
  asked(id: string): Promise<Contents['asked']>;
  /** The text before or after; undefined where it is missing or is not the one that was proposed. */
  text(proposal: Named & Pick<Proposal, 'before' | 'after'>, which: 'before' | 'after'): Promise<string | undefined>;
  remove(id: string): Promise<void>;
  /** Forgets what a proposal changed; that there was one stays known. */
  forget(id: string): Promise<void>;
}

/** Documents in a folder, DATA_DIR/proposals. */
export function createProposalDocuments(folder: string): ProposalDocuments {
  const head = (id: string) => join(folder, `${id}.json`);
  const part = (id: string, name: string) => join(folder, id, name);
  const json = async <T>(path: string) => parsed<T>(await readTextIfThere(path).catch(() => undefined));
  return {
    heads: async () => {
      const names = (await listIfThere(folder)).filter((name) => /^[0-9a-z-]+\.json$/.test(name));
      const all = await Promise.all(names.map((name) => json<Proposal>(join(folder, name))));
      return all.filter((one) => one !== undefined);
    },
    saveHead: (proposal) => writeFileAtomic(head(proposal.id), `${JSON.stringify(proposal)}\n`),
    saveContents: async ({ id, kind }, { before, after, asked, details }) => {
      if (before !== undefined) await writeFileAtomic(part(id, `before.${endings[kind]}`), before);
      if (after !== undefined) await writeFileAtomic(part(id, `after.${endings[kind]}`), after);
      await writeFileAtomic(part(id, 'details.json'), JSON.stringify(details));
      if (asked) await writeFileAtomic(part(id, 'asked.json'), JSON.stringify(asked));
    },
    details: async ({ id, kind }) => {
      const details = await json<Details>(part(id, 'details.json'));
      // Those kept before there were kinds do not name theirs.
      return details && ({ ...details, kind } as Details);
    },
    asked: (id) => json<Contents['asked'] & object>(part(id, 'asked.json')),
    text: async (proposal, which) => {
      const text = await readTextIfThere(part(proposal.id, `${which}.${endings[proposal.kind]}`));
      return text !== undefined && textDigest(text) === proposal[which] ? text : undefined;
    },
    forget: async (id) => {
      await removeIfThere(join(folder, id));
    },
    remove: async (id) => {
      await removeIfThere(join(folder, id));
      await removeIfThere(head(id));
    },
  };
}

const endings: Readonly<Record<ProposalKind, string>> = { inventory: 'yaml', templates: 'hbs' };

function parsed<T>(text: string | undefined): T | undefined {
  try {
    return (JSON.parse(text ?? 'null') as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}
