import type { Facts } from '../../collect/types.ts';
import { type Files, known, told } from './values.ts';

const ownFiles = ['/etc/os-release', '/usr/lib/os-release'];

/**
 * Name and version of the distribution. From os-release (freedesktop.org), the version made more exact by what else says
 * it: `7` and `CentOS Linux release 7.9.2009 (Core)` are 7.9.2009, `12` and Debian's `12.11` are 12.11. Older ones have
 * only a `…-release` with one line.
 */
export function releaseOf(files: Files): Pick<Facts, 'os' | 'version'> {
  const own = ownFiles.flatMap((path) => files.get(path) ?? []);
  const others = [...files].filter(([path]) => /-release$|debian_version$/.test(path) && !ownFiles.includes(path));
  const lines = others.flatMap(([, content]) => content);
  const value = (key: string) =>
    told(
      own
        .find((line) => line.startsWith(`${key}=`))
        ?.slice(key.length + 1)
        .replace(/^(["'])(.*)\1$/, '$2'),
    );
  const name = value('NAME');
  if (name === undefined) return byLine(lines);
  const [version, id] = [value('VERSION'), value('VERSION_ID')];
  return known({ os: name.replace(/ GNU\/Linux$/, ''), version: exact(id, version, lines) });
}

function byLine(lines: readonly string[]): Pick<Facts, 'os' | 'version'> {
  for (const line of lines) {
    const found = /^(\S.*?) (?:Linux )?release (\S+)/.exec(line);
    if (found) return known({ os: found[1], version: found[2] });
  }
  return {};
}

function exact(id: string | undefined, version: string | undefined, lines: readonly string[]): string | undefined {
  // Kylin's `V10 (Sword)`: the word in brackets tells the service pack.
  if (id === undefined || !/^[\d.]+$/.test(id)) return version ?? id;
  const longer = [version ?? '', ...lines].flatMap((line) => line.match(/\d+(?:\.\d+)+/g) ?? []);
  const best = longer.filter((one) => one.startsWith(`${id}.`)).sort((a, b) => b.length - a.length)[0] ?? id;
  const pack = /\(([^)]*\bSP\d[^)]*)\)/.exec(version ?? '')?.[1];
  return pack === undefined ? best : `${best} ${pack}`;
}
