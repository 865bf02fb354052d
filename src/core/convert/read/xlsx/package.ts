import type { Meter } from '../limits.ts';
import { attribute, readXml } from '../xml.ts';
import type { Parts } from '../zip.ts';

/** Where a part's relation leads. */
interface Relation {
  /** The last word of its type: `worksheet`, `sharedStrings`; the same in the strict and the usual namespace. */
  readonly type: string;
  /** The part's path. */
  readonly target: string;
}

/** A sheet as the workbook lists it. */
interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  readonly path: string;
}

export interface Package {
  readonly sheets: readonly SheetEntry[];
  readonly date1904: boolean;
  readonly styles?: string;
  readonly strings?: string;
}

/** The main part's path (OPC: the relation `officeDocument` of the package), if there is one. */
export async function mainPart(parts: Parts, meter: Meter): Promise<string | undefined> {
  if (!parts.has('_rels/.rels')) return undefined;
  const relations = await readRelations(parts, '', meter);
  const target = [...relations.values()].find(({ type }) => type === 'officeDocument')?.target;
  return target && parts.has(target) ? target : undefined;
}

/** What the workbook part says. Chart, dialog and macro sheets hold no cells and are left out. */
export async function readPackage(parts: Parts, main: string, meter: Meter): Promise<Package> {
  const relations = await readRelations(parts, main, meter);
  const sheets: SheetEntry[] = [];
  let date1904 = false;
  const open = (name: string, attributes: Readonly<Record<string, string>>) => {
    if (name === 'workbookPr') date1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
    if (name !== 'sheet') return;
    meter.add('sheets', 1);
    const relation = relations.get(attribute(attributes, 'id') ?? '');
    if (relation?.type !== 'worksheet') return;
    const hidden = /^(?:hidden|veryHidden)$/.test(attributes.state ?? '');
    sheets.push({ name: attributes.name ?? '', hidden, path: relation.target });
  };
  await readXml(parts.stream(main), { open }, meter, main);
  const only = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.target;
  return { sheets, date1904, styles: only('styles'), strings: only('sharedStrings') };
}

async function readRelations(parts: Parts, part: string, meter: Meter): Promise<ReadonlyMap<string, Relation>> {
  const slash = part.lastIndexOf('/') + 1;
  const path = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
  const relations = new Map<string, Relation>();
  const open = (name: string, { Id, Type, Target, TargetMode }: Readonly<Record<string, string>>) => {
    if (name !== 'Relationship' || !Id || !Type || !Target || TargetMode === 'External') return;
    relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: resolve(part.slice(0, slash), Target) });
  };
  if (parts.has(path)) await readXml(parts.stream(path), { open }, meter, path);
  return relations;
}

/** A target is relative to its part's folder, or begins with a slash. */
function resolve(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const resolved: string[] = [];
  for (const name of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (name === '..') resolved.pop();
    else if (name !== '' && name !== '.') resolved.push(name);
  }
  return resolved.join('/');
}
