import type { InventoryFormat, OutFile } from '../convert/format.ts';
import { loadFormats } from '../convert/load-formats.ts';
import type { HostRecord } from '../convert/types.ts';
import { ansibleMapping } from '../convert/write/ansible-mapping.ts';
import { hostOfEntry } from '../convert/write/host-entry.ts';
import { OpsError } from '../errors.ts';
import { suggestion } from '../settings/nearest.ts';
import type { Host, Settings } from '../settings/types.ts';
import { entryOf, renderPair } from './edit/render.ts';
import { saidBy } from './entries.ts';
import { environmentsOf } from './environments.ts';

/** The format that the inventory is kept in: nothing of a host is lost in it. */
const own = 'changeops';

/** Hosts of the inventory as files of a format. Error `format-unknown`, naming the nearest. */
export async function exportHosts(
  hosts: readonly Host[],
  format: string,
  settings: Settings,
  title: string,
): Promise<readonly OutFile[]> {
  const formats = await loadFormats();
  const found = formats.get(format);
  if (!found) throw unknownFormat(format, [...formats.keys()]);
  if (format === own) return [{ name: 'hosts.yaml', content: hostsYaml(hosts, title) }];
  return written(found, hosts, settings, title);
}

/** Hosts as hosts.yaml has them, a line each. */
function hostsYaml(hosts: readonly Host[], title: string): string {
  const lines = hosts.map((host) => `  ${renderPair(host.name, entryOf(valuesOf(host)))}\n`);
  return `# ${title.replace(/\s+/g, ' ')}\nhosts:${lines.length > 0 ? '\n' : ' {}\n'}${lines.join('')}`;
}

/** What is so of every host unless it says otherwise is left out. */
function valuesOf(host: Host) {
  return saidBy(host).filter(([key]) => key !== 'ssh' || host.ssh.legacy);
}

async function written(format: InventoryFormat, hosts: readonly Host[], settings: Settings, title: string) {
  const environmentOf = ({ name }: HostRecord) => environmentsOf(settings, name)[0];
  const options = { ansible: ansibleMapping(settings.general.ansible), title, environmentOf };
  return format.write({ hosts: hosts.map(recordOf), quarantine: [] }, options);
}

function recordOf(host: Host, index: number): HostRecord {
  const labels = Object.fromEntries(Object.entries(host.labels).map(([label, value]) => [label, String(value)]));
  const { address, port, platform, type } = host;
  const { name, fields, labels: others } = hostOfEntry(host.name, { address, port, platform, type, labels });
  return {
    name,
    address,
    platform,
    type: type as HostRecord['type'],
    fields,
    labels: others,
    sheet: 'hosts.yaml',
    row: index + 1,
  };
}

function unknownFormat(format: string, known: readonly string[]): OpsError {
  const hint = suggestion(format, known);
  return new OpsError('format-unknown', {
    en: `There is no format called ${format}.${hint.en} There are: ${known.join(', ')}.`,
    zh: `没有名为 ${format} 的格式。${hint.zh}可用格式：${known.join('、')}。`,
  });
}
