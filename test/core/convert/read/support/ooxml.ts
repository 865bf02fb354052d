import { type Packed, packed, zipOf } from './zip.ts';

interface RawSheet {
  readonly name?: string;
  /** What stands in `<worksheet>`, or the part as it is. */
  readonly xml: string | Packed;
  readonly state?: 'hidden' | 'veryHidden';
  /** The relation's type; a worksheet where it is not said. */
  readonly type?: string;
}

interface RawWorkbook {
  readonly sheets: readonly RawSheet[];
  /** What stands in `<sst>`. */
  readonly strings?: string;
  /** What stands in `<styleSheet>`. */
  readonly styles?: string;
  readonly date1904?: boolean;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

/** The part of the sheet with this number, from 1. */
export function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

/** What a sheet's part begins with, up to what stands in it, and ends with. */
export const sheetStart = `<worksheet xmlns="${main}">`;
export const sheetEnd = '</worksheet>';

/** The parts of a workbook written by hand, as ECMA-376 part 1 has them. */
export function workbookParts({ sheets, strings, styles, date1904 }: RawWorkbook): Packed[] {
  const listed = sheets.map(({ name, state }, at) => {
    const hidden = state ? ` state="${state}"` : '';
    return `<sheet name="${name ?? `Sheet${at + 1}`}" sheetId="${at + 1}" r:id="rId${at + 1}"${hidden}/>`;
  });
  const links = sheets.map(({ type = 'worksheet' }, at) => {
    return `<Relationship Id="rId${at + 1}" Type="${relations}/${type}" Target="worksheets/sheet${at + 1}.xml"/>`;
  });
  const more = [
    ...(strings === undefined ? [] : [['sharedStrings', `<sst xmlns="${main}">${strings}</sst>`] as const]),
    ...(styles === undefined ? [] : [['styles', `<styleSheet xmlns="${main}">${styles}</styleSheet>`] as const]),
  ];
  const moreLinks = more.map(
    ([name]) => `<Relationship Id="${name}" Type="${relations}/${name}" Target="/xl/${name}.xml"/>`,
  );
  const office = `<Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/>`;
  return [
    packed('[Content_Types].xml', `<Types><Override PartName="/xl/workbook.xml" ContentType="${sheetType}"/></Types>`),
    packed('_rels/.rels', `<Relationships xmlns="${packageRelations}">${office}</Relationships>`),
    packed(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${listed.join('')}</sheets></workbook>`,
    ),
    packed(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packageRelations}">${links.join('')}${moreLinks.join('')}</Relationships>`,
    ),
    ...more.map(([name, xml]) => packed(`xl/${name}.xml`, xml)),
    ...sheets.map(({ xml }, at) =>
      typeof xml === 'string' ? packed(sheetPath(at + 1), `${sheetStart}${xml}${sheetEnd}`) : xml,
    ),
  ];
}

/** A workbook written by hand. */
export function workbookOf(workbook: RawWorkbook): Buffer {
  return zipOf(workbookParts(workbook));
}

/** A workbook of one sheet with these rows (`<row>…</row>`). */
export function sheetOf(rows: string, more: Omit<RawWorkbook, 'sheets'> = {}): Buffer {
  return workbookOf({ ...more, sheets: [{ xml: `<sheetData>${rows}</sheetData>` }] });
}
