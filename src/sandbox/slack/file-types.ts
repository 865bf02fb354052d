/**
 * What Slack takes a file for by the end of its name: `filetype` and `mimetype`, as its list of file types has them
 * (docs.slack.dev, "File object") for what people drop here; anything else is `binary`.
 */
const types: Readonly<Record<string, readonly [filetype: string, mimetype: string]>> = {
  csv: ['csv', 'text/csv'],
  docx: ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  html: ['html', 'text/html'],
  json: ['json', 'application/json'],
  ods: ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  pdf: ['pdf', 'application/pdf'],
  png: ['png', 'image/png'],
  tsv: ['tsv', 'text/tab-separated-values'],
  txt: ['text', 'text/plain'],
  xls: ['xls', 'application/vnd.ms-excel'],
  xlsm: ['xlsm', 'application/vnd.ms-excel.sheet.macroenabled.12'],
  xlsx: ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  yaml: ['yaml', 'text/plain'],
  zip: ['zip', 'application/zip'],
};

/** What Slack takes a file of this name for. */
export function typeOfFile(name: string): { readonly filetype: string; readonly mimetype: string } {
  const end = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const [filetype, mimetype] = types[end] ?? [end || 'binary', 'application/octet-stream'];
  return { filetype, mimetype };
}
