// Converts a spreadsheet in the confined child: options and bytes in, a summary and files out.
import { confinedMain } from '../io/confined-child.ts';
import { type ConvertOptions, convert } from './convert.ts';
import type { OutFile } from './format.ts';
import { loadFormats } from './load-formats.ts';
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
  const converted = await convert(input, asked);
  await send('summary', JSON.stringify(converted.summary));
  const give = (file: OutFile) => send(`file ${file.name}`, file.content);
  if (asked.report) for (const file of await report(converted)) await give(file);
  if (asked.entries) {
    await send('entries', JSON.stringify(entriesOf(converted.hosts)));
    await send('doubtful', JSON.stringify(converted.doubtful));
  }
  const formats = asked.formats.length > 0 ? await loadFormats() : new Map();
  for (const name of asked.formats) {
    const options = { ansible: ansibleMapping(asked.ansible), title: asked.name };
    for (const file of await formats.get(name).write(converted, options)) await give(file);
  }
});

function entriesOf(hosts: Awaited<ReturnType<typeof convert>>['hosts']) {
  return Object.fromEntries(hosts.map((host) => [host.name, hostEntry(host)]));
}
