import type { Facts } from '../../collect/types.ts';
import { type Part, partOf } from './inventory.ts';
import { cut } from './tables.ts';
import { known } from './text.ts';

const headings = ['Item', 'Version', 'Part number', 'Serial number', 'Description'];

/** `show chassis hardware`: every item with what it is in (`FPC 0 / PIC 1 / Xcvr 0`), told by how far it is set in. */
export function hardwareOfJunos(text: string | undefined): readonly Part[] {
  const parts: Part[] = [];
  let starts: readonly number[] = [];
  let path: readonly string[] = [];
  for (const line of (text ?? '').split('\n')) {
    if (/^Item +Version +Part number/.test(line)) starts = headings.map((heading) => line.indexOf(heading));
    else if (starts.length > 0 && /^ {0,8}\S/.test(line) && !/^(?:\{|node\d|fpc\d|-)/.test(line)) {
      const depth = Math.floor((line.length - line.trimStart().length) / 2);
      const [item = '', , part, serial, description] = cut(line, starts);
      path = [...path.slice(0, depth), item];
      parts.push(
        partOf({ name: path.join(' / '), description, part: /^BUILTIN$/i.test(part ?? '') ? '' : part, serial }),
      );
    }
  }
  return parts;
}

/** `show system license`: features that are used, installed or needed; `expires` where a date is told. */
export function licencesOfJunos(text: string | undefined): NonNullable<Facts['licences']> {
  const rows = [...(text ?? '').matchAll(/^ {2}(\S.*?) +(\d+) +(\d+) +(\d+) +(\S.*)$/gm)];
  return rows.flatMap(([, name = '', used, installed, needed, expiry = '']) => {
    const state = Number(needed) > 0 ? 'needed' : Number(used) > 0 ? 'in use' : 'installed';
    if (Number(used) + Number(installed) + Number(needed) === 0) return [];
    return [known({ name, state, expires: /^(\d{4}-\d{2}-\d{2})/.exec(expiry)?.[1] })];
  });
}
