/**
 * What Excel, LibreOffice and WPS take for the beginning of a formula (OWASP, "CSV Injection"), with its full-width
 * forms, which some of them read alike.
 */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * A cell that no spreadsheet program takes for a formula: a `'` is put before one that begins with `= + - @`, a tab or
 * a line end. `restored` gives back the text, whatever it is.
 */
export function neutralised(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text of a cell that was `neutralised`. */
export function restored(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
