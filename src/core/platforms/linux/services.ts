import type { Facts } from '../../collect/types.ts';
import type { Outputs } from '../define.ts';
import { readPorts } from './ports.ts';
import { linesOf } from './values.ts';

type Service = NonNullable<Facts['services']>[number];

/** Facts of the kind `services`: those that run or failed, and listening ports. */
export function readServices(outputs: Outputs): Partial<Facts> {
  const ports = readPorts(outputs.ports);
  const found = linesOf(outputs.services).flatMap((line) => bySystemd(line) ?? byOpenRc(line) ?? byProcess(line) ?? []);
  const services = [...new Map(found.map((one) => [one.name, one])).values()];
  return {
    ...(services.length > 0 && { services: services.sort((a, b) => (a.name < b.name ? -1 : 1)) }),
    ...(ports && { ports }),
  };
}

/**
 * `● ssh.service loaded active running OpenBSD Secure Shell server`, the circle (in older versions `*`) only before failed
 * ones. No services of the host but somebody's login, such as the collector's own, are `user@1000` and, where a socket starts
 * one for each connection, `ssh@0-10.0.0.5:22-10.0.0.9:50022`.
 */
function bySystemd(line: string): readonly Service[] | undefined {
  const found = /^(?:[^\w\s]+\s+)?\s*(\S+)\.service\s+\S+\s+\S+\s+(running|failed)\b/.exec(line);
  if (!found) return undefined;
  const [, name = '', state = ''] = found;
  return /^user@\d+$|@\d+-\S+:\d+-\S+:\d+$/.test(name) ? [] : [{ name, state }];
}

const openRcStates: Readonly<Record<string, string>> = { started: 'running', crashed: 'failed' };

/** ` sshd      [  started  ]`, with a time since which in newer versions. */
function byOpenRc(line: string): readonly Service[] | undefined {
  const found = /^\s*(\S+)\s+\[\s*(\w+)[^\]]*\]\s*$/.exec(line);
  if (!found) return undefined;
  const [, name = '', said = ''] = found;
  const state = openRcStates[said];
  return state === undefined ? [] : [{ name, state }];
}

/** /proc/<pid>/stat, `812 (nginx) S 1 …`: pid, name, state, parent. The name may have anything in it. */
function byProcess(line: string): readonly Service[] | undefined {
  const found = /^(?:\/proc\/\d+\/stat:)?(\d+) \((.*)\) \S (\d+) /.exec(line);
  if (!found) return undefined;
  const [, pid, name = '', parent = ''] = found;
  return pid !== '2' && (parent === '0' || parent === '1') ? [{ name, state: 'running' }] : [];
}
