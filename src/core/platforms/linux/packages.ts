import type { Facts } from '../../collect/types.ts';
import type { Outputs } from '../define.ts';
import { linesOf } from './values.ts';

type Package = NonNullable<Facts['packages']>[number];

/** Facts of the kind `packages`: what dpkg, rpm, apk or pacman has installed, by name. */
export function readPackages(outputs: Outputs): Partial<Facts> {
  if (outputs.packages === undefined) return {};
  const found: Package[] = [];
  let name = '';
  for (const line of linesOf(outputs.packages)) {
    if (line.startsWith('P:')) name = line.slice(2);
    else found.push(...readLine(line, name));
  }
  const once = new Map(found.map((one) => [`${one.name} ${one.version}`, one]));
  return { packages: [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one) };
}

/** `deb ii  bash 5.2.15-2+b2`, `rpm bash (none):4.2.46-35.el7_9`, apk's `V:1.36.1-r5` after its `P:`, pacman's `bash 5.2.026-2`. */
function readLine(line: string, apk: string): readonly Package[] {
  if (line.startsWith('V:')) return [{ name: apk, version: line.slice(2) }];
  const words = line.split(/ +/);
  if (words[0] === 'deb') return words[1]?.[1] === 'i' ? pair(words.slice(2)) : [];
  if (words[0] !== 'rpm') return pair(words);
  // Keys that packages are signed with are listed as packages.
  return words[1] === 'gpg-pubkey' ? [] : pair([words[1] ?? '', (words[2] ?? '').replace(/^\(none\):/, '')]);
}

function pair([name, version]: readonly string[]): readonly Package[] {
  return name && version ? [{ name, version }] : [];
}
