/** What a spreadsheet may take for a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * Keeps a spreadsheet from running a cell as a formula: an apostrophe is put in front of it. A cell that looks as if it
 * had one already gets another, so taking one apostrophe off every cell that matches `'+[=+-@…]` gives back what was exported.
 */
export function guardFormula(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}
