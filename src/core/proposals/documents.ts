import { join } from 'node:path';
import type { HostEntries } from '../inventory/entries.ts';
import { listIfThere, readTextIfThere, removeIfThere, writeFileAtomic } from '../io/files.ts';
import { textDigest } from '../io/replace.ts';
import type { InventoryDetails, Proposal } from './types.ts';

/** What a proposal changes, kept beside the journal. */
export interface Contents extends InventoryDetails {
  /** The file's text as it was and as it will be. */
  readonly before: string;
  readonly after: string;
  /** What it was made of, to make it again when the file has moved; absent where it takes a save back. */
  readonly asked?: {
    readonly incoming: HostEntries;
    readonly complete: boolean;
    readonly right?: 'inventory' | 'convert';
  };
}

/** Proposals as files: `<id>.json` is what the journal says of one, the folder `<id>` what it changes. */
export interface ProposalDocuments {
  /** Every proposal that a file tells of, in no order. One that was not proposed to its end is among them. */
  heads(): Promise<readonly Proposal[]>;
  saveHead(proposal: Proposal): Promise<void>;
  saveContents(id: string, contents: Contents): Promise<void>;
  details(id: string): Promise<InventoryDetails | undefined>;
  asked(id: string): Promise<Contents['asked']>;
  /** The text before or after; undefined where it is missing or is not the one with this digest. */
  text(id: string, which: 'before' | 'after', digest: string): Promise<string | undefined>;
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
    saveContents: async (id, { before, after, asked, ...details }) => {
      await writeFileAtomic(part(id, 'before.yaml'), before);
      await writeFileAtomic(part(id, 'after.yaml'), after);
      await writeFileAtomic(part(id, 'details.json'), JSON.stringify(details));
      if (asked) await writeFileAtomic(part(id, 'asked.json'), JSON.stringify(asked));
    },
    details: (id) => json<InventoryDetails>(part(id, 'details.json')),
    asked: (id) => json<Contents['asked'] & object>(part(id, 'asked.json')),
    text: async (id, which, digest) => {
      const text = await readTextIfThere(part(id, `${which}.yaml`));
      return text !== undefined && textDigest(text) === digest ? text : undefined;
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

function parsed<T>(text: string | undefined): T | undefined {
  try {
    return (JSON.parse(text ?? 'null') as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}
