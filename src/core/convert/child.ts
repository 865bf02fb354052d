// Converts a spreadsheet in the confined child: options and bytes in, a summary and files out.
import { confinedMain } from '../io/confined-child.ts';
import { type Converted, type ConvertOptions, convert } from './convert.ts';
import type { InventoryFormat, OutFile, WrittenInventory } from './format.ts';
import { report } from './report.ts';
import { type AnsibleMapping, ansibleMapping } from './write/ansible-mapping.ts';
import { hostEntry } from './write/host-entry.ts';

/** What the child is asked for. */
export interface ChildOptions extends ConvertOptions {
  /** Formats to write, by name. */
  readonly formats: readonly string[];
  /** Whether the hosts are given as entries of hosts.yaml as well, and what rows in quarantine name. */
  readonly entries: boolean;
  /** Whether the report of quarantined rows and changed values is given as well, where it has any. */
  readonly report: boolean;
  readonly ansible: AnsibleMapping;
}

await confinedMain(async ({ options, input, send }) => {
  const asked = options as ChildOptions;
  const give = (file: OutFile) => send(`file ${file.name}`, file.content);
  const inventory = await told(await convert(input, asked), asked, { send, give });
  for (const name of asked.formats) {
    const options = { ansible: ansibleMapping(asked.ansible), title: asked.name };
    for (const file of await (await formatCalled(name)).write(inventory, options)) await give(file);
  }
});

interface Ways {
  readonly send: (name: string, body: string) => Promise<void>;
  readonly give: (file: OutFile) => Promise<void>;
}

/** Tells what came of it, and gives what the formats need of it: the sheets' memory is free for what they write. */
async function told(converted: Converted, asked: ChildOptions, { send, give }: Ways): Promise<WrittenInventory> {
  await send('summary', JSON.stringify(converted.summary));
  if (asked.report) for (const file of await report(converted)) await give(file);
  if (asked.entries) {
    await send('entries', JSON.stringify(entriesOf(converted.hosts)));
    await send('doubtful', JSON.stringify(converted.doubtful));
  }
  return { hosts: converted.hosts, quarantine: converted.quarantine };
}

/** The bot has loaded and checked them all; loading only what is asked for is a twentieth of a second less. */
async function formatCalled(name: string): Promise<InventoryFormat> {
  const file = new URL(`./formats/${name}.ts`, import.meta.url);
  return ((await import(/* @vite-ignore */ file.href)) as { default: InventoryFormat }).default;
}

function entriesOf(hosts: Converted['hosts']) {
  return Object.fromEntries(hosts.map((host) => [host.name, hostEntry(host)]));
}
